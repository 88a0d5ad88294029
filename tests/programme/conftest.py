from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from werkzeug.serving import make_server

from conference.core.audit import SYSTEM
from conference.programme.services import release_agenda
from tests.browser import Browser as Visitor
from tests.factories import (
    OPEN,
    STARTS,
    make_event,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
)


@pytest.fixture
def clock(monkeypatch):
    """Set what the pages take for the present: clock(at)."""

    def stand_at(at):
        for pages in ("public", "screens"):
            monkeypatch.setattr(f"conference.programme.views.{pages}.now", lambda: at)

    stand_at(OPEN)
    return stand_at


@pytest.fixture
def site(client: Visitor) -> Iterator[str]:
    """The address of a server of the tests' own, for a real browser; close what was read before a page is opened."""
    server = make_server("127.0.0.1", 0, client.application, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def event(client):
    return make_event()


@pytest.fixture
def release():
    """Publish the draft of an event: release(event)."""
    return lambda event: release_agenda(event.id, "", actor=SYSTEM, at=OPEN)


@pytest.fixture
def get(client, clock):
    """Fetch a page of an event: get(event, "agenda")."""
    return lambda event, page: client.get(f"/events/{event.slug}/{page}")


@pytest.fixture
def make_agenda(release):
    """Release `count` more sessions with two speakers each: make_agenda(event, count, projects, rooms)."""

    def make(event, count, projects=(), rooms=()):
        for number in range(count):
            session = make_session(event, f"Session {number}")
            room = rooms[number % len(rooms)] if rooms else None
            place(session, room, starts_at=STARTS + timedelta(hours=number % 8))
            for position, project in enumerate(projects):
                run_by(session, project, is_lead=not position, position=position)
            for position in range(2):
                speaks_at(make_speaker(event, f"Speaker {number}.{position}"), session, position=position)
        release(event)

    return make
