"""What visitors see of the programme: the agenda, sessions, speakers."""

from collections.abc import Hashable
from datetime import datetime

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.files import file_answer
from conference.core.i18n import language
from conference.core.times import local_day
from conference.events.caching import shared_page
from conference.events.models import Event
from conference.events.queries import rooms_of_event
from conference.events.rules import Phase, phase
from conference.events.web import event_page

from .. import agenda as rules
from .. import asking, grid, offers, queries
from ..agenda import Item
from ..cards import Cards
from ..materials import is_shown, shown_now
from ..models import Release, Speaker
from ..notes import notes
from ..profiles import profile, profiles

programme = Blueprint("programme", __name__)
programme.add_app_template_global(offers.tools_of, "tools_of")
Answer = Response | str


@programme.get("/events/<slug>/agenda")
@event_page(public=True)
def agenda(event: Event) -> Answer:
    release, at = queries.newest_release(event.id), now()
    is_live = phase(event.starts_at, event.ends_at, at) == Phase.LIVE

    def render() -> str:
        return render_agenda(event, release, at, is_live=is_live)

    if request.args.get("q"):  # nobody's searches may push the agenda itself out of memory
        return render()
    minute = at.replace(second=0, microsecond=0) if is_live else None
    return shared_page(event, release and release.number, minute, render=render)


def render_agenda(event: Event, release: Release | None, at: datetime, *, is_live: bool) -> str:
    asked, is_grid = asking.read(request.args), request.args.get("view") == "grid"
    items = queries.agenda(release.id, language=language()) if release else []
    shown = asking.narrowed(items, asked, event.zone) if asked else items
    days = rules.by_day(shown, event.zone, at)
    return render_template(
        "programme/public/agenda.html",
        event=event,
        release=release,
        asked=asked,
        view="grid" if is_grid else None,
        choices=asking.choices(items, event.zone),
        counts=asking.count_by_project(items, asked, event.zone),
        totals=(sessions_in(shown), sessions_in(items)),
        called_off=called_off_in(shown),
        days=days,
        tables=grid.tables(days) if is_grid else [],
        live=rules.now_and_next(rules.by_day(items, event.zone, at)) if is_live else None,
        today=local_day(at, event.zone),
        cards=cards_of(event, release, items),
    )


def sessions_in(items: list[Item]) -> int:
    """How many sessions take place; one that is held twice is one."""
    return len({item.code for item in rules.working(items)})


def called_off_in(items: list[Item]) -> int:
    """How many sessions are shown, struck through, of which no slot takes place."""
    return len({item.code for item in items if not item.is_set_back}) - sessions_in(items)


def cards_of(event: Event, release: Release | None, items: list[Item]) -> Cards:
    """Cards that say what changed since the release before."""
    before = queries.find_release(event.id, release.number - 1) if release and release.number > 1 else None
    return Cards(event, notes(items, queries.places_of_release(before), event.zone))


def state_at(event: Event, at: datetime) -> Hashable:
    """What pages of a session depend on by the clock: the minute while the event goes on, else before or after."""
    now_in = phase(event.starts_at, event.ends_at, at)
    return at.replace(second=0, microsecond=0) if now_in == Phase.LIVE else now_in


@programme.get("/events/<slug>/sessions/<code>")
@event_page(public=True)
def session(event: Event, code: str) -> Answer:
    release, at = queries.newest_release(event.id), now()
    if release is None:
        abort(404)
    return shared_page(
        event, release.number, state_at(event, at), render=lambda: render_session(event, release, code, at)
    )


def render_session(event: Event, release: Release, code: str, at: datetime) -> str:
    items = queries.agenda(release.id, language=language())
    slots = [item for item in items if item.code == code]
    if not slots:
        abort(404)
    said = queries.contents_of_release(release.id)[slots[0].session_id]
    before, after = rules.neighbours(items, code)
    people = queries.speakers_by_code(event.id, [part.code for part in slots[0].people])
    return render_template(
        "programme/public/session.html",
        event=event,
        session=slots[0],
        lines=[rules.line(slot, event.zone, at) for slot in slots],
        profiles=profiles(people, event),
        behind=queries.projects_behind(said.projects),
        rooms={room.id: room for room in rooms_of_event(event.id)},
        materials=shown_now(queries.materials_of_session(slots[0].session_id), slots, at),
        before=before,
        after=after,
        beside=rules.beside(items, code),
        cards=cards_of(event, release, items),
    )


@programme.get("/events/<slug>/materials/<uuid>/<filename>")
@event_page(public=True)
def material(event: Event, uuid: str, filename: str) -> Response:
    """A file of a session, once it is for visitors; its name stands in the address for them alone."""
    del filename
    release, found = queries.newest_release(event.id), queries.find_material(event.id, uuid)
    if release is None or found is None or found.file is None:
        abort(404)
    slots = [item for item in queries.agenda(release.id, with_people=False) if item.session_id == found.session_id]
    if not slots or not is_shown(found.shown, slots, now()):
        abort(404)
    return file_answer(found.file)


@programme.get("/events/<slug>/speakers/")
@event_page(public=True)
def speakers(event: Event) -> Answer:
    release = queries.newest_release(event.id)
    return shared_page(
        event,
        release and release.number,
        render=lambda: render_template(
            "programme/public/speakers.html",
            event=event,
            speakers=[profile(one, event) for one in queries.speakers(release.id)] if release else [],
            cards=Cards(event),
        ),
    )


@programme.get("/events/<slug>/speakers/<code>")
@event_page(public=True)
def speaker(event: Event, code: str) -> Answer:
    release, at = queries.newest_release(event.id), now()
    if release is None:
        abort(404)
    return shared_page(
        event, release.number, state_at(event, at), render=lambda: render_speaker(event, release, code, at)
    )


def render_speaker(event: Event, release: Release, code: str, at: datetime) -> str:
    person: Speaker | None = queries.find_speaker(release.id, code)
    if person is None:
        abort(404)
    items = queries.agenda(release.id, speaker_id=person.id, language=language())
    return render_template(
        "programme/public/speaker.html",
        event=event,
        speaker=profile(person, event),
        count=len({item.code for item in items}),
        days=rules.by_day(items, event.zone, at),
        cards=cards_of(event, release, items),
    )
