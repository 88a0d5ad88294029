"""Importing schedule.xml and schedule.json: of other systems, of our own, and what only looks like one."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from conference.core.db import db, transaction
from conference.events.models import Event, EventProject
from conference.events.permissions import Role
from conference.intake.schedule_reading import read_schedule
from conference.intake.schedule_tables import kind_of, people_of, sessions_of
from conference.intake.table_reading import NotATable
from conference.programme.edit_queries import drafted_placements
from conference.programme.models import Session, SessionSpeaker, Slot, Speaker
from conference.projects.models import Component
from tests.browser import Browser
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

EVENT: dict[str, Any] = {
    "guid": "0f5f2d0e-6f53-5d5f-8b5c-6a4f0e5d0001", "code": "ABC123", "id": 1, "date": "2027-05-12T10:00:00+02:00",
    "start": "10:00", "duration": "01:30", "room": "Hall A", "title": "Dogs and scanners", "subtitle": "",
    "abstract": "<p>How they <b>work</b> together</p>", "description": "", "type": "Workshop", "track": "Borders",
    "language": "en", "persons": [{"public_name": "Aida Bekova", "biography": "Trains dogs."}],
}  # fmt: skip


def as_json(*events: dict[str, Any], zone: str = "Europe/Brussels") -> bytes:
    rooms: dict[str, list[Any]] = {}
    for event in events:
        rooms.setdefault(str(event.get("room")), []).append(event)
    days = [{"index": 1, "date": "2027-05-12", "rooms": rooms}]
    return json.dumps({"schedule": {"conference": {"time_zone_name": zone, "days": days}}}).encode()


XML = """<?xml version="1.0" encoding="UTF-8"?>
<schedule><conference><title>X</title><time_zone_name>Asia/Bishkek</time_zone_name></conference>
<day index="1" date="2027-05-12"><room name="Hall A">
<event id="7" guid="0f5f2d0e-6f53-5d5f-8b5c-6a4f0e5d0007"><date>2027-05-12T14:00:00+06:00</date><start>14:00</start>
<duration>0:45</duration><room>Hall A</room><title>Граница и &lt;люди&gt;</title><abstract>Words</abstract>
<type>talk</type>
<persons><person id="3">Aida <biography>Trains dogs.</biography>Bekova</person></persons></event>
</room></day></schedule>"""


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event, Role.OWNER))
    return event


def waiting(client: Browser, event: Event) -> list[str]:
    start = client.get(f"/manage/{event.slug}/import").text
    return list(dict.fromkeys(part.split('"')[0] for part in start.split("/import/tables/")[1:]))


def bring(client: Browser, event: Event, data: bytes, name: str = "schedule.json") -> Any:
    """Upload, and confirm what came of it."""
    url = f"/manage/{event.slug}/import/schedule"
    before = waiting(client, event)
    answer = client.fill(url, {"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    for code in [code for code in waiting(client, event) if code not in before]:
        page = f"/manage/{event.slug}/import/tables/{code}"
        if "Import into the draft" in client.get(page).text:
            client.fill(page)
    return answer


def drafted() -> dict[str, Any]:
    db.session.rollback()
    return {
        row.title: (
            row.code,
            row.kind,
            row.abstract,
            [(held.starts_at, held.ends_at) for held in drafted_placements(row.id).values()],
            [link.speaker.name for link in row.speaker_links],
        )
        for row in db.session.query(Session).all()
    }


def test_sessions_come_into_the_draft_with_room_track_and_speakers_without_consent(client: Browser, event: Event):
    bring(client, event, as_json(EVENT))

    code, kind, abstract, [(starts_at, ends_at)], people = drafted()["Dogs and scanners"]
    assert (code, kind, abstract, people) == ("ABC123", "workshop", "How they work together", ["Aida Bekova"])
    assert (starts_at.isoformat(), ends_at.isoformat()) == ("2027-05-12T08:00:00+00:00", "2027-05-12T09:30:00+00:00")
    speaker = db.session.query(Speaker).one()
    assert (speaker.biography, speaker.consented_at) == ("Trains dogs.", None)


def test_the_same_file_again_changes_nothing_and_a_moved_session_moves(client: Browser, event: Event):
    without_code = {**EVENT, "code": "", "title": "Second", "room": "Hall B"}
    bring(client, event, as_json(EVENT, without_code))
    before = drafted()

    bring(client, event, as_json(EVENT, without_code))
    assert drafted() == before
    bring(client, event, as_json(EVENT, {**without_code, "date": "2027-05-12T13:00:00+02:00"}))

    after = drafted()
    assert after["Dogs and scanners"] == before["Dogs and scanners"]
    assert len(after) == 2
    assert after["Second"][3][0][0].isoformat() == "2027-05-12T11:00:00+00:00"


def test_xml_with_a_zone_of_its_own_keeps_the_instants(client: Browser, event: Event):
    bring(client, event, XML.encode(), "schedule.xml")

    _code, kind, _abstract, [(starts_at, ends_at)], people = drafted()["Граница и <люди>"]
    assert (kind, people) == ("presentation", ["Aida Bekova"])
    assert (starts_at.isoformat(), ends_at.isoformat()) == ("2027-05-12T08:00:00+00:00", "2027-05-12T08:45:00+00:00")


@pytest.mark.parametrize("name", ["schedule.json", "schedule.xml"])
def test_own_export_brings_the_same_agenda_to_another_event(client: Browser, event: Event, name: str):
    session = make_session(event, "فتح الحدود", kind="panel", abstract="*Words*")
    speaks_at(make_speaker(event, "Bērziņš Ģirts", consented_at=STARTS), session)
    make_release(event, place(session, make_room(event, "Hall A")))
    other = make_event(slug="other", zone="Asia/Almaty")
    client.sign_in(make_member(other, Role.OWNER))
    data = client.get(f"/events/{event.slug}/{name}").data
    bring(client, other, data, name)

    db.session.rollback()
    row = db.session.query(Session).filter(Session.event_id == other.id).one()
    (held,) = drafted_placements(row.id).values()
    assert (row.title, row.kind, row.code) == ("فتح الحدود", "panel", session.code)
    assert held.starts_at == STARTS
    assert [link.speaker.name for link in row.speaker_links] == ["Bērziņš Ģirts"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"duration": "25:99"}, "25:99"),
        ({"duration": "-01:00"}, "-01:00"),
        ({"date": "soon"}, "Enter a date and time"),
        ({"title": "Ж" * 500}, "Use 300 characters or fewer"),
        ({"title": ""}, ""),
    ],
)
def test_what_cannot_be_is_shown_with_its_row_and_not_imported(
    client: Browser, event: Event, change: dict[str, str], words: str
):
    url = f"/manage/{event.slug}/import/schedule"
    data = as_json({**EVENT, "persons": [], **change}, {**EVENT, "code": "XYZ789", "title": "Right", "persons": []})

    answer = client.fill(url, {"file": (io.BytesIO(data), "a.json")}, content_type="multipart/form-data")
    page = client.get(answer.location)

    assert words in page.text
    assert client.fill(answer.location).status_code in (409, 422)
    assert not drafted()


def deep(levels: int) -> bytes:
    return b"<schedule>" + b"<a>" * levels + b"</a>" * levels + b"</schedule>"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"   ", b"PK\x03\x04 zip", b"\x00\x01\x02", b"{", b"[]", b'{"schedule": []}',
        b'{"schedule": {"conference": 7}}',
        b'{"schedule": {"conference": {"days": [{"rooms": {"A": [1]}}]}}}', b"<schedule", b"<html></html>",
        b"<schedule></schedule>", b'{"a": NaN}', b"[" * 100_000, b'{"a":' * 50_000, deep(1000),
        "<schedule>ж".encode("cp1251"),
        b'<!DOCTYPE x [<!ENTITY a "b">]><schedule>&a;</schedule>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><schedule></schedule>',
    ],
)  # fmt: skip
def test_what_is_no_schedule_is_refused_in_words(client: Browser, event: Event, data: bytes):
    url = f"/manage/{event.slug}/import/schedule"

    answer = client.fill(url, {"file": (io.BytesIO(data), "a.json")}, content_type="multipart/form-data")

    assert answer.status_code == 409
    assert "error-summary" in answer.text


def test_entities_that_grow_are_not_read(app: Any):
    bomb = (
        '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]><schedule>&j;</schedule>"
    )

    with app.test_request_context(), pytest.raises(NotATable, match="document type"):
        read_schedule(bomb.encode())


def test_unknown_zone_and_too_many_sessions_are_refused(app: Any):
    with app.test_request_context():
        with pytest.raises(NotATable, match="time zone"):
            read_schedule(as_json(EVENT, zone="Mars/Olympus"))
        with pytest.raises(NotATable, match="more than"):
            read_schedule(as_json(*([EVENT] * 5001)))


def test_times_without_offset_are_of_the_files_zone(app: Any):
    with app.test_request_context():
        read = read_schedule(as_json({**EVENT, "date": "2027-05-12T10:00:00"}, zone="Asia/Almaty"))
        row = sessions_of(read, "Europe/Brussels").rows[0]
    assert "2027-05-12T05:00:00+00:00" in row.cells


def test_people_are_told_once_with_their_longest_text(app: Any):
    short = {**EVENT, "persons": [{"name": "Aida  Bekova", "biography": ""}, {"name": {"en": "Bo"}}, "none", {}]}
    with app.test_request_context():
        people = people_of(read_schedule(as_json(EVENT, short)))
    assert [row.cells[0] for row in people.rows] == ["Aida Bekova", "Bo"]
    assert people.rows[0].cells[1] == "Trains dogs."


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Talk", "presentation"),
        ("Keynote (60 min)", "keynote"),
        ("Lunch", "break"),
        ("panel", "panel"),
        ("", "presentation"),
    ],
)
def test_kinds_of_other_systems_become_ours(words: str, kind: str):
    assert kind_of(words) == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "iso-8859-5"])
def test_the_letters_are_read_in_the_encoding_that_the_file_names(app: Any, encoding: str):
    data = XML.replace("UTF-8", encoding).encode(encoding)

    with app.test_request_context():
        assert read_schedule(data).events[0].title == "Граница и <люди>"
        assert read_schedule(as_json(EVENT).decode().encode("utf-16")).events[0].title == "Dogs and scanners"


def test_an_encoding_that_nobody_knows_is_refused_in_words(app: Any):
    with app.test_request_context(), pytest.raises(NotATable, match="damaged"):
        read_schedule(XML.replace("UTF-8", "klingon").encode())


@pytest.mark.parametrize("date", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00"])
def test_dates_at_the_ends_of_the_calendar_are_wrong_rows(client: Browser, event: Event, date: str):
    url = f"/manage/{event.slug}/import/schedule"
    data = as_json({**EVENT, "persons": [], "date": date})

    answer = client.fill(url, {"file": (io.BytesIO(data), "a.json")}, content_type="multipart/form-data")

    assert date in client.get(answer.location).text


def test_half_a_letter_stops_no_page(client: Browser, event: Event):
    url = f"/manage/{event.slug}/import/schedule"
    data = as_json({**EVENT, "persons": [], "title": "half \ud800"})

    answer = client.fill(url, {"file": (io.BytesIO(data), "a.json")}, content_type="multipart/form-data")

    assert "half �" in client.get(answer.location).text


def test_addresses_in_angle_brackets_are_no_tags(app: Any):
    with app.test_request_context():
        (told,) = read_schedule(as_json({**EVENT, "abstract": "<p>See <https://example.org/a></p>"})).events
    assert told.abstract == "See <https://example.org/a>"


AGAIN = {**EVENT, "guid": "0f5f2d0e-6f53-5d5f-8b5c-6a4f0e5d0002", "date": "2027-05-12T14:00:00+02:00", "room": "Hall B"}


def test_one_session_at_two_times_is_held_twice_and_the_same_file_changes_nothing(client: Browser, event: Event):
    bring(client, event, as_json(EVENT, AGAIN))
    before = drafted()

    ((_code, _kind, _abstract, places, _people),) = before.values()
    assert [at.isoformat() for at, _ends in places] == ["2027-05-12T08:00:00+00:00", "2027-05-12T12:00:00+00:00"]
    bring(client, event, as_json(EVENT, AGAIN))
    assert drafted() == before
    assert db.session.query(Slot.uuid).distinct().count() == 2


def test_another_time_comes_beside_the_one_that_is_there(client: Browser, event: Event):
    bring(client, event, as_json(EVENT))
    (before,) = drafted().values()
    bring(client, event, as_json(EVENT, AGAIN))

    (after,) = drafted().values()
    assert after[3] == [*before[3], (datetime(2027, 5, 12, 12, tzinfo=UTC), datetime(2027, 5, 12, 13, 30, tzinfo=UTC))]


def test_a_session_moved_and_held_again_has_both_new_times(client: Browser, event: Event):
    bring(client, event, as_json(EVENT))
    bring(client, event, as_json({**EVENT, "date": "2027-05-12T09:00:00+02:00"}, AGAIN))

    (after,) = drafted().values()
    assert [at.hour for at, _ends in after[3]] == [7, 12]


def test_the_code_of_another_title_is_still_a_wrong_row(client: Browser, event: Event):
    url = f"/manage/{event.slug}/import/schedule"
    data = as_json({**EVENT, "persons": []}, {**AGAIN, "persons": [], "title": "Other"})

    answer = client.fill(url, {"file": (io.BytesIO(data), "a.json")}, content_type="multipart/form-data")

    assert "This is the same session as in row 1" in client.get(answer.location).text


def shape_of_draft(event_id: int) -> Any:
    """What an agenda says, without the identities that every event has of its own."""
    db.session.rollback()
    rows = db.session.query(Session).filter(Session.event_id == event_id).order_by(Session.code)
    return [
        (
            row.code, row.title, row.subtitle, row.kind, row.abstract, row.track.name if row.track else "",
            [(held.starts_at, held.ends_at, held.room.name if held.room else "")
             for held in sorted(drafted_placements(row.id).values(), key=lambda held: held.starts_at)],
            [link.speaker.name for link in row.speaker_links], [link.project.code for link in row.project_links],
        )
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["schedule.json", "schedule.xml"])
def test_own_export_keeps_rooms_projects_and_every_holding(client: Browser, event: Event, name: str):
    bomca = make_project(event=event)
    twice, outdoors = make_session(event, "Held twice"), make_session(event, "In the yard", subtitle="Under trees")
    run_by(twice, bomca, is_lead=True)
    speaks_at(make_speaker(event, "Aida", consented_at=STARTS), twice, role="moderator")
    hall = make_room(event, "Hall A")
    make_release(
        event, place(twice, hall), place(twice, hall, STARTS + timedelta(hours=4)), place(outdoors, None), number=1
    )
    other = make_event(slug="other", zone="Asia/Almaty")
    with transaction() as session:
        session.add(EventProject(event_id=other.id, project_id=bomca.id, position=0))
    client.sign_in(make_member(other, Role.OWNER))
    bring(client, other, client.get(f"/events/{event.slug}/{name}").data, name)

    assert shape_of_draft(other.id) == shape_of_draft(event.id)


@pytest.mark.parametrize("name", ["schedule.json", "schedule.xml"])
def test_own_export_changes_nothing_of_the_event_that_it_is_from(client: Browser, event: Event, name: str):
    bomca = make_project(event=event)
    session = make_session(event, "Panel", languages=["en", "ru"])
    part = Component(project_id=bomca.id, number=1, title="Borders")
    store(part)
    run_by(session, bomca, component_id=part.id, is_lead=True)
    speaks_at(make_speaker(event, "Aida", title="Dr", consented_at=STARTS), session, role="moderator")
    speaks_at(make_speaker(event, "Bo Silent"), session, position=1)
    make_release(event, place(session, make_room(event, "Hall A")))
    url = f"/manage/{event.slug}/import/schedule"

    data = client.get(f"/events/{event.slug}/{name}").data
    answer = client.fill(url, {"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")

    page = client.get(answer.location).text
    assert "Import into the draft" not in page
    assert "These are added too" not in page


def test_who_is_named_without_a_role_keeps_the_one_there_is(client: Browser, event: Event):
    bring(client, event, as_json(EVENT))
    with transaction() as session:
        session.query(SessionSpeaker).one().role = "moderator"
    bring(client, event, as_json({**EVENT, "persons": [*EVENT["persons"], {"name": "Bo"}]}))

    db.session.rollback()
    links = db.session.query(SessionSpeaker).order_by(SessionSpeaker.position)
    assert [(link.speaker.name, link.role) for link in links] == [("Aida Bekova", "moderator"), ("Bo", "speaker")]


def test_after_the_speakers_the_sessions_of_the_file_are_the_next_step(client: Browser, event: Event):
    url = f"/manage/{event.slug}/import/schedule"
    answer = client.fill(url, {"file": (io.BytesIO(as_json(EVENT)), "a.json")}, content_type="multipart/form-data")
    sessions = next(code for code in waiting(client, event) if code not in answer.location)

    assert f"/import/tables/{sessions}" in client.get(answer.location).text
    client.fill(answer.location)
    done = client.get(answer.location).text

    assert "Go on with the sessions of this file" in done
    assert f"/import/tables/{sessions}" in done
    client.fill(f"/manage/{event.slug}/import/tables/{sessions}")
    assert "Go on with the sessions" not in client.get(answer.location).text
