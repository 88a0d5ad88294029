"""What visitors see of the programme: the agenda, sessions, speakers."""

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.i18n import language
from conference.events.caching import shared_page
from conference.events.models import Event
from conference.events.queries import rooms_of_event
from conference.events.rules import Phase, phase
from conference.events.web import event_page

from .. import agenda as rules
from .. import queries
from ..cards import Cards
from ..models import Release, Speaker

programme = Blueprint("programme", __name__)
Answer = Response | str


@programme.get("/events/<slug>/agenda")
@event_page(public=True)
def agenda(event: Event) -> Answer:
    release, at = queries.newest_release(event.id), now()
    is_live = phase(event.starts_at, event.ends_at, at) == Phase.LIVE
    return shared_page(
        event,
        release and release.number,
        at.replace(second=0, microsecond=0) if is_live else None,
        render=lambda: render_agenda(event, release, is_live=is_live),
    )


def render_agenda(event: Event, release: Release | None, *, is_live: bool) -> str:
    asked = rules.Asked(**{name: request.args.get(name, "") for name in ("day", "project", "track", "room")})
    items = queries.agenda(release.id, language=language()) if release else []
    return render_template(
        "programme/public/agenda.html",
        event=event,
        release=release,
        asked=asked,
        choices=rules.choices(items, event.zone),
        days=rules.by_day(rules.narrowed(items, asked, event.zone), event.zone, now()),
        is_live=is_live,
        cards=Cards(event),
    )


@programme.get("/events/<slug>/sessions/<code>")
@event_page(public=True)
def session(event: Event, code: str) -> Answer:
    release = queries.newest_release(event.id)
    if release is None:
        abort(404)
    return shared_page(event, release.number, render=lambda: render_session(event, release, code))


def render_session(event: Event, release: Release, code: str) -> str:
    items = queries.agenda(release.id, language=language())
    slots = [item for item in items if item.code == code]
    if not slots:
        abort(404)
    said = queries.contents_of_release(release.id)[slots[0].session_id]
    before, after = rules.neighbours(items, code)
    return render_template(
        "programme/public/session.html",
        event=event,
        session=slots[0],
        lines=[rules.line(slot, event.zone, now()) for slot in slots],
        profiles=queries.speakers_by_code(event.id, [part.code for part in slots[0].people]),
        behind=queries.projects_behind(said.projects),
        rooms={room.id: room for room in rooms_of_event(event.id)},
        before=before,
        after=after,
        beside=rules.beside(items, code),
        cards=Cards(event),
    )


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
            speakers=queries.speakers(release.id) if release else [],
            cards=Cards(event),
        ),
    )


@programme.get("/events/<slug>/speakers/<code>")
@event_page(public=True)
def speaker(event: Event, code: str) -> Answer:
    release = queries.newest_release(event.id)
    if release is None:
        abort(404)
    return shared_page(event, release.number, render=lambda: render_speaker(event, release, code))


def render_speaker(event: Event, release: Release, code: str) -> str:
    person: Speaker | None = queries.find_speaker(release.id, code)
    if person is None:
        abort(404)
    items = queries.agenda(release.id, speaker_id=person.id, language=language())
    return render_template(
        "programme/public/speaker.html",
        event=event,
        speaker=person,
        count=len(items),
        days=rules.by_day(items, event.zone, now()),
        cards=Cards(event),
    )
