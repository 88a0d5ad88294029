"""The organiser's page of blank badges: make some, see whose they became, print them again, make them void."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.badges.drawing import layouts_in_force, papers_of
from conference.badges.formats import FORMATS
from conference.core.clock import now
from conference.core.errors import Refused
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import services
from ..blank_forms import BlanksForm, NumbersForm
from ..queries import blanks as queries
from ..words import BLANK_WORDS

manage_blanks = Blueprint("manage_blanks", __name__, url_prefix="/manage/<slug>/check-in/blanks")
Answer = str | Response | tuple[str, int]
Papers = list[tuple[str, str]]


def papers(event: Event) -> Papers:
    return [(name, str(FORMATS[name].label)) for name in papers_of(layouts_in_force(event))]


@manage_blanks.get("", endpoint="list")
@event_page(Permission.PRINT_BADGES)
def list_blanks(event: Event) -> Answer:
    offered = papers(event)
    return page_of(event, BlanksForm(offered, formdata=None), NumbersForm(offered, formdata=None))


def page_of(event: Event, form: BlanksForm, of: NumbersForm) -> tuple[str, int]:
    state = request.args.get("state", "")
    state = state if state in queries.STATES else ""
    page = max(1, request.args.get("page", 1, type=int))
    html = render_template(
        "checkin/manage/blanks.html",
        event=event,
        form=form,
        of=of,
        state=state,
        page=page,
        blanks=queries.blanks_of_event(event.id, state, page),
        words=BLANK_WORDS,
        url_for_page=lambda number: url_for(".list", slug=event.slug, state=state or None, page=number),
    )
    return html, form.status if form.errors else of.status


@manage_blanks.post("", endpoint="make")
@event_page(Permission.PRINT_BADGES)
def make(event: Event) -> Answer:
    offered, slug = papers(event), event.slug
    form = BlanksForm(offered)
    if form.validate_on_submit():
        try:
            code = services.make_blanks(
                event.id, form.number.data or 0, form.paper.data, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, "number")
        else:
            flash(_("The blank badges are made. Here is their file."), "success")
            return redirect(url_for("manage_printing.run", slug=slug, code=code), 303)
    return page_of(event, form, NumbersForm(offered, formdata=None))


@manage_blanks.post("/<any(again, void):deed>", endpoint="change")
@event_page(Permission.PRINT_BADGES)
def change(event: Event, deed: str) -> Answer:
    """Those with these numbers: print them once more, or let nobody be given them."""
    offered, slug = papers(event), event.slug
    of = NumbersForm(offered)
    if of.validate_on_submit():
        actor, at = current_actor(), now()
        try:
            if deed == "again":
                code = services.print_again(event.id, of.ranges, of.sheet.data, actor=actor, at=at)
                return redirect(url_for("manage_printing.run", slug=slug, code=code), 303)
            number = services.void_blanks(event.id, of.ranges, actor=actor, at=at)
        except Refused as refusal:
            of.refuse(refusal, "numbers")
        else:
            flash(_n("%(num)s blank badge is void now.", "%(num)s blank badges are void now.", number), "success")
            return redirect(url_for(".list", slug=slug), 303)
    return page_of(event, BlanksForm(offered, formdata=None), of)
