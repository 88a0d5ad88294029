from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from conference.core.audit import Actor
from conference.core.db import db, transaction
from conference.events.models import Event
from conference.planning import release_queries, release_services
from conference.planning.release_rules import Wish, mark_of
from conference.programme.models import Placement, Session, Slot
from conference.signup.models import SignUp, SlotPlaces
from tests.factories import OPEN, STARTS, make_category, make_event, make_release, make_room, make_session, place


class Workshops:
    """Two workshops at the same time with few places, and a lecture for everybody an hour later; published."""

    def __init__(self, capacity: int = 2, **values: Any) -> None:
        self.event: Event = make_event(**values)
        make_category(self.event)
        hall, attic = make_room(self.event, "Hall"), make_room(self.event, "Attic", position=1)
        self.maps: Session = make_session(self.event, "Maps", capacity=capacity)
        self.radio: Session = make_session(self.event, "Radio", capacity=capacity)
        self.lecture: Session = make_session(self.event, "Lecture")
        place(self.maps, hall)
        place(self.radio, attic)
        place(self.lecture, hall, STARTS.replace(hour=9))
        make_release(self.event)
        self.event_id = self.event.id

    def key(self, session: Session) -> str:
        return session.uuid  # of its first slot, too

    def slot(self, session: Session) -> Slot:
        return db.session.query(Slot).filter_by(session_id=session.id).one()

    def taken(self, session: Session) -> int:
        db.session.rollback()
        row = db.session.get(SlotPlaces, self.slot(session).id, populate_existing=True)
        return row.taken if row else 0

    def states(self, session: Session) -> dict[str, str]:
        """{name: state} of who signed up."""
        db.session.rollback()
        rows = db.session.query(SignUp).filter_by(slot_id=self.slot(session).id).order_by(SignUp.id)
        return {row.registration.name: row.state for row in rows.populate_existing()}

    def move(self, row: Session, *, hours: int) -> None:
        with transaction() as session:
            placement = session.query(Placement).filter_by(session_id=row.id, release_id=None).one()
            placement.starts_at += timedelta(hours=hours)
            placement.ends_at += timedelta(hours=hours)

    def publish(self, *, tells: bool = False) -> None:
        db.session.rollback()
        mark = mark_of(release_queries.clashes_of_draft(self.event))
        release_services.publish(self.event_id, Wish("", tells, mark), actor=Actor("Olga"), at=OPEN)


@pytest.fixture
def shop(db_session: object) -> Workshops:
    return Workshops()


@pytest.fixture
def workshops(db_session: object) -> Callable[..., Workshops]:
    return Workshops
