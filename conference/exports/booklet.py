"""The agenda on paper: an A4 booklet of cover, days, sessions, speakers and an index of names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import force_locale

from conference.core.codes import digest
from conference.core.colours import words_on
from conference.core.db import db
from conference.core.pdf import printable, render_pdf
from conference.core.pdf.marks import EU_EMBLEM, ProjectMark, mark_assets
from conference.core.text import fold
from conference.core.times import date_range
from conference.events.models import Event
from conference.events.queries import get_event
from conference.events.words import place_of
from conference.programme import agenda as rules
from conference.programme import queries
from conference.programme.agenda import Item
from conference.programme.cards import in_language
from conference.programme.models import Release
from conference.programme.profiles import Profile, profiles
from conference.programme.words import kinds, roles, speech
from conference.visibility.queries import marks_of, visibility_of

from .released import Released

EDITION = 2  # of the layout; another one makes other files
SECONDS = 180  # the drawing process may use
EMBLEM_MM, WIDEST_MM = 14.0, 42.0


@dataclass(frozen=True)
class Named:
    """A line of the index: who, and the sessions (code, title) to look up."""

    name: str
    sessions: tuple[tuple[str, str], ...]


def state_of(event: Event, release: Release, language: str) -> str:
    """What the booklet shows, in one word: of another state there is another booklet."""
    projects = [(project.code, project.version) for project in event.projects]
    return digest(repr((event.uuid, event.version, projects, release.number, language, EDITION)))[:40]


def draw_booklet(event_id: int, language: str) -> bytes:
    """The PDF of the newest release. Raises PdfFailed."""
    event = get_event(event_id)
    released = Released(event, queries.newest_release(event_id), language)
    with force_locale(released.words):
        html, assets = compose(released)
        title = released.text(event, "title")
        db.session.rollback()  # drawing takes its time: nothing stays open meanwhile
        return render_pdf(html, title=title, lang=language, assets=assets, seconds=SECONDS)


def compose(released: Released) -> tuple[str, dict[str, bytes]]:
    """(HTML for `render_pdf`, its pictures)."""
    event, items = released.event, released.items
    visibility = visibility_of(event, released.language)
    marks = marks_of(event)
    sessions = list({item.code: item for item in items if not item.is_set_back}.values())
    people = profiles(released.profiles, event)
    values: dict[str, Any] = {
        "released": released,
        "event": event,
        "lang": released.language,
        "title": released.text(event, "title"),
        "when": date_range(event.starts_at, event.ends_at, event.zone),
        "where": place_of(event, released.language),
        "days": rules.by_day(items, event.zone, event.starts_at),
        "sessions": sessions,
        "slots": slots_of(items, event.zone),
        "people": sorted(people.values(), key=lambda one: fold(one.name)),
        "index": index_of(sessions, people),
        "kinds": kinds(),
        "roles": roles(),
        "speech": speech,
        "in_language": in_language,
        "printable": printable,
        "visibility": visibility,
        "marks": [_box(mark) for mark in marks],
        "tabs": {
            run.project.code: (run.project.colour, words_on(run.project.colour))
            for item in items
            for run in item.run_by
        },
        "emblem": EU_EMBLEM,
    }
    html = current_app.jinja_env.get_template("exports/pdf/booklet.html").render(**values)
    return html, mark_assets(tuple(marks), with_emblem=visibility.is_shown)


def slots_of(items: Iterable[Item], zone: str) -> dict[str, list[rules.Line]]:
    """The times of each session, by its code."""
    found: dict[str, list[rules.Line]] = {}
    for item in items:
        found.setdefault(item.code, []).append(rules.line(item, zone, item.starts_at))
    return found


def index_of(sessions: Iterable[Item], people: dict[str, Profile]) -> list[Named]:
    """Everybody who is named, by name, with their sessions."""
    found: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for item in sessions:
        for part in item.people:
            names[part.code] = people[part.code].name if part.code in people else part.name
            found.setdefault(part.code, {})[item.code] = item.title
    return [
        Named(names[code], tuple(found[code].items())) for code in sorted(found, key=lambda code: fold(names[code]))
    ]


def _box(mark: ProjectMark) -> dict[str, Any]:
    width, height = mark.box(EMBLEM_MM, WIDEST_MM) if mark.logo else (0.0, 0.0)
    return {"code": mark.code, "asset": mark.asset, "width": width, "height": height,
            "colour": mark.colour, "ink": words_on(mark.colour)}  # fmt: skip
