"""Organisers: the elements of a design and their texts, each by a form of its own."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import design_services as services
from .. import editing
from ..design import read_design
from ..design.fields import FIELDS
from ..design.words import KIND_WORDS
from ..models import BadgeDesign
from .design import form_of, get_design, look, saved

manage_elements = Blueprint("manage_elements", __name__, url_prefix="/manage/<slug>/badges/designs")
Answer = Response | str | tuple[str, int]
DEEDS = ("up", "down", "other", "copy", "delete")


def get_element(row: BadgeDesign, ident: str) -> dict[str, Any]:
    found = editing.find(row.data, ident)
    return found if found is not None else abort(404)


@manage_elements.route("/<code>/elements/<ident>", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def element(event: Event, code: str, ident: str) -> Answer:
    row, slug = get_design(event, code), event.slug
    found = get_element(row, ident)
    form = form_of(event, editing.specs_of(found["kind"]))
    if request.method == "GET":
        form.show(found, row.version)
    elif form.validate_on_submit() and saved(row, editing.with_element(row.data, ident, form.values()), form):
        flash(_("The element is saved."), "success")
        return redirect(url_for(".element", slug=slug, code=code, ident=ident))
    side = "back" if any(part["id"] == ident for part in row.data["back"]) else "front"
    page = render_template(
        "badges/designs/element.html",
        event=event,
        row=row,
        element=found,
        form=form,
        kind=KIND_WORDS[found["kind"]],
        look={**look(), "side": side},
    )
    return page, form.status


@manage_elements.route("/<code>/elements/<ident>/texts/<int:number>", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def words(event: Event, code: str, ident: str, number: int) -> Answer:
    """One text of an element; one more than there are adds one."""
    row, slug = get_design(event, code), event.slug
    texts = get_element(row, ident).get("texts")
    if texts is None or number > len(texts):
        abort(404)
    form = form_of(event, editing.WORDS)
    if request.method == "GET":
        form.show(texts[number] if number < len(texts) else editing.defaults_of_words(), row.version)
    elif form.validate_on_submit() and saved(row, editing.with_words(row.data, ident, number, form.values()), form):
        flash(_("The text is saved."), "success")
        return redirect(url_for(".element", slug=slug, code=code, ident=ident, _anchor="texts"))
    page = render_template(
        "badges/designs/words.html",
        event=event,
        row=row,
        ident=ident,
        number=number,
        form=form,
        is_new=number == len(texts),
        fields=FIELDS,
    )
    return page, form.status


@manage_elements.post("/<code>/elements/<ident>/texts/<int:number>/delete")
@event_page(Permission.EDIT_EVENT)
def delete_words(event: Event, code: str, ident: str, number: int) -> Answer:
    row, slug = get_design(event, code), event.slug
    get_element(row, ident)
    changed(row, editing.without_words(row.data, ident, number))
    return redirect(url_for(".element", slug=slug, code=code, ident=ident, _anchor="texts"))


@manage_elements.post("/<code>/elements/<ident>/arrange")
@event_page(Permission.EDIT_EVENT)
def arrange(event: Event, code: str, ident: str) -> Answer:
    """Move an element in front of or behind others, copy it, delete it."""
    row, slug = get_design(event, code), event.slug
    get_element(row, ident)
    deed = request.form.get("deed", "")
    if deed not in DEEDS:
        abort(400)
    changed(row, editing.arranged(row.data, ident, deed))
    return redirect(url_for("manage_design.design", slug=slug, code=code, _anchor="elements"))


def changed(row: BadgeDesign, data: dict[str, Any]) -> None:
    """Store what a button did; a refusal is told on the next page."""
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.save_design(row.id, read_design(data), version=row.version, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
