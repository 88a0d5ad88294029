import pytest

from conference.core import audit
from conference.core.db import transaction
from conference.programme import queries
from conference.programme.rules import EmptyDraft
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
    assert entry.detail == {"number": 1, "sessions": 1}
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
