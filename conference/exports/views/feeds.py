"""Files of the agenda for calendars, conference apps and readers of news."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.templating import external_url
from conference.events.models import Event
from conference.events.web import event_page
from conference.programme import asking
from conference.programme.queries import releases_of_event

from ..answers import file, open_to_every_site
from ..atom import atom
from ..calendars import Part, calendar
from ..released import Released, newest
from ..schedule import schedule
from ..schedule_json import schedule_json
from ..schedule_values import Schedule
from ..schedule_xml import schedule_xml

feeds = Blueprint("exports", __name__)
open_to_every_site(feeds)
NO = ("no", "0", "false")


@feeds.get("/events/<slug>/agenda.ics")
@event_page(public=True)
def agenda_calendar(event: Event) -> Response:
    """The whole agenda, or what the address asks for, in the same words as the page of the agenda."""
    asked = asking.read(request.args)

    def of_agenda(released: Released) -> Part:
        rooms = {item.room_code: item.room for item in released.items}
        name = ", ".join(rooms.get(word, word) for word in asked.words)
        return Part(name, asking.narrowed(released.items, asked, event.zone))

    return _calendar(newest(event), of_agenda, event.slug, asked)


@feeds.get("/events/<slug>/sessions/<code>.ics")
@event_page(public=True)
def session_calendar(event: Event, code: str) -> Response:
    """Every slot of one session."""

    def of_session(released: Released) -> Part:
        items = [item for item in released.items if item.code == code]
        return Part(items[0].title if items else "", items)

    return _calendar(newest(event), of_session, f"{event.slug}-{code}")


@feeds.get("/events/<slug>/speakers/<code>.ics")
@event_page(public=True)
def speaker_calendar(event: Event, code: str) -> Response:
    """The sessions in which a speaker has a part."""

    def of_speaker(released: Released) -> Part:
        items = [item for item in released.items if any(part.code == code for part in item.people)]
        return Part(next((part.name for item in items for part in item.people if part.code == code), ""), items)

    return _calendar(newest(event), of_speaker, f"{event.slug}-{code}")


def _calendar(
    released: Released, part_of: Callable[[Released], Part], name: str, asked: asking.Asked | None = None
) -> Response:
    """A feed. Of a thing that is not in the release there is none; what was asked for may be empty."""

    def make() -> bytes:
        part = part_of(released)
        if not part.items and asked is None:
            abort(404)
        return calendar(released, part, _source(released, **asked.but() if asked else {}))

    return file(released, "ics", f"{name}.ics", make, asked)


@feeds.get("/events/<slug>/schedule.xml")
@event_page(public=True)
def schedule_as_xml(event: Event) -> Response:
    return _schedule(newest(event), "xml", schedule_xml)


@feeds.get("/events/<slug>/schedule.json")
@event_page(public=True)
def schedule_as_json(event: Event) -> Response:
    return _schedule(newest(event), "json", schedule_json)


def _schedule(released: Released, kind: str, write: Callable[[Schedule], bytes]) -> Response:
    with_breaks, at = request.args.get("breaks", "") not in NO, now()
    source = _source(released, **({} if with_breaks else {"breaks": "no"}))
    return file(
        released,
        kind,
        f"{released.event.slug}.{kind}",
        lambda: write(schedule(released, source, at=at, with_breaks=with_breaks)),
        with_breaks,
        released.opened(at),
    )


@feeds.get("/events/<slug>/releases.atom")
@event_page(public=True)
def releases(event: Event) -> Response:
    """What changed from one version of the agenda to the next."""
    released = newest(event)
    return file(
        released,
        "atom",
        f"{event.slug}-releases.atom",
        lambda: atom(released, releases_of_event(event.id), _source(released)),
    )


def _source(released: Released, **query: Any) -> str:
    """The full address of the file that is asked for, without what does not count."""
    if released.language != released.event.main_language:
        query["lang"] = released.language
    values: dict[str, Any] = {**(request.view_args or {}), "lang": None, **query}
    return external_url(url_for(str(request.endpoint), **values))
