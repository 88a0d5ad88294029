"""The form of one session: nothing is lost in it, whoever else works on the session."""

from datetime import timedelta
from typing import Any

import pytest

from conference.core.db import db, transaction
from conference.events.models import Event
from conference.events.permissions import Role
from conference.events.services import touch_event
from conference.programme.edit_queries import drafted_placements
from conference.programme.models import InterpretationTeam, Placement, Session, Track
from conference.programme.queries import newest_release
from tests.browser import Browser, Form, forms_of
from tests.factories import (
    STARTS,
    make_event,
    make_member,
    make_project,
    make_release,
    make_room,
    make_session,
    make_speaker,
    place,
    run_by,
    speaks_at,
    store,
)

LONG = "Ж" * 500


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(languages=["en", "ru"])
    client.sign_in(make_member(event, Role.EDITOR, name="Elena"))
    return event


@pytest.fixture
def session(event: Event) -> Session:
    return make_session(event, "Opening", translations={"ru": {"title": "Открытие"}, "fr": {"title": "Ouverture"}})


def address(event: Event, session: Session) -> str:
    return f"/manage/{event.slug}/sessions/{session.code}"


def shown(client: Browser, url: str, action: str = "") -> Form:
    """A form of the page as it is shown now."""
    return next(
        form for form in forms_of(client.get(url).text) if (action in form.action if action else not form.action)
    )


def places(session: Session) -> list[tuple[int, int | None, Any, Any]]:
    db.session.rollback()
    return [(row.slot_id, row.room_id, row.starts_at, row.ends_at) for row in drafted_placements(session.id).values()]


def stored(session: Session) -> Session:
    db.session.rollback()
    return db.session.get_one(Session, session.id, populate_existing=True)


def test_form_sent_back_as_shown_changes_nothing(client: Browser, event: Event, session: Session):
    room, speaker, bomca = make_room(event), make_speaker(event), make_project("BOMCA", event)
    place(session, room)
    place(session, None, STARTS + timedelta(hours=3), 45)
    speaks_at(speaker, session, role="moderator")
    run_by(session, bomca, is_lead=True)
    before, said = places(session), stored(session).translations

    assert client.fill(address(event, session)).status_code == 302

    assert places(session) == before
    after = stored(session)
    assert after.translations == said
    assert [(link.speaker_id, link.role) for link in after.speaker_links] == [(speaker.id, "moderator")]
    assert [(link.project_id, link.is_lead) for link in after.project_links] == [(bomca.id, True)]


def test_everything_that_was_typed_is_stored(client: Browser, event: Event, session: Session):
    team = store(InterpretationTeam(event_id=event.id, name="Booth 1", languages=["ru"]))
    track = store(Track(event_id=event.id, name="Borders"))
    facts = {
        "subtitle": "Words of welcome", "notes": "Ambassador is late", "track": str(track.id), "team": str(team.id),
        "languages": ["en"], "interpretation": ["ru"], "is_recorded": "y", "is_streamed": "y", "minutes": "45",
        "stream_url": "https://stream.example.org/1", "capacity": "80", "texts-0-subtitle": "Приветствия",
    }  # fmt: skip

    assert client.fill(address(event, session), facts).status_code == 302

    row = stored(session)
    assert (row.subtitle, row.notes, row.track_id, row.interpretation_team_id) == (
        "Words of welcome", "Ambassador is late", track.id, team.id)  # fmt: skip
    assert (row.is_recorded, row.is_streamed, row.stream_url, row.minutes, row.capacity) == (
        True, True, "https://stream.example.org/1", 45, 80)  # fmt: skip
    assert row.translations == {
        "ru": {"title": "Открытие", "subtitle": "Приветствия"}, "fr": {"title": "Ouverture"}}  # fmt: skip


def test_notes_for_organisers_are_on_no_public_page(client: Browser, event: Event, session: Session):
    client.fill(address(event, session), {"notes": "Ambassador is late"})
    make_release(event, place(session, None))

    for url in (f"/events/{event.slug}/agenda", f"/events/{event.slug}/sessions/{session.code}"):
        assert "Ambassador" not in client.get(url).text


