import pytest

from conference.core import audit
from conference.core.db import transaction
from conference.programme import queries
from conference.programme.hooks import RELEASED
from conference.programme.models import Placement
from conference.programme.rules import EmptyDraft, NothingChanged
from conference.programme.services import release_agenda
from tests.factories import ENDS, OPEN, STARTS, make_event, make_project, make_room, make_session, place, run_by

OLGA = audit.Actor("Olga", 7)


@pytest.fixture
def event(db_session):
    return make_event()


def items_of(event):
    release = queries.newest_release(event.id)
    return queries.agenda(release.id) if release else None


def released(event):
    items = items_of(event)
    return None if items is None else [(item.title, item.room) for item in items]


def test_release_shows_the_draft_as_it_stands(event):
    hall = make_room(event, "Hall")
    place(make_session(event, "Opening"), hall)
    make_session(event, "Without a time")

    release = release_agenda(event.id, "First", actor=OLGA, at=OPEN)

    assert (release.number, release.note, release.published_at, release.published_by) == (1, "First", OPEN, "Olga")
    assert released(event) == [("Opening", "Hall")]


def test_change_of_the_draft_is_invisible_until_released(event):
    hall, attic = make_room(event, "Hall"), make_room(event, "Attic", position=1)
    placement = place(make_session(event, "Opening"), hall)
    release_agenda(event.id, "", actor=OLGA, at=OPEN)
    attic_id = attic.id
    with transaction():
        placement.room_id = attic_id
    place(make_session(event, "Closing"), attic, starts_at=ENDS)

    assert released(event) == [("Opening", "Hall")]
    assert release_agenda(event.id, "", actor=OLGA, at=OPEN).number == 2
    assert released(event) == [("Opening", "Attic"), ("Closing", "Attic")]


def test_release_leaves_the_one_before_as_it_was(event):
    place(make_session(event, "Opening"), None)
    first = release_agenda(event.id, "", actor=OLGA, at=OPEN)
    place(make_session(event, "Closing"), None)
    release_agenda(event.id, "", actor=OLGA, at=OPEN)

    assert [item.title for item in queries.agenda(first.id)] == ["Opening"]


def test_release_of_an_empty_draft_is_refused(event):
    make_session(event)
    other = make_event()
    place(make_session(other), None)

    with pytest.raises(EmptyDraft) as refusal:
        release_agenda(event.id, "", actor=OLGA, at=OPEN)

    assert refusal.value.code == "empty_draft"
    assert released(event) is None


def test_release_takes_nothing_from_other_events(event):
    other = make_event()
    place(make_session(event, "Ours"), None)
    place(make_session(other, "Theirs"), None)

    release_agenda(event.id, "", actor=OLGA, at=OPEN)

    assert released(event) == [("Ours", "")]
    assert released(other) is None


def test_release_is_logged_and_makes_pages_new(event):
    place(make_session(event), None)
    version = event.version

    release = release_agenda(event.id, "", actor=OLGA, at=OPEN)

    entry = audit.history(release)[0]
    assert (entry.action, entry.actor_id, entry.event_id) == ("agenda.released", 7, event.id)
    assert entry.detail == {"number": 1, "sessions": 1, "told": False, "new": 1}
    assert event.version == version + 1


def test_agenda_puts_the_lead_project_first_and_each_session_once(event):
    session = make_session(event)
    place(session, None)
    run_by(session, make_project("AAA", event), position=0)
    run_by(session, make_project("BBB", event), position=1, is_lead=True)
    release_agenda(event.id, "", actor=OLGA, at=OPEN)

    assert [[(run.project.code, run.is_lead) for run in item.run_by] for item in items_of(event)] == [
        [("BBB", True), ("AAA", False)]
    ]


