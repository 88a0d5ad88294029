"""The pictures that other sites show of the agenda, of a session, of a speaker: made once a release and language."""

from collections.abc import Callable, Iterable

from flask import Blueprint, Response, abort

from conference.core.i18n import language
from conference.core.share_images import ShareImage, draw_share_image
from conference.core.times import date_range, day
from conference.core.translated import in_language
from conference.core.web import DOWNLOAD_CSP
from conference.events.caching import shared_file
from conference.events.models import Event
from conference.events.web import event_page
from conference.events.words import place_of

from .. import queries
from ..agenda import Item, line
from ..models import Release

share_images = Blueprint("share_images", __name__)
MOST_PEOPLE = 3
EDITION = 1  # of the drawing; another one makes other tags


@share_images.get("/events/<slug>/agenda.png")
@event_page(public=True)
def agenda(event: Event) -> Response:
    def render() -> ShareImage:
        when = date_range(event.starts_at, event.ends_at, event.zone)
        marks = tuple((project.code, project.colour) for project in event.projects)
        series = event.series.title if event.series else ""
        return ShareImage(series, title_of(event), (when, place_of(event, language())), marks)

    return picture(event, None, render)


@share_images.get("/events/<slug>/sessions/<code>.png")
@event_page(public=True)
def session(event: Event, code: str) -> Response:
    release = release_or_404(event)

    def render() -> ShareImage:
        slots = [item for item in queries.agenda(release.id, language=language()) if item.code == code]
        if not slots or slots[0].is_set_back:
            abort(404)
        return image_of_session(event, slots[0])

    return picture(event, release, render)


@share_images.get("/events/<slug>/speakers/<code>.png")
@event_page(public=True)
def speaker(event: Event, code: str) -> Response:
    release = release_or_404(event)

    def render() -> ShareImage:
        person = queries.find_speaker(release.id, code)
        if person is None:
            abort(404)
        items = queries.agenda(release.id, speaker_id=person.id, language=language())
        position = in_language(person, "position", language(), event.main_language).text
        titles = " · ".join(dict.fromkeys(item.title for item in items))
        name = f"{person.title} {person.name}".strip()
        return ShareImage(
            title_of(event), name, tuple(filter(None, (position, person.affiliation, titles))), marks_of(items)
        )

    return picture(event, release, render)


def image_of_session(event: Event, item: Item) -> ShareImage:
    times = line(item, event.zone, item.starts_at)
    names = [part.name for part in item.people[:MOST_PEOPLE]]
    where = " · ".join(filter(None, (item.room, ", ".join(names))))
    return ShareImage(
        eyebrow=title_of(event),
        title=item.title,
        lines=tuple(filter(None, (f"{day(item.starts_at, event.zone)}, {times.start}–{times.end}", where))),
        marks=marks_of([item]),
        is_struck=item.is_cancelled,
    )


def marks_of(items: Iterable[Item]) -> tuple[tuple[str, str], ...]:
    marks = {run.project.code: run.project.colour for item in items for run in item.run_by}
    return tuple(marks.items())


def title_of(event: Event) -> str:
    return in_language(event, "title", language(), event.main_language).text


def release_or_404(event: Event) -> Release:
    release = queries.newest_release(event.id)
    return release if release is not None else abort(404)


def picture(event: Event, release: Release | None, make: Callable[[], ShareImage]) -> Response:
    """The language is that of the address, else of whoever fetches it; both are part of the tag."""
    response = shared_file(
        event,
        EDITION,
        release and release.number,
        language(),
        render=lambda: draw_share_image(make()),
        mimetype="image/png",
    )
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
