"""The list of participants names only who agreed to it."""

import io
from typing import Any

import openpyxl
import pytest

from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration.models import Consent
from conference.rosters.participants import PURPOSE, participants_of
from tests.browser import Browser
from tests.factories import OPEN, make_event, make_member, store_registration
from tests.pdfs import texts


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event))
    return event


def agreed(**values: Any) -> list[Consent]:
    return [Consent(purpose=PURPOSE, text="…", given_at=OPEN, **values)]


@pytest.fixture
def people(event: Event) -> None:
    store_registration(event, name="Žanna Bērziņa", organisation="Border Guard", country="LV", consents=agreed())
    store_registration(event, name="Өмүрбек Улгу", organisation="Agency", country="KG", consents=agreed())
    store_registration(event, name="Took It Back", consents=agreed(withdrawn_at=OPEN))
    store_registration(event, name="Only Waits", state="waiting", consents=agreed())
    store_registration(event, name="Said Nothing")
    store_registration(event, name="Photos Only", consents=[Consent(purpose="photo", text="…", given_at=OPEN)])


@pytest.mark.parametrize(("sort", "first"), [("organisation", "Өмүрбек Улгу"), ("country", "Өмүрбек Улгу"),
                                             ("name", "Өмүрбек Улгу")])  # fmt: skip
def test_only_who_agreed_stands_in_it(event: Event, people: None, sort: str, first: str):
    found = participants_of(event.id, sort)

    assert [one.name for one in found] == [first, "Žanna Bērziņa"]


def test_the_page_and_the_workbook_hold_no_addresses(client: Browser, event: Event, people: None):
    page = client.get(f"/manage/{event.slug}/registrations/participants?sort=name&final=yes").text
    assert "2 people" in page
    assert "Nobody is asked yet" in page
    assert "Took It Back" not in page

    answer = client.get(f"/manage/{event.slug}/registrations/participants.xlsx?final=yes")
    sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows[0] == ["Name", "Name in own script", "Organisation", "Position", "Country"]
    assert [row[0] for row in rows[1:]] == ["Өмүрбек Улгу", "Žanna Bērziņa"]
    assert "@" not in str(rows)
    assert "-final-" in answer.headers["Content-Disposition"]


def test_the_paper_says_whether_it_is_final(client: Browser, event: Event, people: None):
    provisional = client.get(f"/manage/{event.slug}/registrations/participants.pdf")
    assert provisional.mimetype == "application/pdf"
    words = " ".join(texts(provisional.data))
    assert "Provisional" in words
    assert "Žanna Bērziņa" in words
    assert "Took It Back" not in words


def test_the_consent_can_be_added_to_the_form(client: Browser, event: Event):
    client.fill(f"/manage/{event.slug}/registrations/form", form="presets/participants_list")

    page = client.get(f"/manage/{event.slug}/registrations/participants").text
    assert "I agree that my name, organisation" in page
    assert "Nobody is asked yet" not in page


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 200), (Role.DOOR, 403)])
def test_roles_that_may_take_the_list(client: Browser, event: Event, role: Role, status: int):
    client.sign_in(make_member(event, role))

    assert client.get(f"/manage/{event.slug}/registrations/participants").status_code == status