def test_agenda_is_in_order_of_time_then_room(event):
    hall, attic = make_room(event, "Hall", position=2), make_room(event, "Attic", position=1)
    place(make_session(event, "In the hall"), hall)
    place(make_session(event, "In the attic"), attic)
    place(make_session(event, "Nowhere"), None)
    place(make_session(event, "Early"), hall, starts_at=STARTS.replace(hour=5))
    release_agenda(event.id, "", actor=OLGA, at=OPEN)

    assert [title for title, _room in released(event)] == ["Early", "Nowhere", "In the attic", "In the hall"]


def test_newest_releases_of_several_events(event):
    other, silent = make_event(), make_event()
    newest = {}
    for one in (event, event, other):
        place(make_session(one), None)
        newest[one.id] = release_agenda(one.id, "", actor=OLGA, at=OPEN).id

    assert queries.newest_releases([event.id, other.id, silent.id]) == newest


def test_release_that_changes_nothing_is_refused(event):
    place(make_session(event), None)
    release_agenda(event.id, "", actor=OLGA, at=OPEN)

    with pytest.raises(NothingChanged) as refusal:
        release_agenda(event.id, "Again", actor=OLGA, at=OPEN)

    assert str(refusal.value) == "Nothing has changed since release 1, so there is nothing to publish"
    assert [release.number for release in queries.releases_of_event(event.id)] == [1]


def test_changed_text_alone_is_something_to_publish(event):
    session = make_session(event)
    place(session, None)
    release_agenda(event.id, "", actor=OLGA, at=OPEN)
    with transaction():
        session.abstract = "More words"

    release_agenda(event.id, "", actor=OLGA, at=STARTS)

    (item,) = items_of(event)
    assert (item.abstract, item.sequence, item.changed_at) == ("More words", 0, STARTS)


def test_sequence_counts_releases_that_moved_cancelled_or_restored(event):
    session, stays = make_session(event, "Moves"), make_session(event, "Stays")
    placement = place(session, None)
    place(stays, None)
    release_agenda(event.id, "", actor=OLGA, at=OPEN)
    with transaction():
        placement.ends_at = ENDS
    release_agenda(event.id, "", actor=OLGA, at=STARTS)
    with transaction():
        session.cancelled_at = STARTS
    release_agenda(event.id, "", actor=OLGA, at=ENDS)

    facts = {item.title: (item.sequence, item.changed_at, item.is_cancelled) for item in items_of(event)}
    assert facts == {"Moves": (2, ENDS, True), "Stays": (0, OPEN, False)}


def test_slot_taken_out_stays_as_cancelled_and_comes_back_as_itself(event):
    session = make_session(event)
    placement = place(session, None)
    place(make_session(event, "Other"), None)
    slot = placement.slot_id
    release_agenda(event.id, "", actor=OLGA, at=OPEN)
    with transaction() as db_session:
        db_session.delete(placement)
    release_agenda(event.id, "", actor=OLGA, at=OPEN)
    gone = {item.slot_id: (item.is_cancelled, item.sequence) for item in items_of(event)}
    with transaction() as db_session:
        db_session.add(Placement(slot_id=slot, session_id=session.id, starts_at=STARTS, ends_at=ENDS))
    release_agenda(event.id, "", actor=OLGA, at=OPEN)

    assert gone[slot] == (True, 1)
    assert {item.slot_id: (item.is_cancelled, item.sequence) for item in items_of(event)}[slot] == (False, 2)


def test_features_above_hear_of_a_release_in_its_transaction(event, monkeypatch):
    heard = []

    def listen(published):
        heard.append((published.release.number, published.last, len(published.changes), published.tells))
        raise RuntimeError("so nothing is stored")

    monkeypatch.setattr("conference.programme.hooks.RELEASED", [*RELEASED, listen])
    place(make_session(event), None)

    with pytest.raises(RuntimeError):
        release_agenda(event.id, "", actor=OLGA, at=OPEN, tells=True)

    assert heard == [(1, None, 1, True)]
    assert items_of(event) is None
