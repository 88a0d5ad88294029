"""The size of a printed page as a style sheet: pages hold no style of their own, and badges differ in size."""

from flask import Blueprint, Response, abort

from conference.core.web import public

from ..printable import page_style

print_pages = Blueprint("print_pages", __name__, url_prefix="/print-page")


@print_pages.get("/<size>.css", endpoint="style")
@public
def style(size: str) -> Response:
    return Response(page_style(size) or abort(404), mimetype="text/css")
