"""From a file to the draft: upload, columns, preview, confirmation, and once more."""

import csv
import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from conference.core import audit
from conference.core.db import db
from conference.events.models import Event, Room
from conference.events.permissions import Role
from conference.programme.models import Placement, Session, SessionSpeaker, Speaker, Track
from tests.browser import Browser, forms_of
from tests.factories import make_event, make_member, make_project, make_room, make_session, make_speaker, place

PEOPLE = """Name;E-mail;Organisation;Страна;Biographie
Aida Bekova;aida@example.org;Border Service;Кыргызстан;Head of unit
Jānis Bērziņš;janis@example.org;Valsts robežsardze;Lettland;
مريم الأحمد;;Ministry;JO;
=cmd|' /C calc'!A0;x@example.org;"Robert'); DROP TABLE";;
"""
AGENDA = """Code,Title,Kind,Track,Room,Date,Start,End,Speakers,Projects,Languages
,Opening,opening,Migration,Plenary,12.05.2027,09:00,09:30,Aida Bekova (moderator); bo@example.org,BOMCA,en
A17,Panel on borders,Panel discussion,Migration,Hall B,2027-05-12,9:30,11:00,,,"Russian, English"
,Coffee break,break,,,2027-05-12,11:00,11:15,,,
,Coffee break,break,,,2027-05-12,15:00,15:15,,,
"""


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="matrix", languages=["en", "ru"])
    client.sign_in(make_member(event, Role.EDITOR))
    return event


def upload(client: Browser, kind: str, data: bytes | str, name: str = "table.csv") -> str:
    """The address of the import."""
    content = data.encode() if isinstance(data, str) else data
    answer = client.fill(f"/manage/matrix/import/{kind}", {"file": (io.BytesIO(content), name)})
    assert answer.status_code == 302, answer.text
    return answer.location.removesuffix("/columns")


def previewed(client: Browser, kind: str, data: bytes | str, **mapping: object) -> str:
    url = upload(client, kind, data)
    answer = client.fill(f"{url}/columns", mapping)
    assert answer.status_code == 302, answer.text
    return url


def imported(client: Browser, kind: str, data: bytes | str, **mapping: object) -> str:
    url = previewed(client, kind, data, **mapping)
    answer = client.fill(url)
    assert answer.status_code == 302, answer.text
    assert client.get(url).status_code == 200
    return url


def sizes() -> dict[str, int]:
    return {model.__tablename__: db.session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Speaker, Session, Placement, SessionSpeaker, Track, Room)}  # fmt: skip


def test_people_come_in_without_consent_and_once(client: Browser, event: Event):
    url = imported(client, "speakers", PEOPLE)
    before = sizes()
    client.post(url)  # the confirmation sent again
    again = previewed(client, "speakers", PEOPLE)

    people = {row.name: row for row in db.session.scalars(select(Speaker))}
    assert {row.email: row.country for row in people.values()} == {
        "aida@example.org": "KG", "janis@example.org": "LV", "": "JO", "x@example.org": None}  # fmt: skip
    assert not any(row.is_public for row in people.values())
    assert "=cmd|' /C calc'!A0" in people
    assert sizes() == before
    assert "Import into the draft" not in client.get(again).text
    assert "speaker.imported" in [entry.action for entry in audit.history(people["Aida Bekova"])]


def test_people_are_known_by_mail_then_by_name_and_organisation(client: Browser, event: Event):
    known = make_speaker(event, "A. Bekova", email="AIDA@example.org")
    named = make_speaker(event, "Өмүрбек Улгу", organisation_name="Ministry")
    table = "name,email,organisation,position\nAida Bekova,aida@example.org,,Head\nOmurbek Ulgu,,Ministry,Adviser\n"

    page = client.get(previewed(client, "speakers", table)).text
    imported(client, "speakers", table)

    rows = {row.id: (row.name, row.position) for row in db.session.scalars(select(Speaker))}
    assert rows == {known.id: ("Aida Bekova", "Head"), named.id: ("Omurbek Ulgu", "Adviser")}
    assert "A. Bekova</del>" in page