def test_slot_is_added_by_a_button_and_taken_out_by_another(client: Browser, event: Event, session: Session):
    place(session, make_room(event))
    url = address(event, session)
    ((slot, room, starts_at, ends_at),) = places(session)

    page = client.fill(url, {"title": "Typed but not saved", "rows": "slots:add:0"})

    assert "Typed but not saved" in page.text
    assert 'name="slots-1-starts_at"' in page.text
    assert stored(session).title == "Opening"
    again = {"slots-1-ident": "", "slots-1-starts_at": "2027-05-12T15:00", "slots-1-ends_at": "2027-05-12T16:00"}
    client.fill(url, again)
    first, second = places(session)
    assert first == (slot, room, starts_at, ends_at)
    assert second[2].isoformat() == "2027-05-12T13:00:00+00:00"
    typed = dict.fromkeys(("slots-0-starts_at", "slots-0-ends_at"), "")
    client.fill(url, typed)
    assert places(session) == [second]


def test_move_in_the_grid_and_words_in_the_form_are_both_kept(client: Browser, event: Event, session: Session):
    placement = place(session, make_room(event))
    hall = make_room(event, "Hall B")
    url = address(event, session)
    form = shown(client, url)

    with transaction():
        db.session.get_one(Placement, placement.id).room_id = hall.id
    answer = client.send(url, form, {"title": "Opening words"})

    assert answer.status_code == 302
    assert stored(session).title == "Opening words"
    assert places(session)[0][1] == hall.id


def test_two_titles_at_once_are_refused_with_who_and_when(client: Browser, event: Event, session: Session):
    url = address(event, session)
    pavel = Browser(client.application)
    pavel.sign_in(make_member(event, Role.EDITOR, name="Pavel"))
    form = shown(pavel, url)
    client.fill(url, {"title": "Elena's title"})

    answer = pavel.send(url, form, {"title": "Pavel's title", "subtitle": "Kept"})

    assert answer.status_code == 409
    assert "Elena saved this in the meantime" in answer.text
    assert "Pavel&#39;s title" in answer.text
    assert stored(session).title == "Elena's title"


def test_wall_time_that_comes_twice_keeps_its_instant(client: Browser):
    event = make_event(slug="autumn", starts_at=STARTS.replace(month=10, day=30, hour=8),
                       ends_at=STARTS.replace(month=10, day=31, hour=20))  # fmt: skip
    session = make_session(event, "Night watch")
    second_half_past_two = STARTS.replace(
        month=10, day=31, hour=1, minute=30
    )  # the clocks of Brussels go back at 01:00 UTC
    place(session, None, second_half_past_two, 30)
    client.sign_in(make_member(event))
    before = places(session)

    client.fill(address(event, session), {"title": "Night watch II"})

    assert stored(session).title == "Night watch II"
    assert places(session) == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": LONG}, "Use 300 characters or fewer"),
        ({"title": " "}, "Enter the title of the session"),
        ({"texts-0-title": LONG}, "Use 300 characters or fewer"),
        ({"capacity": "eighty"}, "Enter a whole number of people"),
        ({"capacity": "99999999999"}, "Enter a whole number of people"),
        ({"minutes": "0"}, "Enter a number of minutes"),
        ({"stream_url": "javascript:alert(1)"}, "Enter a web address"),
        ({"track": "999999"}, "Choose one of the list"),
        ({"slots-0-starts_at": "2027-05-12T10:00", "slots-0-ends_at": ""}, "Give both the start and the end"),
        ({"slots-0-starts_at": "2027-05-12T10:00", "slots-0-ends_at": "2027-05-12T09:00"}, "must end after it starts"),
        ({"slots-0-starts_at": "2027-05-12T23:00", "slots-0-ends_at": "2027-05-13T01:00"}, "within the days"),
        ({"slots-0-starts_at": "soon"}, "Enter a date and time"),
    ],
)
def test_bad_input_is_said_beside_its_cause_and_kept(
    client: Browser, event: Event, session: Session, typed: dict[str, str], words: str
):
    place(session, None)
    before = places(session)

    answer = client.fill(address(event, session), {"subtitle": "Kept as typed", **typed})

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "Kept as typed" in answer.text
    assert stored(session).subtitle == ""
    assert places(session) == before


