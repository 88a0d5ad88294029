"""What organisers see of attendance, correct by hand and take away as files."""

import io
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask_babel import force_locale

from conference.attendance.picture_queries import picture
from conference.attendance.pictures import shares
from conference.attendance.views.sessions import name_of_component
from conference.core.audit import history
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.programme.agenda import Mark
from conference.registration.models import Registration
from tests.attendance.conftest import LONG_AFTER, Scanned, at_minute
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import make_member, store_registration


@pytest.fixture
def ada(event: Event) -> Registration:
    return store_registration(event, name="Ada Sample", organisation="Border Guard", country="LV")


@pytest.fixture
def pages(client: Browser, event: Event) -> str:
    client.sign_in(make_member(event))
    return f"/manage/{event.slug}/attendance"


def minutes(event: Event) -> dict[str, list[int]]:
    """{title: minutes of each person in it}."""
    shown = picture(event, at=LONG_AFTER)
    return {
        item.title: [one.minutes for one in shown.in_slot(slot).values()]
        for slot, item in shown.items.items()
        if shown.in_slot(slot)
    }


def test_scans_that_count_become_attendance(event: Event, ada: Registration, scanned: Scanned):
    scanned(ada, "entrance", -10)
    scanned(ada, "plenary", 0)
    scanned(ada, "plenary", 90, "exit")
    scanned(ada, "lunch", 200)
    mistaken = scanned(ada, "plenary", 100)
    scanned(ada, "plenary", 101, "undo", ref=mistaken.id)
    scanned(ada, "plenary", 110, is_rehearsal=True)
    scanned(ada, "plenary", 111, standing="held")
    scanned(ada, "plenary", 112, outcome="deny", reason="already")

    assert minutes(event) == {"Opening": [60], "Trade": [30]}
    (own,) = picture(event, at=LONG_AFTER).people.values()
    assert [(day.first_in, day.last_out) for day in own.days] == [(at_minute(-10), at_minute(120))]


def test_projects_get_the_people_and_hours_of_their_sessions(event: Event, ada: Registration, scanned: Scanned):
    other = store_registration(event, name="Other Sample")
    for person, end in ((ada, 120), (other, 60)):
        scanned(person, "plenary", 0)
        scanned(person, "plenary", end, "exit")

    found = shares(picture(event, at=LONG_AFTER))

    bomca, protect = found["BOMCA", None], found["PROTECT", None]
    assert (bomca.sessions, len(bomca.people), bomca.visits, bomca.hours) == (2, 2, 3, 3.0)
    assert (protect.sessions, len(protect.people), protect.hours) == (1, 0, 0.0)


@pytest.mark.parametrize(("word", "name"), [("component", "Компонент 2"), ("objective", "Цель 2")])
def test_parts_of_a_project_are_named_in_the_language_of_the_page(app: Flask, word: str, name: str):
    with app.test_request_context("/"), force_locale("ru"):
        assert name_of_component(Mark("BOMCA", "In full", "#7a2e1f", word), 2) == name


def test_the_pages_tell_who_came(client: Browser, event: Event, pages: str, ada: Registration, scanned: Scanned):
    assert "Nobody has been scanned yet" in client.get(f"{pages}/").text
    scanned(ada, "entrance", -10)
    scanned(ada, "plenary", 5)

    overview = client.get(f"{pages}/").text
    assert "Opening" in overview
    assert "1 session has no check point" in overview
    session = client.get(f"{pages}/sessions/OPENING/1").text
    assert "Ada Sample" in session
    assert "no exit scan" in session
    assert "55" in client.get(f"{pages}/people/{ada.code}").text
    assert client.get(f"{pages}/sessions/OPENING/2").status_code == 404


def test_a_correction_stands_instead_of_the_scans_until_it_is_taken_back(
    client: Browser, event: Event, pages: str, ada: Registration, scanned: Scanned
):
    scanned(ada, "plenary", 5)
    address = f"{pages}/sessions/OPENING/1/{ada.code}"

    client.fill(address, {"starts_at": "2027-05-12T09:00", "reason": "Signed the list"})
    assert minutes(event) == {"Opening": [60]}
    client.fill(address, {"is_absent": "y", "reason": "Left at once"})
    assert minutes(event) == {}
    page = client.get(address).text
    assert "Signed the list" in page
    assert "was not there" in page
    client.fill(address, form="take-back")

    assert minutes(event) == {"Opening": [55]}
    assert [entry.action for entry in history(ada)][:3] == [
        "attendance.fix_ended", "attendance.fixed", "attendance.fixed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reason": ""}, "Say how you know"),
        ({"starts_at": "", "reason": "x"}, "Enter when, or tick"),
        ({"starts_at": "2027-05-12T08:59", "reason": "x"}, "outside of the session"),
        ({"ends_at": "2027-05-12T09:00", "reason": "x"}, "The end has to be after"),
    ],
)
def test_corrections_that_cannot_be(client: Browser, pages: str, ada: Registration, values: dict[str, str], said: str):
    answer = client.fill(f"{pages}/sessions/OPENING/1/{ada.code}", values)

    assert answer.status_code in (409, 422)
    assert said in answer.text
    assert minutes(ada.event) == {}


def test_people_are_found_by_name_in_any_script(client: Browser, event: Event, pages: str, ada: Registration):
    store_registration(event, name="Өмүрбек Улгу")
    store_registration(event, name="Adalbert Sample")

    assert client.get(f"{pages}/sessions/LAW/1/person?person=ada").text.count("Sample</bdi>") == 2
    alone = client.get(f"{pages}/sessions/LAW/1/person?person=omurbek")
    assert alone.status_code == 302
    assert "Nobody found" in client.get(f"{pages}/sessions/LAW/1/person?person=zzz").text
    assert "Nobody found" not in client.get(f"{pages}/sessions/LAW/1/person").text


def test_files_hold_a_row_for_each_person_and_session(
    client: Browser, event: Event, pages: str, ada: Registration, scanned: Scanned
):
    scanned(ada, "plenary", 0)
    scanned(ada, "plenary", 90, "exit")

    book: Any = openpyxl.load_workbook(io.BytesIO(client.get(f"{pages}/sessions.xlsx").data)).active
    rows = [[cell.value or "" for cell in row] for row in book.rows]
    assert [(row[1], row[6], row[8], row[11], row[12]) for row in rows[1:]] == [
        ("Ada Sample", "Opening", "BOMCA", "60", "2027-05-12 09:00"),
        ("Ada Sample", "Trade", "BOMCA", "30", "2027-05-12 09:00"),
    ]
    one = client.get(f"{pages}/sessions.csv?session=TRADE&number=1").text
    assert "Trade" in one
    assert "Opening" not in one
    assert '"2027-05-12","90"' in client.get(f"{pages}/days.csv").text


def test_attendance_costs_the_same_for_one_as_for_many(event: Event, ada: Registration, scanned: Scanned):
    scanned(ada, "plenary", 0)
    alone = count_queries(lambda: picture(event, at=LONG_AFTER))
    for number in range(5):
        scanned(store_registration(event, name=f"Person {number}"), "plenary", number)
    db.session.expire_all()

    assert count_queries(lambda: picture(event, at=LONG_AFTER)) <= alone + 1  # the event itself is read again


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 200), (Role.DOOR, 403)])
def test_roles_that_see_attendance(client: Browser, event: Event, role: Role, status: int):
    client.sign_in(make_member(event, role))

    assert client.get(f"/manage/{event.slug}/attendance/").status_code == status