def test_what_is_there_may_be_left_alone(client: Browser, event: Event):
    known = make_speaker(event, "Aida", email="aida@example.org")

    url = previewed(client, "speakers", "name,email\nAida Bekova,aida@example.org\n", updating="no")

    assert "Left as it is" in client.get(url).text
    assert db.session.get_one(Speaker, known.id).name == "Aida"


def test_sessions_come_in_with_places_people_projects_and_what_was_missing(client: Browser, event: Event):
    make_room(event, "Plenary")
    project = make_project("BOMCA", event)
    aida, bo = make_speaker(event, "Aida Bekova"), make_speaker(event, "Bo", email="bo@example.org")

    url = imported(client, "sessions", AGENDA, create=["tracks", "rooms"])
    before = sizes()
    again = previewed(client, "sessions", AGENDA, create=["tracks", "rooms"])

    opening = db.session.scalars(select(Session).where(Session.title == "Opening")).one()
    assert [(link.speaker_id, link.role) for link in opening.speaker_links] == [
        (aida.id, "moderator"), (bo.id, "speaker")]  # fmt: skip
    assert [(link.project_id, link.is_lead) for link in opening.project_links] == [(project.id, True)]
    placed = opening.placements[0]
    assert (placed.room.name, placed.starts_at.hour, placed.duration.seconds) == ("Plenary", 7, 1800)
    panel = db.session.scalars(select(Session).where(Session.code == "A17")).one()
    assert (panel.kind, panel.languages, panel.track.name) == ("panel", ["en", "ru"], "Migration")
    assert before["track"] == 1
    assert before["room"] == 2
    assert before["session"] == 4
    assert sizes() == before
    assert "Import into the draft" not in client.get(again).text
    assert "4" in client.get(url).text


def test_a_row_moves_the_session_it_names(client: Browser, event: Event):
    room = make_room(event, "Plenary")
    session = make_session(event, "Opening", code="OPEN1")
    slot = place(session, room).slot_id

    imported(client, "sessions", "code,title,start,end\nopen1,Grand opening,2027-05-12T10:00,2027-05-12T11:30\n")

    row = db.session.get_one(Session, session.id)
    assert row.title == "Grand opening"
    assert [(p.slot_id, p.starts_at.hour, p.room_id) for p in row.placements] == [(slot, 8, room.id)]


def test_nothing_is_written_while_rows_are_wrong_unless_asked(client: Browser, event: Event):
    bad = f"{'x' * 500},,\nBad,2027-05-12 10:00,2027-05-12 09:00\n"
    table = f"title,start,end\nGood,2027-05-12 09:00,2027-05-12 10:00\n{bad}"
    url = previewed(client, "sessions", table)
    page = client.get(url).text
    assert "these are 500" in page
    assert "The session must end after it starts" in page

    refused = client.fill(url)
    assert refused.status_code == 409
    assert sizes()["session"] == 0
    wrong = list(csv.reader(io.StringIO(client.get(f"{url}/wrong.csv").text.removeprefix("\ufeff"))))
    assert [row[3:] for row in wrong] == [
        ["Row", "What is wrong"],
        ["3", "Title: Use 300 characters or fewer; these are 500"],
        ["4", "End: The session must end after it starts"],
    ]
    assert client.fill(url, {"only_right": "y"}).status_code == 302

    assert [row.title for row in db.session.scalars(select(Session))] == ["Good"]


def test_a_change_in_between_shows_the_preview_anew(client: Browser, event: Event):
    speaker = make_speaker(event, "Aida", email="aida@example.org")
    url = previewed(client, "speakers", "name,email\nAida Bekova,aida@example.org\n")
    page = client.get(url)
    speaker = db.session.get_one(Speaker, speaker.id)
    speaker.name = "Aida B."
    db.session.commit()

    form = next(form for form in forms_of(page.text) if any(name == "mark" for name, _value in form.fields))
    answer = client.send(url, form, {})

    assert answer.status_code == 409
    assert "The event was changed since you looked" in answer.text
    assert db.session.get_one(Speaker, speaker.id).name == "Aida B."
    assert client.fill(url).status_code == 302
    assert db.session.get_one(Speaker, speaker.id).name == "Aida Bekova"


def test_the_meaning_of_columns_is_kept_for_the_next_file(client: Browser, event: Event):
    previewed(client, "speakers", "Wer,Wo\nAida,Ministry\n", **{"columns-0": "name", "columns-1": "organisation"})

    page = client.get(upload(client, "speakers", "Wer,Wo\nBo,Service\n") + "/columns").text

    assert '<option selected value="name">' in page
    assert '<option selected value="organisation">' in page


