from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import scoped_session

from conference.demo import loader, synthetic
from conference.events.models import Event, Room
from conference.events.queries import event_by_slug
from conference.programme.models import Placement, Session, SessionSpeaker, Speaker
from conference.registration.models import HOLDS_PLACE, Registration
from conference.registration.rules import why_not_open

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
Db = scoped_session[DbSession]


@pytest.fixture
def event(db_session: Db) -> Event:
    loader.load(at=AT)
    synthetic.load(1200, at=AT)
    return event_by_slug(synthetic.SLUG)


def test_event_has_the_size_that_benches_expect(event: Event, db_session: Db):
    def count(model: type[Room | Session | Speaker | Registration]) -> int:
        return db_session.scalar(select(func.count(model.id)).where(model.event_id == event.id)) or 0

    assert [count(model) for model in (Room, Session, Speaker, Registration)] == [8, 200, 150, 1200]
    assert (
        len(
            {
                day
                for (day,) in db_session.execute(
                    select(func.date(Placement.starts_at)).join(Session).where(Session.event_id == event.id)
                )
            }
        )
        == 3
    )
    assert why_not_open(event, AT) is None


def test_nobody_speaks_in_two_rooms_at_once(event: Event, db_session: Db):
    query = (
        select(SessionSpeaker.speaker_id, Placement.starts_at)
        .join(Placement, Placement.session_id == SessionSpeaker.session_id)
        .join(Session, Session.id == Placement.session_id)
        .where(Session.event_id == event.id, Placement.release_id.is_(None))
    )
    spoken = Counter(tuple(row) for row in db_session.execute(query))

    assert len(spoken) == 400
    assert set(spoken.values()) == {1}


def test_larger_size_adds_and_smaller_size_leaves(event: Event, db_session: Db):
    assert synthetic.load(1200, at=AT) == loader.Loaded()
    assert synthetic.load(100, at=AT) == loader.Loaded()

    made = synthetic.load(1250, at=AT)

    assert (made.events, made.registrations) == ([], 50)
    holders = select(func.count(Registration.id)).where(
        Registration.event_id == event.id, Registration.state.in_(HOLDS_PLACE)
    )
    db_session.rollback()
    assert event_by_slug(synthetic.SLUG).places_taken == db_session.scalar(holders)


def test_names_are_the_same_for_every_size_and_all_different():
    names = [synthetic.person_name(number) for number in range(10_000)]

    assert len(set(names)) == 10_000
    assert names[:2] == ["Aigul Ābols", "Bekzat Bērziņa"]
