"""Screens at the doors of rooms: a page for each, its data for keeping up, a worker for bad networks."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import Blueprint, Response, abort, render_template, url_for

from conference.core.assets import ROOT
from conference.core.clock import now
from conference.core.i18n import language
from conference.core.times import local_day
from conference.core.translated import in_language
from conference.events.caching import shared_file, shared_page
from conference.events.models import Event, Room
from conference.events.queries import rooms_of_event
from conference.events.web import event_page

from .. import queries
from .. import screens as rules
from ..agenda import Item
from ..changes import Held
from ..models import Release
from ..notes import Note, notes
from .public import Answer

screens = Blueprint("screens", __name__, url_prefix="/events/<slug>/screens")
WORKER = ROOT / "static" / "js" / "screen" / "worker.js"


@dataclass(frozen=True)
class Shown:
    """The newest release, and what screens need to know of the one before."""

    event: Event
    release: Release | None

    @property
    def number(self) -> int:
        return self.release.number if self.release else 0

    @cached_property
    def items(self) -> list[Item]:
        return queries.agenda(self.release.id, language=language()) if self.release else []

    @cached_property
    def before(self) -> Mapping[int, Held]:
        earlier = queries.find_release(self.event.id, self.number - 1) if self.number > 1 else None
        return queries.places_of_release(earlier)

    @cached_property
    def notes(self) -> dict[int, Note]:
        return notes(self.items, self.before, self.event.zone)

    def entries(self, room: Room) -> list[rules.Entry]:
        return rules.entries(rules.of_room(self.items, room.id), self.notes, self.event.zone)

    def moved_away(self, room: Room) -> list[rules.Entry]:
        return rules.moved_away(self.items, self.before, room.id, self.event.zone)


def newest(event: Event) -> Shown:
    return Shown(event, queries.newest_release(event.id))


def rooms_in_use(event: Event) -> list[Room]:
    return [room for room in rooms_of_event(event.id) if room.hidden_at is None]


def name_of(room: Room, event: Event) -> str:
    return in_language(room, "name", language(), event.main_language).text


def get_room(event: Event, code: str) -> Room:
    found = next((room for room in rooms_in_use(event) if room.code.casefold() == code.casefold()), None)
    return found if found is not None else abort(404)


@screens.get("/")
@event_page(public=True)
def list_screens(event: Event) -> Answer:
    """The addresses, for who sets the screens up."""
    return shared_page(
        event,
        render=lambda: render_template(
            "programme/screens/list.html",
            event=event,
            rooms=[(room, name_of(room, event)) for room in rooms_in_use(event)],
        ),
    )


@screens.get("/overview")
@event_page(public=True)
def overview(event: Event) -> Answer:
    """What is on in every room, for the entrance."""
    shown = newest(event)

    def render() -> str:
        rooms = [(name_of(room, event), rules.moment(shown.entries(room), now())) for room in rooms_in_use(event)]
        address = url_for(".overview_data", slug=event.slug)
        return render_template("programme/screens/overview.html", event=event, rooms=rooms, data_url=address)

    return shared_page(event, shown.number, _minute(), render=render)


@screens.get("/overview.json")
@event_page(public=True)
def overview_data(event: Event) -> Response:
    shown = newest(event)
    return _data(
        shown,
        lambda: {
            "rooms": [{"name": name_of(room, event), "entries": shown.entries(room)} for room in rooms_in_use(event)],
        },
    )


@screens.get("/<code>")
@event_page(public=True)
def screen(event: Event, code: str) -> Answer:
    shown, room = newest(event), get_room(event, code)

    def render() -> str:
        return render_template(
            "programme/screens/room.html",
            event=event,
            room=room,
            name=name_of(room, event),
            moment=rules.moment(shown.entries(room), now()),
            today=local_day(now(), event.zone).isoformat(),
            data_url=url_for(".screen_data", slug=event.slug, code=room.code),
        )

    return shared_page(event, shown.number, _minute(), render=render)


@screens.get("/<code>.json")
@event_page(public=True)
def screen_data(event: Event, code: str) -> Response:
    shown, room = newest(event), get_room(event, code)
    return _data(shown, lambda: {"entries": shown.entries(room), "moved": shown.moved_away(room)})


@screens.get("/worker.js")
@event_page(public=True)
def worker(event: Event) -> Response:
    """The service worker: its address says for which pages it may speak, so it cannot be among the assets."""
    return Response(WORKER.read_bytes(), mimetype="text/javascript")


def _minute() -> int:
    """A page is right when it is loaded; from then on the screen keeps its own time."""
    return int(now().timestamp()) // 60


def _data(shown: Shown, parts: Callable[[], dict[str, object]]) -> Response:
    def render() -> bytes:
        data = {"release": shown.number, "zone": shown.event.zone, **parts()}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    return shared_file(shown.event, shown.number, language(), render=render, mimetype="application/json")
