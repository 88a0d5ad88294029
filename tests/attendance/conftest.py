"""An event with a room in which two sessions are held, and scans at its points."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from conference.checkin.models import CheckPoint, Scan
from conference.core.codes import new_uuid7
from conference.events.models import Event
from conference.events.queries import rooms_of_event
from conference.registration.models import Registration
from tests.factories import (
    STARTS,
    make_event,
    make_project,
    make_release,
    make_room,
    make_session,
    place,
    run_by,
    store,
)

Scanned = Callable[..., Scan]

LONG_AFTER = STARTS + timedelta(days=90)


@pytest.fixture
def event(db_session: object) -> Event:
    """09:00 "Opening" and 10:00 "Trade" in the plenary, both of BOMCA; 10:00 "Law" elsewhere, of PROTECT."""
    event = make_event()
    plenary, annexe = (
        make_room(event, code="plenary", position=0),
        make_room(event, "Annexe", code="annexe", position=1),
    )
    bomca, protect = make_project("BOMCA", event), make_project("PROTECT", event)
    for title, room, hour, project in (
        ("Opening", plenary, 0, bomca), ("Trade", plenary, 1, bomca), ("Law", annexe, 1, protect)
    ):  # fmt: skip
        session = make_session(event, title, code=title.upper())
        run_by(session, project, is_lead=True)
        place(session, room, STARTS + timedelta(hours=hour))
    make_release(event)
    return event


@pytest.fixture
def points(event: Event) -> dict[str, CheckPoint]:
    rooms = {room.code: room.id for room in rooms_of_event(event.id)}
    return {
        "entrance": store(CheckPoint(event_id=event.id, code="entrance", name="Entrance", kind="entrance")),
        "plenary": store(
            CheckPoint(event_id=event.id, code="plenary", name="Plenary", kind="room", policy="reentry",
                       room_id=rooms["plenary"])
        ),
        "lunch": store(CheckPoint(event_id=event.id, code="lunch", name="Lunch", kind="hand_out")),
    }  # fmt: skip


@pytest.fixture
def scanned(points: dict[str, CheckPoint]) -> Scanned:
    def scan(person: Registration, point: str, minutes: float, kind: str = "entry", **values: Any) -> Scan:
        at = at_minute(minutes)
        row = {
            "id": new_uuid7(), "event_id": person.event_id, "point_id": points[point].id, "kind": kind, "via": "camera",
            "registration_id": person.id, "outcome": "admit", "reason": "", "scanned_at": at, "received_at": at,
        }  # fmt: skip
        return store(Scan(**{**row, **values}))

    return scan


def at_minute(minutes: float) -> datetime:
    return STARTS + timedelta(minutes=minutes)
