"""Organisers: the pictures that designs show."""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.pdf.kinds import kind_of
from conference.core.web import is_too_large
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import design_queries as queries
from .. import design_services as services
from ..design.files import MOST_BYTES
from ..design.pictures import CleanPicture, clean_picture
from ..design_forms import PictureForm
from .designs import harmless, shown

manage_pictures = Blueprint("manage_pictures", __name__, url_prefix="/manage/<slug>/badges/designs/pictures")
Answer = AnyResponse | str | tuple[str, int]


@manage_pictures.get("/<name>")
@event_page(Permission.PRINT_BADGES)
def picture(event: Event, name: str) -> Response:
    row = queries.find_picture(event.id, name)
    if row is None:
        abort(404)
    return harmless(Response(row.data, mimetype=kind_of(row.data) or "application/octet-stream"))


@manage_pictures.post("")
@event_page(Permission.EDIT_EVENT)
def add_picture(event: Event) -> Answer:
    if is_too_large(MOST_BYTES):
        abort(413)
    form, slug = PictureForm(), event.slug
    if form.validate_on_submit():
        try:
            cleaned, label = read_picture()
            services.add_picture(event.id, cleaned, label, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The picture is there now: show it with an element “Picture”."), "success")
            return redirect(url_for("manage_designs.list", slug=slug, _anchor="pictures"))
    return shown(event, picture_form=form)


def read_picture() -> tuple[CleanPicture, str]:
    """(the picture that was sent, made anew, and what its file was called). Raises NotAnImage or NotADrawing."""
    if is_too_large(MOST_BYTES):
        abort(413)
    file = request.files.get("picture")
    if file is None:
        abort(400)
    return clean_picture(file.read(MOST_BYTES + 1)), file.filename or ""


@manage_pictures.post("/<name>/delete")
@event_page(Permission.EDIT_EVENT)
def delete(event: Event, name: str) -> Answer:
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    try:
        services.delete_picture(event.id, name, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The picture is deleted."), "success")
    return redirect(url_for("manage_designs.list", slug=slug, _anchor="pictures"))
