"""What organisers type by mistake, and what nobody types: a sentence beside its cause, what was typed kept."""

from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from conference.core.db import db
from conference.events.models import Event
from conference.programme.edit_queries import drafted_placements
from conference.programme.models import Session
from tests.browser import Browser
from tests.factories import STARTS, make_event, make_member, make_room, make_session, make_speaker, place

URL = "/manage/infopoint/sessions/OPEN"


@pytest.fixture
def event(client: Browser) -> Event:
    """Two days in Brussels; in the night between them nothing happens to the clocks."""
    event = make_event(slug="infopoint", languages=["en", "ru"], ends_at=STARTS + timedelta(days=1, hours=9))
    client.sign_in(make_member(event))
    return event


@pytest.fixture
def session(event: Event) -> Session:
    session = make_session(event, "Opening", code="OPEN", languages=["en"])
    place(session, None)
    return session


def slot(starts: str, ends: str, room: str = "") -> dict[str, str]:
    return {"slots-0-starts_at": starts, "slots-0-ends_at": ends, "slots-0-room": room}


def stored(session: Session) -> tuple[str, int, list[str]]:
    db.session.rollback()
    row = db.session.get_one(Session, session.id, populate_existing=True)
    return row.title, row.version, [str(one.starts_at) for one in drafted_placements(row.id).values()]


def errors_at(answer: TestResponse, field: str) -> str:
    """The sentence beside the field; "" when nothing is wrong with it."""
    return answer.text.partition(f'id="{field}-error">')[2].partition("</p>")[0].partition("</span>")[2].strip()


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (slot("2027-05-12T10:00", "2027-05-12T09:00"), "slots-0-ends_at", "must end after it starts; if it ends after"),
        (slot("2027-05-12T10:00", "2027-05-12T10:00"), "slots-0-ends_at", "must end after it starts"),
        (slot("2027-05-12T22:00", "2027-05-12T01:00"), "slots-0-ends_at", "choose the next day"),
        (slot("2027-05-13T22:00", "2027-05-14T01:00"), "slots-0-ends_at", "within the days of the event"),
        (slot("2027-05-11T23:00", "2027-05-12T09:00"), "slots-0-starts_at", "within the days of the event"),
        (slot("2027-05-12T00:00", "2027-05-13T00:01"), "slots-0-ends_at", "24 hours at most"),
        (slot("", "2027-05-12T09:00"), "slots-0-starts_at", "both the start and the end"),
        (slot("2027-02-30T10:00", "2027-05-12T09:00"), "slots-0-starts_at", "Enter a date and time"),
        (slot("0001-01-01T00:00", "9999-12-31T23:59"), "slots-0-ends_at", "Enter a date and time"),
        (slot("2027-05-12T10:00", "2027-05-12T11:00", "9" * 30), "slots-0-room", "Choose one of the list"),
        ({"title": "Ж" * 500}, "title", "300 characters or fewer"),
        ({"title": "   "}, "title", "Enter the title"),
        ({"title": "a\u202eb"}, "title", "change the direction of writing"),
        ({"subtitle": "x" * 301}, "subtitle", "300 characters or fewer"),
        ({"abstract": "x" * 10_001}, "abstract", "10000 characters or fewer"),
        ({"notes": "x" * 10_001}, "notes", "10000 characters or fewer"),
        ({"capacity": "eighty"}, "capacity", "Enter a whole number of people"),
        ({"capacity": "-5"}, "capacity", "Enter a whole number of people"),
        ({"capacity": "9" * 5000}, "capacity", "Enter a whole number of people"),
        ({"minutes": "1441"}, "minutes", "from 1 to 1440"),
        ({"minutes": "half an hour"}, "minutes", "from 1 to 1440"),
        ({"kind": "party"}, "kind", "Choose one of the list"),
        ({"languages": ["en", "tlh"]}, "languages", "Choose one of the list"),
        ({"stream_url": "http://example.org/live"}, "stream_url", "begins with https://"),
        ({"stream_url": "javascript:alert(1)"}, "stream_url", "begins with https://"),
        ({"texts-0-title": "Ж" * 500}, "texts-0-title", "300 characters or fewer"),
        ({"track": "1; DROP TABLE session"}, "track", "Choose one of the list"),
        ({"team": "٣"}, "team", "Choose one of the list"),
        ({"projects-0-part": "1/2/3"}, "projects-0-part", "Choose one of the list"),
    ],
)  # fmt: skip
def test_a_sentence_stands_beside_its_cause(
    client: Browser, session: Session, typed: dict[str, str], field: str, words: str
):
    before = stored(session)

    answer = client.fill(URL, {"subtitle": "Kept as typed", **typed})

    assert answer.status_code == 422
    assert words in errors_at(answer, field) or (field in ("languages", "team") and words in answer.text)
    assert "Kept as typed" in answer.text or "subtitle" in typed
    assert "There is a problem" in answer.text
    assert stored(session) == before


