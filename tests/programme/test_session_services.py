"""Saving and deleting sessions, as programs do."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.core.files import StoredFile, clean_file
from conference.events.models import Event
from conference.programme import edit_services, material_services
from conference.programme import session_rules as rules
from conference.programme.edit_queries import drafted_placements
from conference.programme.material_rules import MaterialValues
from conference.programme.models import Placement, Session
from conference.programme.rules import BadPlacement, Place, ProjectPart, SpeakerPart
from conference.projects.models import Component
from tests.factories import (
    OPEN,
    STARTS,
    make_event,
    make_project,
    make_release,
    make_room,
    make_session,
    make_speaker,
    place,
    store,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def event(db_session: object) -> Event:
    return make_event(ends_at=STARTS + timedelta(days=3))


@pytest.fixture
def session(event: Event) -> Session:
    return make_session(event)


def version(session: Session) -> int:
    db.session.rollback()
    return db.session.get_one(Session, session.id, populate_existing=True).version


@pytest.mark.parametrize("foreign", ["room", "track", "speaker", "project", "component", "team"])
def test_programs_cannot_name_things_of_other_events(event: Event, session: Session, foreign: str):
    theirs, mine = make_event(), make_project("BOMCA", event)
    project = make_project("PROTECT", theirs)
    part = store(Component(project_id=project.id, number=1, title="Theirs"))
    values = rules.values_of(session, ())
    forged = {
        "room": {"places": (Place(make_room(theirs).id, STARTS, STARTS + HOUR),)},
        "track": {"track_id": 999_999},
        "team": {"interpretation_team_id": 999_999},
        "speaker": {"speakers": (SpeakerPart(make_speaker(theirs).code, "speaker"),)},
        "project": {"projects": (ProjectPart(project.id, None, is_lead=True),)},
        "component": {"projects": (ProjectPart(mine.id, part.id, is_lead=True),)},
    }[foreign]
    before = version(session)

    with pytest.raises(rules.NotOfThisEvent):
        edit_services.save_session(event.id, session.id, replace(values, **forged), actor=SYSTEM, at=OPEN)  # type: ignore[arg-type]
    with pytest.raises(rules.NotOfThisEvent):
        edit_services.save_session(event.id, None, replace(values, **forged), actor=SYSTEM, at=OPEN)  # type: ignore[arg-type]

    assert version(session) == before


def test_a_deleted_session_takes_its_files_along(event: Event, session: Session):
    file = clean_file(io.BytesIO(b"Summary"), "a.txt")
    material_services.add_file(session.id, None, file, MaterialValues("Summary"), actor=SYSTEM, at=OPEN)
    place(session, None)

    edit_services.delete_session(session.id, actor=SYSTEM, at=OPEN)

    for model in (Session, StoredFile, Placement):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0


def test_a_published_session_is_not_deleted_and_says_where_it_is(event: Event, session: Session):
    make_release(event, place(session, None))

    with pytest.raises(rules.InUse, match="published, in release 1"):
        edit_services.delete_session(session.id, actor=SYSTEM, at=OPEN)


def test_places_said_by_a_program_take_the_place_of_the_others_and_keep_their_slot(event: Event, session: Session):
    slot_id = place(session, None).slot_id
    values = replace(rules.values_of(session, ()), places=(Place(None, STARTS + HOUR, STARTS + 2 * HOUR),))

    edit_services.save_session(event.id, session.id, values, actor=SYSTEM, at=OPEN)

    assert {slot: row.starts_at for slot, row in drafted_placements(session.id).items()} == {slot_id: STARTS + HOUR}
    assert db.session.get_one(Session, session.id).minutes == 60


@pytest.mark.parametrize(("hours", "words"), [(0, "must end after"), (-1, "must end after"), (25, "24 hours at most")])
def test_a_place_that_cannot_be_is_refused(event: Event, session: Session, hours: int, words: str):
    values = replace(rules.values_of(session, ()), places=(Place(None, STARTS, STARTS + hours * HOUR),))

    with pytest.raises(BadPlacement, match=words):
        edit_services.save_session(event.id, session.id, values, actor=SYSTEM, at=OPEN)

    assert not drafted_placements(session.id)