def test_things_of_other_events_cannot_be_chosen(client: Browser, event: Event, session: Session):
    other = make_event()
    room, speaker = make_room(other), make_speaker(other)
    project = make_project("PROTECT", other)
    track = store(Track(event_id=other.id, name="Theirs"))
    place(session, None)

    for typed in (
        {"slots-0-room": str(room.id)}, {"speakers-0-ident": "", "speakers-0-speaker": speaker.code},
        {"projects-0-part": str(project.id)}, {"track": str(track.id)},
    ):  # fmt: skip
        answer = client.fill(address(event, session), typed)
        assert answer.status_code == 422, typed
        assert "Choose one of the list" in answer.text


def test_time_that_the_clocks_skip_is_refused(client: Browser):
    event = make_event(starts_at=STARTS.replace(month=3, day=27), ends_at=STARTS.replace(month=3, day=28, hour=15))
    session = make_session(event)
    client.sign_in(make_member(event))
    typed = {"slots-0-starts_at": "2027-03-28T02:30", "slots-0-ends_at": "2027-03-28T04:00", "title": "Kept"}

    answer = client.fill(address(event, session), {"slots-0-ident": "", **typed})

    assert answer.status_code == 422
    assert "clocks go forward" in answer.text
    assert "Kept" in answer.text


def test_too_many_slots_are_refused(client: Browser, event: Event, session: Session):
    rows = {f"slots-{number}-starts_at": "2027-05-12T10:00" for number in range(60)}
    ends = {f"slots-{number}-ends_at": "2027-05-12T10:30" for number in range(60)}

    answer = client.fill(address(event, session), rows | ends)

    assert answer.status_code == 422
    assert "at most 50 slots" in answer.text


def test_copy_says_the_same_and_has_no_place(client: Browser, event: Event, session: Session):
    speaks_at(make_speaker(event), session, answer="confirmed")
    place(session, None)

    answer = client.fill(address(event, session), form="copy")

    copy = db.session.query(Session).filter(Session.id != session.id).one()
    assert answer.location.endswith(copy.code)
    assert copy.title == "Opening (copy)"
    assert copy.translations == session.translations
    assert [link.answer for link in copy.speaker_links] == [""]
    assert not places(copy)


def test_session_that_nobody_saw_is_deleted_and_a_published_one_stays(client: Browser, event: Event, session: Session):
    seen = make_session(event, "Seen")
    make_release(event, place(seen, None))
    place(session, None)
    client.fill(address(event, session), form="delete")
    url, code = address(event, seen), seen.code

    assert db.session.query(Session.code).all() == [(code,)]
    assert "Delete the session" not in client.get(url).text
    form = shown(client, url, "cancel")
    answer = client.send(f"{url}/delete", Form(f"{url}/delete", form.fields), {}, follow_redirects=True)
    assert "Cancel it instead" in answer.text
    assert newest_release(event.id) is not None
    assert db.session.query(Session.code).all() == [(code,)]


def test_speaker_who_declined_stays_hidden_when_taken_out_of_the_draft(client: Browser, event: Event, session: Session):
    speaker = make_speaker(event, "Declined Person", consented_at=STARTS)
    speaks_at(speaker, session)
    make_release(event, place(session, None))
    public = f"/events/{event.slug}/sessions/{session.code}"
    assert "Declined Person" in client.get(public).text
    with transaction():
        stored(session).speaker_links[0].answer = "declined"
        touch_event(event.id)
    assert "Declined Person" not in client.get(public).text

    client.fill(address(event, session), {"speakers-0-speaker": ""})

    assert not stored(session).speaker_links
    assert "Declined Person" not in client.get(public).text
    assert client.get(f"/events/{event.slug}/speakers/{speaker.code}").status_code == 404
