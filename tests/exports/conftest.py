from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from conference.core.audit import SYSTEM
from conference.core.db import db, transaction
from conference.events.models import Event, Room
from conference.organisations.models import Organisation
from conference.programme.models import Session, Track
from conference.programme.services import release_agenda
from conference.projects.models import Partner
from tests.browser import Browser
from tests.factories import (
    OPEN,
    STARTS,
    make_event,
    make_project,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

HOSTILE = 'Q&A <b>"борьба"</b> ]]> </script> 🧭'
SECRET = "speaker@secret.example"


@dataclass
class Conference:
    """A released event with one of everything: a break, a repeated, a cancelled, a hostile, a roomless session."""

    event: Event
    client: Browser
    hall: Room
    opening: Session
    repeated: Session
    cancelled: Session
    night: Session
    hidden: str

    def get(self, name: str, **headers: str) -> Any:
        return self.client.get(f"/events/{self.event.slug}/{name}", headers=headers)

    def api(self, name: str = "") -> Any:
        return self.client.get(f"/api/v1/events/{self.event.slug}{name}").json

    def release(self, days: int = 1) -> None:
        db.session.expire_all()
        release_agenda(self.event.id, "", actor=SYSTEM, at=OPEN + timedelta(days=days))


@pytest.fixture
def conference(client):
    event = make_event(
        slug="2027-in-brussels", venue="Charlemagne", address="Rue de la Loi 170", languages=["en", "ru"],
        summary="**Two** days", ends_at=STARTS + timedelta(days=1, hours=8),
        translations={"ru": {"title": "Сотрудничество на границах"}},
    )  # fmt: skip
    project = make_project(event=event)
    funder = store(Organisation(code="eu", name="European Union"))
    store(Partner(project_id=project.id, organisation_id=funder.id, role="funder"))
    hall, other = make_room(event, capacity=120), make_room(event, "Room 2", position=1)
    track = store(Track(event_id=event.id, name="1. Trade", colour="#3f6212"))
    ada = make_speaker(event, "Ada Sample", email=SECRET, biography="Knows *much*")
    hidden = make_speaker(event, "Nobody Knows", email="hidden@secret.example", consented_at=None)
    opening = make_session(
        event, "Opening", track_id=track.id, abstract="Why we are **here**", languages=["en", "ru"],
        translations={"ru": {"title": "Открытие"}},
    )  # fmt: skip
    hostile = make_session(event, HOSTILE, abstract=HOSTILE)
    pause, repeated = make_session(event, "Coffee", kind="break"), make_session(event, "Workshop", kind="workshop")
    cancelled, night = make_session(event, "Called off"), make_session(event, "Night walk", kind="networking")
    run_by(opening, project, is_lead=True)
    speaks_at(ada, opening, role="moderator")
    speaks_at(hidden, opening)
    place(opening, hall)
    place(hostile, hall, STARTS + timedelta(hours=1), 30)
    place(pause, None, STARTS + timedelta(minutes=90), 30)
    place(repeated, other, STARTS + timedelta(hours=2))
    place(repeated, hall, STARTS + timedelta(days=1))
    place(cancelled, other, STARTS + timedelta(hours=3))
    place(night, None, STARTS + timedelta(hours=16), 60)  # 01:00 to 02:00 in Brussels
    found = Conference(event, client, hall, opening, repeated, cancelled, night, hidden.code)
    release_agenda(event.id, "", actor=SYSTEM, at=OPEN)
    with transaction():
        db.session.get_one(Session, cancelled.id).cancelled_at = OPEN
    found.release()
    return found
