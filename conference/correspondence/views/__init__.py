"""Organisers' pages of all that an event writes to people, and the page on which people say that it is enough."""

from flask import Blueprint

manage_mail = Blueprint("manage_mail", __name__, url_prefix="/manage/<slug>/mail")
