"""Lists that were ticked on paper are typed in afterwards, line by line."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from conference.attendance.picture_queries import picture
from conference.checkin.models import CheckPoint, Presence, Scan
from conference.core.db import db
from conference.events.models import Event
from conference.registration.models import Registration
from tests.attendance.conftest import LONG_AFTER, at_minute
from tests.browser import Browser
from tests.factories import make_member, store_registration

HEAD = {"point": "plenary", "kind": "entry", "when": "2027-05-12T09:05", "note": "List of Room 1"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(at_minute(600), tick=False):
        yield


@pytest.fixture
def ada(event: Event) -> Registration:
    return store_registration(event, name="Ada Sample", organisation="Border Guard")


@pytest.fixture
def page(client: Browser, event: Event, points: dict[str, CheckPoint]) -> str:
    client.sign_in(make_member(event))
    return f"/manage/{event.slug}/attendance/paper/entry"


def rows() -> list[tuple[str, ...]]:
    """By kind, as a database promises no order of its own."""
    query = select(Scan.kind, Scan.via, Scan.by, Scan.note).order_by(Scan.kind)
    return [tuple(row) for row in db.session.execute(query)]


def test_a_line_becomes_a_scan_by_hand_and_counts(client: Browser, event: Event, ada: Registration, page: str):
    answer = client.fill(page, {**HEAD, "person": "sample"})

    assert answer.status_code == 200
    assert "Ada Sample, 09:05: noted." in answer.text
    assert re.search(r'<div data-controller="announce"><div[^>]*>\s*<h2[^>]*>Ada Sample, 09:05: noted\.', answer.text)
    assert 'value="2027-05-12T09:05"' in answer.text
    assert rows() == [("entry", "paper", "staff", "List of Room 1")]
    scan = db.session.scalars(select(Scan)).one()
    assert (scan.device_id, scan.scanned_at, scan.user_id is not None) == (None, at_minute(5), True)
    assert db.session.scalars(select(Presence)).one().is_inside
    assert [one.minutes for one in picture(event, at=LONG_AFTER).people[ada.id].sessions] == [55]


def test_the_same_line_twice_counts_once(client: Browser, ada: Registration, page: str):
    client.fill(page, {**HEAD, "person": "sample"})
    again = client.fill(page, {**HEAD, "person": f"Ada Sample ({ada.code})"})

    assert "was noted already" in again.text
    assert len(rows()) == 1


def test_several_of_that_name_are_asked_about(client: Browser, event: Event, ada: Registration, page: str):
    other = store_registration(event, name="Ada Other")

    asked = client.fill(page, {**HEAD, "person": "ada"})
    assert asked.status_code == 200
    assert "Who of them?" in asked.text
    assert rows() == []
    client.fill(page, {**HEAD, "person": other.code})

    assert db.session.scalars(select(Scan.registration_id)).all() == [other.id]


def test_a_line_is_taken_back_and_can_be_typed_again(client: Browser, event: Event, ada: Registration, page: str):
    client.fill(page, {**HEAD, "person": "sample"})
    client.fill(page, form="take-back")
    assert not picture(event, at=LONG_AFTER).people
    assert [row[0] for row in rows()] == ["entry", "undo"]

    client.fill(page, {**HEAD, "person": "sample"})

    assert len(picture(event, at=LONG_AFTER).people) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [({"person": ""}, "Enter a part of the name"), ({"person": "zzz"}, "Nobody found"),
     ({"person": "ada", "when": ""}, "Enter when"), ({"person": "ada", "point": "gone"}, "Choose one of the list")],
)  # fmt: skip
def test_lines_that_cannot_be_read(client: Browser, ada: Registration, page: str, values: dict[str, str], said: str):
    answer = client.fill(page, {**HEAD, **values})

    assert answer.status_code == 422
    assert said in answer.text
    assert rows() == []
