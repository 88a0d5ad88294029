"""One registration on the organisers' side: what is shown, what the buttons do."""

import pytest

from conference.core.audit import ATTENDEE, Actor, history
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration import services
from conference.registration.models import Consent, Registration
from conference.registration.words import words_of_deed
from tests.browser import Browser, forms_of
from tests.factories import OPEN, make_event, make_member, store_registration

OLGA = Actor("Olga Organiser")


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event))
    return event


def address(event: Event, registration: Registration) -> str:
    return f"/manage/{event.slug}/registrations/{registration.code}"


def state_of(registration: Registration) -> str:
    db.session.rollback()
    return db.session.get_one(Registration, registration.id).state


def test_page_shows_all_there_is(client: Browser, event: Event):
    registration = store_registration(
        event,
        name="Omurbek Sample",
        national_name="Өмүрбек",
        email="o@example.org",
        organisation="Agency",
        country="KG",
        consents=[Consent(purpose="photo", text="The very words", given_at=OPEN)],
    )

    page = client.get(address(event, registration)).text

    for words in ("Omurbek Sample", "Өмүрбек", "o@example.org", "Agency", "Kyrgyzstan", "The very words", "Valid"):
        assert words in page
    assert registration.code in page


def test_code_is_found_in_small_letters(client: Browser, event: Event):
    store_registration(event, code="ABCD2345")

    assert client.get(f"/manage/{event.slug}/registrations/abcd2345").status_code == 200


@pytest.mark.parametrize(
    ("state", "deed", "after"),
    [
        ("pending", "approve", "confirmed"),
        ("pending", "decline", "declined"),
        ("waiting", "approve", "confirmed"),
        ("confirmed", "cancel", "cancelled"),
        ("declined", "approve", "confirmed"),
        ("cancelled", "restore", "confirmed"),
    ],
)
def test_buttons_change_the_state_and_are_in_the_history(
    client: Browser, event: Event, state: str, deed: str, after: str
):
    registration = store_registration(event, state=state)
    url = address(event, registration)

    answer = client.fill(url, form=f"/{deed}", follow_redirects=True)

    assert answer.status_code == 200
    assert state_of(registration) == after
    assert "Olga Organiser" in answer.text


def test_resend_queues_one_mail(client: Browser, event: Event, letters):
    registration = store_registration(event, email="o@example.org")

    answer = client.fill(address(event, registration), form="/resend", follow_redirects=True)

    assert "on its way again" in answer.text
    assert [mail["To"] for mail in letters()] == ["Ada Sample <o@example.org>"]
    assert "Sent" in client.get(address(event, registration)).text


def test_stale_button_says_what_the_state_is_now(client: Browser, event: Event):
    registration = store_registration(event, state="pending")
    url = address(event, registration)
    [approve] = [form for form in forms_of(client.get(url).text) if form.action.endswith("/approve")]
    services.cancel(registration.id, actor=ATTENDEE, at=OPEN)

    answer = client.send(url, approve, {})

    assert answer.status_code == 409
    assert "cancelled" in answer.text
    assert state_of(registration) == "cancelled"
    assert "/restore" in answer.text


def test_stale_page_asks_to_press_again(client: Browser, event: Event):
    registration = store_registration(event, state="pending")

    answer = client.post(f"{address(event, registration)}/approve", data={"csrf_token": "old"})

    assert answer.status_code == 400
    assert "send it again" in answer.text
    assert state_of(registration) == "pending"


def test_unknown_deed_is_not_there(client: Browser, event: Event):
    registration = store_registration(event)

    assert client.post(f"{address(event, registration)}/delete", data={}).status_code == 404


def test_viewer_sees_no_buttons_and_may_press_none(client: Browser, event: Event):
    registration = store_registration(event, state="pending")
    client.sign_in(make_member(event, Role.VIEWER))

    page = client.get(address(event, registration))

    assert [form.action for form in forms_of(page.text)] == ["/account/sign-out"]
    assert client.post(f"{address(event, registration)}/approve", data={}).status_code == 403


def test_button_of_another_event_is_not_there(client: Browser, event: Event):
    stranger = store_registration(make_event(), state="pending")

    assert client.post(f"{address(event, stranger)}/approve", data={}).status_code == 404
    assert state_of(stranger) == "pending"


def test_every_deed_in_the_history_is_told_in_words(client: Browser, event: Event):
    registration = store_registration(event)
    ident = registration.id
    services.give_consent(ident, "The very words", actor=ATTENDEE, at=OPEN)
    services.withdraw_consent(ident, actor=ATTENDEE, at=OPEN)
    services.issue_ticket(ident, actor=ATTENDEE, at=OPEN)
    services.revoke_ticket(ident, actor=ATTENDEE, at=OPEN)
    services.rotate_link(ident, actor=ATTENDEE, at=OPEN)
    services.cancel(ident, actor=OLGA, at=OPEN)
    services.restore(ident, actor=OLGA, at=OPEN)
    client.fill(f"/manage/{event.slug}/badges/people/{registration.code}", form="/people/")

    said = [words_of_deed(entry) for entry in history(registration)]

    assert len(said) == 8
    assert all(words[0].isupper() and "." not in words for words in said)


def test_tickets_of_the_past_say_why_they_ended(client: Browser, event: Event):
    registration = store_registration(event)
    services.issue_ticket(registration.id, actor=OLGA, at=OPEN)
    services.cancel(registration.id, actor=OLGA, at=OPEN)

    page = client.get(address(event, registration)).text

    assert "Replaced by a newer one" in page
    assert "Revoked: cancelled" in page
