"""The blueprints of this feature; each file of views adds its routes to one of them."""

from flask import Blueprint

rosters = Blueprint("rosters", __name__, url_prefix="/manage/<slug>/registrations")
people_import = Blueprint("people_import", __name__, url_prefix="/manage/<slug>/registrations/import")
