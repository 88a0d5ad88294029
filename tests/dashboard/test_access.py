"""Every page of the organisers that this feature and its neighbours have: closed to those it is not for."""

import pytest

from conference.events.permissions import Role
from tests.browser import Browser
from tests.factories import make_event, make_member, store_message, store_registration

PAGES = (
    "/manage/{slug}/",
    "/manage/{slug}/registrations/",
    "/manage/{slug}/registrations/export.csv",
    "/manage/{slug}/registrations/{code}",
    "/manage/{slug}/mail/",
    "/manage/{slug}/mail/{mail}",
    "/manage/{slug}/badges/",
    "/manage/{slug}/badges/people/{code}",
)
DEEDS = (
    "/manage/{slug}/registrations/{code}/approve",
    "/manage/{slug}/registrations/{code}/cancel",
    "/manage/{slug}/registrations/{code}/resend",
    "/manage/{slug}/mail/{mail}/resend",
    "/manage/{slug}/badges/",
)


@pytest.fixture
def values(client: Browser) -> dict[str, str]:
    """What stands in the addresses of an event with a person and a mail."""
    event = make_event(slug="border")
    registration, message = store_registration(event, code="ABCD2345"), store_message(event)
    return {"slug": event.slug, "code": registration.code, "mail": message.code}


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_for_sign_in(client: Browser, values: dict[str, str], address: str):
    answer = client.get(address.format(**values))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/sign-in?next=/manage/border/")


@pytest.mark.parametrize("address", DEEDS)
def test_deed_asks_for_sign_in_and_does_not_come_back(client: Browser, values: dict[str, str], address: str):
    answer = client.post(address.format(**values), data={})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/sign-in")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", sorted({*PAGES, *DEEDS}))
def test_owner_of_another_event_finds_nothing(client: Browser, values: dict[str, str], address: str, method: str):
    client.sign_in(make_member(make_event()))

    answer = client.open(address.format(**values), method=method)

    assert answer.status_code in (404, 405)
    assert "Ada Sample" not in answer.text


@pytest.mark.parametrize("address", PAGES)
def test_door_staff_learn_that_it_is_not_for_them(client: Browser, values: dict[str, str], address: str):
    event = make_event(slug="other")
    door = make_member(event, Role.DOOR)
    registration, message = store_registration(event), store_message(event)
    client.sign_in(door)

    answer = client.get(address.format(slug="other", code=registration.code, mail=message.code))

    assert answer.status_code == 403
    assert "not for your role" in answer.text
    assert "Ada Sample" not in answer.text


@pytest.mark.parametrize("address", PAGES)
def test_nothing_on_the_way_keeps_the_answer(client: Browser, address: str):
    event = make_event(slug="border")
    registration, message = store_registration(event), store_message(event)
    client.sign_in(make_member(event))

    answer = client.get(address.format(slug="border", code=registration.code, mail=message.code))

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
