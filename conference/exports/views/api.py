"""The read API: the newest release of each published event, for anybody, as JSON."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, Response, abort, current_app, request
from flask_babel import force_locale

from conference.core.clock import now
from conference.core.i18n import LANGUAGES
from conference.core.web import DOWNLOAD_CSP, public
from conference.events.caching import unshared_file
from conference.events.models import Event
from conference.events.queries import published_events
from conference.events.web import event_page
from conference.programme import asking
from conference.programme.queries import newest_release, releases_of_event

from .. import api as values
from ..answers import file, open_to_every_site
from ..openapi import document
from ..released import Released, newest

api = Blueprint("exports_api", __name__, url_prefix="/api")
open_to_every_site(api)


@api.get("/v1/events")
@public
def events() -> Response:
    """Every published event: those to come, soonest first, then those of the past, newest first."""
    upcoming, past = published_events(now())
    asked = request.args.get("lang", "")
    found = []
    for event in (*upcoming, *past):
        language = asked if asked in event.languages or asked in LANGUAGES else event.main_language
        released = Released(event, newest_release(event.id), language)
        with force_locale(released.words):
            found.append(values.event_value(released))
    return _checked({"items": found})


@api.get("/v1/events/<slug>")
@event_page(public=True)
def event(event: Event) -> Response:
    released = newest(event)
    return _file(released, "event", lambda: values.event_value(released))


@api.get("/v1/events/<slug>/sessions")
@event_page(public=True)
def sessions(event: Event) -> Response:
    """All sessions, or those that the address asks for as the page of the agenda does."""
    released, asked, at = newest(event), asking.read(request.args), now()

    def found() -> Iterable[values.Value]:
        return values.session_values(released, asking.narrowed(released.items, asked, event.zone), at)

    return _list(released, "sessions", found, asked, released.opened(at))


@api.get("/v1/events/<slug>/sessions/<code>")
@event_page(public=True)
def session(event: Event, code: str) -> Response:
    released, at = newest(event), now()
    return _one(released, lambda: values.session_values(released, released.items, at), code, released.opened(at))


@api.get("/v1/events/<slug>/speakers")
@event_page(public=True)
def speakers(event: Event) -> Response:
    released = newest(event)
    return _list(released, "speakers", lambda: values.speaker_values(released))


@api.get("/v1/events/<slug>/speakers/<code>")
@event_page(public=True)
def speaker(event: Event, code: str) -> Response:
    released = newest(event)
    return _one(released, lambda: values.speaker_values(released), code)


@api.get("/v1/events/<slug>/rooms")
@event_page(public=True)
def rooms(event: Event) -> Response:
    released = newest(event)
    return _list(released, "rooms", lambda: values.room_values(released))


@api.get("/v1/events/<slug>/tracks")
@event_page(public=True)
def tracks(event: Event) -> Response:
    released = newest(event)
    return _list(released, "tracks", lambda: values.track_values(released))


@api.get("/v1/events/<slug>/projects")
@event_page(public=True)
def projects(event: Event) -> Response:
    released = newest(event)
    return _list(released, "projects", lambda: values.project_values(released))


@api.get("/v1/events/<slug>/releases")
@event_page(public=True)
def releases(event: Event) -> Response:
    released = newest(event)
    return _list(released, "releases", lambda: values.release_values(released, releases_of_event(event.id)))


@api.get("/openapi.json")
@public
def openapi() -> Response:
    """The description of all this, by which programs are written and tested."""
    return _checked(document(current_app.config["BASE_URL"]))


def _list(released: Released, name: str, found: Callable[[], Iterable[values.Value]], *asked: Any) -> Response:
    return _file(released, name, lambda: values.answer(released, found()), *asked)


def _one(released: Released, found: Callable[[], Iterable[values.Value]], code: str, *asked: Any) -> Response:
    def make() -> values.Value:
        value = values.first(found(), code)
        if value is None:
            abort(404)
        return value

    return _file(released, code, make, *asked)


def _file(released: Released, name: str, make: Callable[[], values.Value], *asked: Any) -> Response:
    return file(released, "json", f"{released.event.slug}-{name}.json", lambda: _json(make()), *asked)


def _checked(value: values.Value) -> Response:
    """For what belongs to no single event: made anew, but sent only to who has another version."""
    body = _json(value)
    response = unshared_file(body, lambda: body, "application/json")
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    return response


def _json(value: values.Value) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
