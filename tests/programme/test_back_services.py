import pytest

from conference.core import audit
from conference.core.db import db, transaction
from conference.programme import queries
from conference.programme.back_services import NoSuchRelease, take_back
from conference.programme.changes import changes_between
from conference.programme.models import Placement, Session, SessionSpeaker
from conference.programme.services import release_agenda
from tests.factories import (
    ENDS,
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
)

OLGA = audit.Actor("Olga", 7)


@pytest.fixture
def event(db_session):
    return make_event()


def release(event):
    return release_agenda(event.id, "", actor=OLGA, at=OPEN)


def back(event, number=1):
    return take_back(event.id, number, actor=OLGA, at=STARTS)


def draft_against(event, made):
    """What would be different from the release `made`, were the draft published now."""
    db.session.rollback()
    draft = queries.state_of_draft(event, queries.state_of_release(queries.newest_release(event.id)))
    return changes_between(queries.state_of_release(made), draft)


def change(row, **values):
    model, ident = type(row), row.id
    with transaction() as session:
        for name, value in values.items():
            setattr(session.get_one(model, ident), name, value)


def test_everything_that_a_release_shows_comes_back(event):
    hall, attic = make_room(event, "Hall"), make_room(event, "Attic")
    opening = make_session(event, "Opening", abstract="Words", translations={"ru": {"title": "Открытие"}})
    placement = place(opening, hall)
    aigul, bakyt = make_speaker(event, "Aigul"), make_speaker(event, "Bakyt")
    speaks_at(aigul, opening, answer="confirmed")
    run_by(opening, make_project("BOMCA", event), is_lead=True)
    first = release(event)
    change(opening, title="Other", abstract="", translations={}, languages=["ru"], cancelled_at=OPEN, capacity=7)
    change(placement, room_id=attic.id, ends_at=ENDS)
    opening_id, aigul_id, bakyt_id = opening.id, aigul.id, bakyt.id
    with transaction() as session:
        session.query(SessionSpeaker).filter_by(session_id=opening_id, speaker_id=aigul_id).delete()
        session.get_one(Session, opening_id).project_links.clear()
        session.add(SessionSpeaker(session_id=opening_id, speaker_id=bakyt_id))
    release(event)

    assert back(event) == 1
    assert not draft_against(event, first)
    assert audit.history(opening)[0].action == "session.taken_back"
    assert audit.history(first)[0].action == "agenda.taken_back"


def test_going_back_to_what_the_draft_is_changes_nothing(event):
    session = make_session(event)
    place(session, None)
    release(event)
    version = session.version

    assert back(event) == 0
    assert session.version == version


def test_slots_taken_out_since_come_back_as_themselves(event):
    placement = place(make_session(event), None)
    slot = placement.slot_id
    first = release(event)
    place(make_session(event, "New"), None)
    with transaction() as session:
        session.delete(session.get_one(Placement, placement.id))
    release(event)

    back(event)

    assert not draft_against(event, first)
    placed = db.session.scalars(db.select(Placement.slot_id).where(Placement.release_id.is_(None)))
    assert list(placed) == [slot]


def test_slot_that_was_already_taken_out_then_stays_out(event):
    gone, stays = place(make_session(event, "Gone"), None), place(make_session(event, "Stays"), None)
    release(event)
    with transaction() as session:
        session.delete(session.get_one(Placement, gone.id))
    second = release(event)
    change(stays, ends_at=ENDS)

    back(event, 2)

    assert not draft_against(event, second)
    assert queries.draft_places(gone.session_id) == {}


def test_repeated_session_gets_each_slot_back(event):
    session = make_session(event)
    place(session, None)
    again = place(session, None, starts_at=ENDS)
    first = release(event)
    change(again, starts_at=STARTS)

    back(event)

    assert not draft_against(event, first)


def test_who_is_gone_since_does_not_come_back(event):
    session, speaker = make_session(event), make_speaker(event)
    place(session, None)
    speaks_at(speaker, session)
    release(event)
    with transaction() as db_session:
        db_session.delete(db_session.get_one(type(speaker), speaker.id))

    back(event)

    assert session.speaker_links == []


def test_texts_stay_in_their_language_when_the_event_has_another_main_one(event):
    session = make_session(event, "Opening", translations={"ru": {"title": "Открытие"}})
    place(session, None)
    release(event)
    change(event, languages=["ru", "en"])
    change(session, title="Другое", translations={})

    back(event)

    assert (session.title, session.translations) == ("Открытие", {"en": {"title": "Opening"}})


def test_answers_of_speakers_are_kept(event):
    session, aigul, bakyt = make_session(event), make_speaker(event), make_speaker(event)
    place(session, None)
    speaks_at(aigul, session)
    release(event)
    speaks_at(bakyt, session)
    change(db.session.scalars(db.select(SessionSpeaker).filter_by(speaker_id=aigul.id)).one(), answer="confirmed")

    back(event)

    assert [(link.speaker_id, link.answer) for link in session.speaker_links] == [(aigul.id, "confirmed")]


def test_unknown_release_is_refused(event):
    with pytest.raises(NoSuchRelease):
        back(event, 3)
