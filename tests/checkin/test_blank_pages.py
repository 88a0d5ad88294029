"""The organiser's page of blank badges, and the file that comes of it."""

import pytest
from sqlalchemy import select

from conference.checkin import services
from conference.checkin.blank_codes import code_of
from conference.checkin.models import BlankBadge
from conference.checkin.queries import blanks
from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import make_event, make_member
from tests.printing.test_runs import codes_in, run_jobs, texts_of

BLANKS = "/manage/border/check-in/blanks"


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border")
    client.sign_in(make_member(event, Role.OWNER))
    return event


def make(client: Browser, number: str = "3") -> str:
    """Address of the print run."""
    answer = client.fill(BLANKS, {"number": number, "paper": "single"}, form="/blanks")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def change(client: Browser, deed: str, numbers: str) -> str:
    """Where it leads, or the page that says why not."""
    form = next(one for one in forms_of(client.get(BLANKS).text) if one.action.endswith("/again"))
    form.action = f"{BLANKS}/{deed}"
    answer = client.send(BLANKS, form, {"numbers": numbers, "sheet": "single"})
    return str(answer.headers.get("Location") or answer.text)


def known_codes() -> list[str]:
    db.session.rollback()
    return [code_of(row) for row in db.session.scalars(select(BlankBadge).order_by(BlankBadge.number))]


def test_blank_badges_come_as_a_file_with_their_codes_and_numbers(client: Browser, event: Event):
    run = make(client)
    run_jobs()

    assert "Blank badges 1–3" in client.get(run).text
    assert "Blank badges 1–3" in client.get("/manage/border/badges/").text
    pdf = client.get(f"{run}.pdf").data
    assert codes_in(pdf) == known_codes()
    assert [f"No. {n}" in text for n, text in zip((1, 2, 3), texts_of(pdf), strict=True)] == [True] * 3


def test_void_ones_are_not_printed_again(client: Browser, event: Event):
    make(client)

    done = change(client, "void", "1, 3-9")
    run = change(client, "again", "1-3")
    run_jobs()

    assert done.endswith("/blanks")
    assert codes_in(client.get(f"{run}.pdf").data) == [known_codes()[1]]
    assert blanks.counts_of(event.id) == {"unused": 1, "given": 0, "void": 2}
    assert "None of these badges is unused" in change(client, "void", "3")


@pytest.mark.parametrize("numbers", ["", "x", "3-1", "1-", "9999999"])
def test_what_are_no_numbers_is_said_beside_the_field(client: Browser, event: Event, numbers: str):
    make(client)

    answer = change(client, "void", numbers)

    assert "Enter the numbers of the badges" in answer
    assert blanks.counts_of(event.id)["unused"] == 3


@pytest.mark.parametrize("number", ["0", "501", "many", ""])
def test_a_number_that_is_none_makes_nothing(client: Browser, event: Event, number: str):
    answer = client.fill(BLANKS, {"number": number}, form="/blanks")

    assert (answer.status_code, blanks.counts_of(event.id)["unused"]) == (422, 0)


def test_an_event_has_not_endless_blank_badges(client: Browser, event: Event, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("conference.checkin.rules.blanks.MOST_OF_EVENT", 4)
    make(client)

    answer = client.fill(BLANKS, {"number": "2"}, form="/blanks")

    assert "Print unused ones again" in answer.text
    assert blanks.counts_of(event.id)["unused"] == 3


def test_the_page_asks_the_database_the_same_whatever_it_lists(client: Browser, event: Event):
    services.make_blanks(event.id, 1, "a4", actor=SYSTEM, at=now())
    few = count_queries(lambda: client.get(BLANKS))
    services.make_blanks(event.id, 60, "a4", actor=SYSTEM, at=now())

    assert count_queries(lambda: client.get(f"{BLANKS}?state=unused")) == few


def test_door_staff_do_not_make_badges(client: Browser, event: Event):
    client.sign_in(make_member(event, Role.DOOR, email="door@example.org"))

    assert client.get(BLANKS).status_code == 403
