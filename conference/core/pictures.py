"""Pictures as pages show them: random names, kept for a year, never run."""

from flask import Blueprint, Response, abort
from sqlalchemy import select
from sqlalchemy.orm import undefer

from .db import db
from .images import Picture
from .web import DOWNLOAD_CSP, public

pictures = Blueprint("pictures", __name__)


@pictures.get("/pictures/<name>")
@public
def show_picture(name: str) -> Response:
    query = select(Picture).where(Picture.name == name).options(undefer(Picture.data))
    picture = db.session.scalars(query).one_or_none()
    if picture is None:
        abort(404)
    response = Response(picture.data, mimetype=picture.media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    return response