def test_the_same_speaker_in_the_same_role_is_said_and_in_another_role_is_fine(client: Browser, session: Session):
    event = db.session.get_one(Event, session.event_id)
    code = make_speaker(event).code
    rows = {f"speakers-{n}-{name}": value for n in (0, 1) for name, value in (("speaker", code), ("role", "host"))}

    answer = client.fill(URL, rows)

    assert answer.status_code == 422
    assert errors_at(answer, "speakers-1-speaker") == "This speaker has this role already"
    assert client.fill(URL, {**rows, "speakers-1-role": "speaker"}).status_code == 302


def test_a_room_without_times_is_no_slot_and_is_said(client: Browser, session: Session):
    room = make_room(db.session.get_one(Event, session.event_id))

    answer = client.fill(URL, {"slots-1-ident": "", "slots-1-room": str(room.id)})

    assert answer.status_code == 422
    assert errors_at(answer, "slots-1-starts_at").startswith("Enter when it starts and ends")


def test_an_evening_may_end_after_midnight(client: Browser, session: Session):
    assert client.fill(URL, slot("2027-05-12T21:00", "2027-05-13T01:30")).status_code == 302

    (row,) = drafted_placements(session.id).values()
    assert row.ends_at - row.starts_at == timedelta(hours=4, minutes=30)


def test_a_night_in_which_clocks_go_forward_is_as_long_as_it_is(client: Browser):
    event = make_event(
        slug="infopoint", starts_at=STARTS.replace(month=3, day=27), ends_at=STARTS.replace(month=3, day=28)
    )
    session = make_session(event, code="OPEN")
    client.sign_in(make_member(event))

    gap = client.fill(URL, slot("2027-03-28T01:00", "2027-03-28T02:30"))
    assert errors_at(gap, "slots-0-ends_at").startswith("That time does not exist")
    assert client.fill(URL, slot("2027-03-28T01:00", "2027-03-28T03:00")).status_code == 302

    (row,) = drafted_placements(session.id).values()
    assert row.ends_at - row.starts_at == timedelta(hours=1)


def test_three_hundred_slots_are_refused(client: Browser, session: Session):
    typed = {"title": "Kept as typed"}
    for number in range(300):
        typed |= {f"slots-{number}-starts_at": "2027-05-12T10:00", f"slots-{number}-ends_at": "2027-05-12T10:30"}
    before = stored(session)

    answer = client.fill(URL, typed)

    assert answer.status_code == 422
    assert "at most 50 slots" in answer.text
    assert "Kept as typed" in answer.text
    assert stored(session) == before


def test_words_from_right_to_left_and_markup_come_back_as_they_are(client: Browser, session: Session):
    title = 'التعاون عبر الحدود <b>"&amp;'

    assert client.fill(URL, {"title": title, "abstract": "<script>alert(1)</script>"}).status_code == 302

    assert stored(session)[0] == title
    page = client.get(URL).text
    assert "<script>alert" not in page
    assert 'dir="auto"' in page


def test_slots_of_other_sessions_are_not_taken_over(client: Browser, session: Session):
    event = db.session.get_one(Event, session.event_id)
    theirs = place(make_session(event, "Other"), None)
    slot_id = theirs.slot_id

    client.fill(URL, {"slots-0-ident": str(slot_id), "slots-0-starts_at": "2027-05-12T15:00",
                      "slots-0-ends_at": "2027-05-12T16:00"})  # fmt: skip

    db.session.rollback()
    assert db.session.get_one(type(theirs), theirs.id).starts_at == STARTS
    assert slot_id not in drafted_placements(session.id)


def test_time_that_comes_twice_is_told_beside_its_field(client: Browser):
    """Clocks in Brussels go back from three to two in that night."""
    night = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    event = make_event(slug="infopoint", starts_at=night - timedelta(hours=8), ends_at=night + timedelta(hours=8))
    client.sign_in(make_member(event))
    session = make_session(event, "Opening", code="OPEN", languages=["en"])
    place(session, None, night + timedelta(hours=1))

    assert "The second is meant, at Brussels, UTC+1." in hint_at(client.get(URL), "slots-0-starts_at")
    assert client.fill(URL, slot("2027-10-31T02:15", "2027-10-31T04:00")).status_code == 302
    page = client.get(URL)

    assert "The first is meant, at Brussels, UTC+2." in hint_at(page, "slots-0-starts_at")
    assert hint_at(page, "slots-0-ends_at") == ""
    assert stored(session)[2] == ["2027-10-31 00:15:00+00:00"]


def hint_at(answer: TestResponse, field: str) -> str:
    return answer.text.partition(f'id="{field}-hint">')[2].partition("</p>")[0]