def test_two_columns_cannot_mean_the_same(client: Browser, event: Event):
    url = upload(client, "speakers", "Name,Name,E-mail\nAida,Bo,\n")

    answer = client.fill(f"{url}/columns", {"columns-0": "name", "columns-1": "name"})

    assert answer.status_code == 422
    assert "Two columns are said to be: Name" in answer.text


def test_samples_come_in_as_they_are(client: Browser, event: Event):
    for kind in ("speakers", "sessions"):
        for suffix in ("csv", "xlsx"):
            data = client.get(f"/manage/matrix/import/{kind}.{suffix}").data
            url = upload(client, kind, data, f"sample.{suffix}")
            mapping = {"create": ["rooms", "speakers"]} if kind == "sessions" else {}
            assert client.fill(f"{url}/columns", mapping).status_code == 302
            assert "failed" not in client.get(url).text

    assert client.fill(url).status_code == 302
    assert db.session.scalars(select(Session)).one().title == "Opening"


def test_unknown_names_are_said_beside_their_cells(client: Browser, event: Event):
    table = "title,track,room,projects,speakers,kind\nA,Nowhere,Attic,NONE,Nobody,dance\n"

    page = client.get(previewed(client, "sessions", table)).text

    for words in ("no track of this name", "no room of this name", "NONE is no project", "Nobody is no speaker",
                  "no such kind"):  # fmt: skip
        assert words in page


def test_the_same_row_twice_and_times_that_are_skipped_are_wrong(client: Browser):
    event = make_event(
        slug="matrix", starts_at=datetime(2027, 3, 27, 8, tzinfo=UTC), ends_at=datetime(2027, 3, 28, 16, tzinfo=UTC)
    )
    client.sign_in(make_member(event, Role.EDITOR))
    table = "title,start,minutes\nA,28.03.2027 02:30,30\nB,28.03.2027 9:00,30\nB,28.03.2027 9:00,30\n"

    page = client.get(previewed(client, "sessions", table)).text

    assert "clocks go forward that night" in page
    assert "the same session as in row 3" in page


def test_a_file_that_was_left_is_forgotten(client: Browser, event: Event):
    url = previewed(client, "speakers", PEOPLE)

    assert client.fill(url, form="drop").status_code == 302

    assert client.get(url).status_code == 410
    assert sizes()["speaker"] == 0


def test_an_end_after_midnight_needs_its_day_and_is_told_so(client: Browser, event: Event):
    table = "title,day,start,end\nGala,2027-05-12,16:00,01:00\nNight,2027-05-12,16:00,2027-05-12 17:00\n"
    page = client.get(previewed(client, "sessions", table)).text

    assert "If it ends after midnight, write the day too: 2027-05-13 01:00" in page


def test_rows_with_one_code_and_title_are_times_of_one_session(client: Browser, event: Event):
    table = "code,title,start,room\nA1,Clinic,2027-05-12 10:00,A\nA1,Clinic,2027-05-12 14:00,B\nA2,Other,,\n"
    url = previewed(client, "sessions", table, create=["rooms"])
    assert "Another time of the session in row 2" in client.get(url).text
    assert client.fill(url).status_code == 302

    assert db.session.scalars(select(Session.title).order_by(Session.code)).all() == ["Clinic", "Other"]
    held = db.session.execute(select(Room.name, Placement.starts_at).join(Room).order_by(Placement.starts_at))
    assert [(name, at.hour) for name, at in held] == [("A", 8), ("B", 12)]


def test_another_time_of_a_wrong_row_is_wrong_too(client: Browser, event: Event):
    table = "code,title,start,room\nA1,Clinic,2027-05-12 10:00,Nowhere\nA1,Clinic,2027-05-12 14:00,\n"
    page = client.get(previewed(client, "sessions", table)).text

    assert "This is another time of the session in row 2: mend that one" in page


def test_a_column_without_a_heading_has_a_name(client: Browser, event: Event):
    url = upload(client, "sessions", "title,\nOpening,more\n")

    assert "Column without a heading" in client.get(f"{url}/columns").text
