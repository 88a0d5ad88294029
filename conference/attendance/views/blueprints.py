"""The blueprint of this feature; each file of views adds its routes to it."""

from flask import Blueprint

manage_attendance = Blueprint("manage_attendance", __name__, url_prefix="/manage/<slug>/attendance")
