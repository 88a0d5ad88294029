"""Enough of announcements: by one click in the mail program, or on a page."""

import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
import time_machine

from conference.core.audit import Actor
from conference.core.db import db
from conference.correspondence import announcement_services as services
from conference.correspondence import queries
from conference.correspondence.links import token_of
from conference.correspondence.rules import AnnouncementValues
from conference.events.models import Event
from conference.registration.links import own_page_token
from conference.registration.models import Registration
from conference.registration.services import resend_confirmation
from tests.browser import Browser
from tests.factories import OPEN, make_event, make_member, store_registration

OLGA = Actor("Olga Organiser")
Letters = Callable[[], list[EmailMessage]]


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def event(db_session: object) -> Event:
    return make_event(slug="border")


@pytest.fixture
def person(event: Event) -> Registration:
    return store_registration(event, email="Ada@example.org")


def announce(event: Event) -> None:
    values = AnnouncementValues("News", "Dear {name}")
    found = queries_of(event, services.add_announcement(event.id, values, actor=OLGA, at=OPEN))
    services.send(found, actor=OLGA, at=OPEN)


def queries_of(event: Event, code: str) -> int:
    from conference.correspondence.announcement_queries import find_announcement  # noqa: PLC0415

    found = find_announcement(event.id, code)
    assert found is not None
    return found.id


def is_out(person: Registration) -> bool:
    db.session.rollback()
    return queries.is_unsubscribed(person.event_id, "ada@example.org")


def test_mail_program_unsubscribes_by_one_request_without_cookie_or_token(
    client: Browser, event: Event, person: Registration, letters: Letters
):
    announce(event)
    (mail,) = letters()
    raw = next(client.application.config["MAIL_FOLDER"].glob("*.eml")).read_bytes().decode("ascii")
    address = mail["List-Unsubscribe"].strip("<>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"\r\nList-Unsubscribe: <{address}>\r\n" in raw
    body = mail.get_body(("plain",))
    assert body is not None
    assert address in body.get_content()

    answer = client.post(
        address.removeprefix("http://localhost"), data={"List-Unsubscribe": "One-Click"}, headers={"User-Agent": "Mail"}
    )

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert is_out(person)


def test_opening_the_address_changes_nothing_as_scanners_open_everything(client: Browser, person: Registration):
    assert client.get(f"/events/border/unsubscribe/{token_of(person)}").status_code == 200
    assert client.head(f"/events/border/unsubscribe/{token_of(person)}").status_code == 200

    assert not is_out(person)


def test_person_unsubscribes_and_comes_back_on_the_page(client: Browser, person: Registration):
    address = f"/events/border/unsubscribe/{token_of(person)}"

    assert "You get no more announcements" in client.fill(address).text
    assert is_out(person)
    assert "Send me no more announcements" in client.fill(address).text
    assert not is_out(person)


def test_nobody_is_subscribed_by_a_page_that_is_not_ours(client: Browser, person: Registration):
    address = f"/events/border/unsubscribe/{token_of(person)}"
    client.post(address)
    client.post(address, data={"deed": "subscribe"})

    assert is_out(person)


def test_unsubscribed_get_no_announcement_but_what_concerns_their_registration(
    client: Browser, event: Event, person: Registration, letters: Letters
):
    other = store_registration(event).email
    client.post(f"/events/border/unsubscribe/{token_of(person)}")
    announce(event)
    resend_confirmation(person.id, actor=OLGA, at=OPEN)

    mails = letters()

    assert sorted((mail["To"].addresses[0].addr_spec, mail["Subject"]) for mail in mails) == sorted(
        [("Ada@example.org", "Your ticket: Border Cooperation"), (other, "News")]
    )
    assert all(bool(mail["List-Unsubscribe"]) == (mail["Subject"] == "News") for mail in mails)


def test_unsubscribed_stay_so_when_they_register_again(client: Browser, event: Event, person: Registration):
    client.post(f"/events/border/unsubscribe/{token_of(person)}")
    store_registration(event, email="ada@EXAMPLE.org", state="cancelled")

    assert is_out(person)
    assert not queries.is_unsubscribed(make_event().id, "ada@example.org")


@pytest.mark.parametrize("token", ["", "x", "IjEi.abc.def", "a" * 2000])
def test_other_addresses_are_not_there(client: Browser, person: Registration, token: str):
    good = token_of(person)
    for address in (f"/events/border/unsubscribe/{token or good[:-1]}", f"/events/other/unsubscribe/{good}"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert not is_out(person)


def test_page_speaks_the_language_of_the_person(client: Browser, event: Event):
    person = store_registration(event, language="ru")

    page = client.get(f"/events/border/unsubscribe/{token_of(person)}").text

    assert re.search(r'<html lang="ru"', page)


def test_way_stands_on_the_own_page_and_organisers_see_it(client: Browser, event: Event, person: Registration):
    own = client.get(f"/events/border/registrations/{own_page_token(person)}").text
    link = re.search(r'href="(/events/border/unsubscribe/[^"]+)"', own)
    assert link is not None
    client.post(link[1])
    client.sign_in(make_member(event))

    assert "Unsubscribed" in client.get(f"/manage/border/registrations/{person.code}").text
    assert "ada@example.org" in client.get("/manage/border/mail/addresses").text
