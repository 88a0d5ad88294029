"""Organisers: signs for doors, tents for speakers and cards for places at table, drawn while one waits."""

from datetime import date

from flask import Blueprint, Response, abort, render_template, request

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.csvfile import safe_name
from conference.core.times import day
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.signup.queries import items_of

from .. import papers as drawn
from .. import queries, services
from ..papers import Paper
from ..programmes import rooms_and_days

manage_papers = Blueprint("manage_papers", __name__, url_prefix="/manage/<slug>/badges/papers")


@manage_papers.get("")
@event_page(Permission.PRINT_BADGES)
def papers(event: Event) -> str:
    held = rooms_and_days(items_of(event, event.main_language), event)
    rooms = {items[0].room_code: name for (name, _on), items in held.items()}
    return render_template(
        "badges/manage/papers.html",
        event=event,
        signs=len(held),
        rooms=sorted(rooms.items(), key=lambda pair: pair[1]),
        days=[(on.isoformat(), day(on)) for on in sorted({on for _room, on in held})],
        categories=queries.confirmed_by_category(event.id),
    )


@manage_papers.get("/door-signs.pdf")
@event_page(Permission.PRINT_BADGES)
def door_signs(event: Event) -> Response:
    return answered(event, drawn.door_signs(event, room=request.args.get("room", ""), on=wanted_day()), "door-signs")


def wanted_day() -> date | None:
    typed = request.args.get("day", "")
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return abort(404)


@manage_papers.get("/tents.pdf")
@event_page(Permission.PRINT_BADGES)
def tents(event: Event) -> Response:
    return answered(event, drawn.tents(event), "tents")


@manage_papers.get("/place-cards.pdf")
@event_page(Permission.PRINT_BADGES)
def place_cards(event: Event) -> Response:
    code = request.args.get("category", "")
    found = {category.code: category.id for category, _number in queries.confirmed_by_category(event.id)}
    if code and code not in found:
        abort(404)
    return answered(event, drawn.place_cards(event, found.get(code)), "place-cards")


def answered(event: Event, paper: Paper, kind: str) -> Response:
    ident, name = event.id, f"{kind}-{safe_name(event.slug)}.pdf"
    data = paper.pdf()
    services.note_papers(ident, kind, len(paper.cards), actor=current_actor(), at=now())
    return download(data, name, "application/pdf")
