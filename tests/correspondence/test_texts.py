"""An event's own words for its letters."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask_babel import force_locale

from conference.core.audit import Actor
from conference.core.db import db
from conference.core.errors import StaleEdit
from conference.correspondence import settings_services as services
from conference.delegations import queries as delegation_queries
from conference.delegations import services as delegations
from conference.delegations.group_rules import Contact
from conference.delegations.rules import DelegationValues, Nominee
from conference.events.models import Event
from conference.events.permissions import Role
from conference.mail import queries as mail
from conference.mail.rules import Sender, UnknownPlaceholder
from conference.mail.wordings import KINDS
from conference.registration.links import own_page_token, ticket_code_of
from conference.registration.rules import Person
from conference.signup.models import SignUp, SignUpState
from tests.browser import Browser
from tests.factories import (
    ENDS,
    OPEN,
    make_category,
    make_event,
    make_member,
    make_registration,
    make_release,
    make_room,
    make_session,
    place,
    store,
    store_registration,
)

OLGA = Actor("Olga Organiser")
CONFIRMED = "registration.confirmed"
ADDRESS = f"/manage/border/mail/texts/{CONFIRMED}/en"


@pytest.fixture(autouse=True)
def quick(monkeypatch: Any) -> Iterator[None]:
    monkeypatch.setattr(
        "conference.registration.papers.ticket_file", lambda _row, ticket: b"%PDF " + ticket_code_of(ticket).encode()
    )
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border", title="Border Cooperation")
    client.sign_in(make_member(event))
    return event


def save(event: Event, body: str, subject: str = "For {name}: {event}", language: str = "en", version: int = 0) -> None:
    services.save_wording(
        event.id, CONFIRMED, language, subject=subject, body=body, version=version, actor=OLGA, at=OPEN
    )


def body_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_own_words_stand_in_the_letter_and_what_belongs_to_it_stays(
    event: Event, letters: Callable[[], list[EmailMessage]]
):
    save(event, "Dear **{name}** of {organisation},\n\nwelcome to {event}: {link}")
    person = make_registration(event, "Өмүрбек <b>{link}</b>", organisation="Customs & Co")
    (letter,) = letters()

    text, html = body_of(letter), body_of(letter, "html")
    link = f"http://localhost/events/border/registrations/{own_page_token(person)}"
    assert letter["Subject"] == "For Өмүрбек <b>{link}</b>: Border Cooperation"
    assert text.startswith(f"Dear Өмүрбек <b>{{link}}</b> of Customs & Co,\n\nwelcome to Border Cooperation: {link}\n")
    assert "Өмүрбек &lt;b&gt;{link}&lt;/b&gt;</strong> of Customs &amp; Co," in html
    assert "Your place is confirmed." not in text + html
    for part in (text, html):
        assert ticket_code_of(person.tickets[0])[:4] in part
        assert "You get this because your address was registered" in part
    assert 'src="cid:qr"' in html
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["application/pdf", "text/calendar"]


def test_whoever_reads_another_language_gets_the_built_in_words(
    event: Event, letters: Callable[[], list[EmailMessage]]
):
    save(event, "Dear {name}")
    make_registration(event, language="ru")
    (letter,) = letters()

    assert "Dear" not in body_of(letter)
    assert letter["Subject"].startswith("Ваш билет")


def test_own_words_of_one_event_are_not_another_s(event: Event, letters: Callable[[], list[EmailMessage]]):
    save(event, "Dear {name}")
    make_registration(make_event())
    (letter,) = letters()

    assert "Your place is confirmed." in body_of(letter)


@pytest.fixture
def somebody(event: Event) -> None:
    """Whoever letters can go to: a registration, a delegation with a nominee, an invitation, a group, a sign-up."""
    category = make_category(event)
    contact = Contact("Ada Sample", "g@example.org", "Lab")
    member = Person("Bob", "b@example.org", category=category.code)
    delegations.register_group(event.id, contact, [member], submit_key=str(uuid4()), at=OPEN)
    person = make_registration(event, "Ada Sample")
    quotas = {category.id: 2}
    values = DelegationValues("Ministry", "KG", "Ada Sample", "f@example.org", "en", None, ENDS, False, "", quotas)
    delegations.add_delegation(event.id, values, actor=OLGA, at=OPEN)
    (row,) = delegation_queries.delegations_of(event.id)
    delegations.nominate(row.id, Nominee("Ada Sample", "n@example.org", category.id), actor=OLGA, at=OPEN)
    invited = [Nominee("Ada Sample", "i@example.org", category.id)]
    delegations.invite(event.id, invited, expires_at=ENDS, actor=OLGA, at=OPEN)
    slot = place(make_session(event, "Border talks"), make_room(event)).slot_id
    make_release(event)
    store(SignUp(registration_id=person.id, slot_id=slot, state=SignUpState.TAKEN, since=OPEN, created_at=OPEN))


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_built_in_text_is_valid_as_own_words_and_is_previewed(client: Browser, event: Event, language: str):
    for kind, found in KINDS.items():
        with force_locale(language):
            services.save_wording(
                event.id, kind, language, subject=found.subject(), body=found.body(), version=0, actor=OLGA, at=OPEN
            )
        page = client.get(f"/manage/border/mail/texts/{kind}/{language}/letter")
        assert "Ada Sample" in page.text, kind
        assert "{" not in page.text.partition("</style>")[2], kind
        assert client.get(f"/manage/border/mail/texts/{kind}/{language}").status_code == 200


NAMED = {
    "delegation.invited": ("f@example.org", "/delegation/", "named you as the focal point of Ministry"),
    "invitation.nominated": ("n@example.org", "/invitation/", "given to the organisers by Ministry (Ada Sample)"),
    "invitation.sent": ("i@example.org", "/invitation/", "The organisers entered your name"),
    "group.registered": ("g@example.org", "/group/", "b@example.org"),
}


def test_own_words_stand_in_letters_to_who_is_named_and_what_must_be_said_stays(
    event: Event, letters: Callable[[], list[EmailMessage]], somebody: None
):
    body = "Dear {name}, come to {event}: {link}"
    for kind in NAMED:
        services.save_wording(event.id, kind, "en", subject="Of {event}", body=body, version=0, actor=OLGA, at=OPEN)
    (row,) = delegation_queries.delegations_of(event.id)
    delegations.send_links(event.id, [row.id], actor=OLGA, at=OPEN)
    by_address = {letter["To"].addresses[0].addr_spec: letter for letter in letters()}

    for address, *stays in NAMED.values():
        letter = by_address[address]
        assert letter["Subject"] == "Of Border Cooperation"
        assert letter["List-Unsubscribe"] is None
        for part in ("plain", "html"):
            text = body_of(letter, part)
            assert "Dear Ada Sample, come to Border Cooperation: " in " ".join(text.split())
            assert "Hello" not in text
            assert all(words in text for words in stays), text


def test_the_letter_to_an_address_that_nobody_has_proved_may_say_nothing_of_the_registration(event: Event):
    known = KINDS["address.confirm"].names

    assert not known & {"organisation", "category", "code", "ticket code"}


def test_unknown_placeholder_is_refused_beside_its_field_and_nothing_is_lost(client: Browser, event: Event):
    answer = client.fill(ADDRESS, {"subject": "For {nmae}", "body": "Dear {ticket cod}"})

    assert answer.status_code == 409
    assert "There is no placeholder {nmae}." in answer.text
    assert "There is no placeholder {ticket cod}." in answer.text
    assert "Dear {ticket cod}</textarea>" in answer.text
    with pytest.raises(UnknownPlaceholder):
        save(event, "{nobody}")
    assert mail.wordings_of(event.id) == {}


def test_organiser_saves_sees_and_takes_back(client: Browser, event: Event):
    client.fill(ADDRESS, {"subject": "Hello {name}", "body": "Dear {name}"})
    db.session.rollback()
    assert mail.wordings_of(event.id)[CONFIRMED, "en"].body == "Dear {name}"
    page = client.get("/manage/border/mail/texts").text
    assert "Own words" in page
    assert "Built-in: not translated" in page

    client.fill(ADDRESS, form="reset")
    db.session.rollback()
    assert mail.wordings_of(event.id) == {}
    assert "Your place is confirmed." in client.get(ADDRESS).text


def test_two_organisers_do_not_overwrite_each_other(event: Event):
    save(event, "One")
    with pytest.raises(StaleEdit):
        save(event, "Two")


def test_preview_shows_the_typed_words_to_a_real_person_without_secrets(client: Browser, event: Event):
    person = make_registration(event, "Ada Sample")
    token, code = own_page_token(person), ticket_code_of(person.tickets[0])
    fields = {"subject": "For {name}", "body": "Typed for {name}: {link} {ticket code}", "person": "ada"}

    answer = client.fill(ADDRESS, fields)
    assert answer.status_code == 302
    page = client.get(f"{ADDRESS}/letter")

    assert "Typed for Ada Sample" in page.text
    assert 'Subject:</strong> <span dir="auto">For Ada Sample' in page.text
    assert 'src="data:image/png;base64,' in page.text
    assert token not in page.text
    assert code[:8] not in page.text.replace(" ", "")
    policy = page.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script" not in policy
    assert "frame-ancestors 'self'" in policy


def test_preview_is_of_what_is_typed_and_says_what_is_wrong_with_it(client: Browser, event: Event):
    make_registration(event, "Ada Sample")
    token = client.get(ADDRESS).text.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]

    def seen(**values: str) -> str:
        sent = {"csrf_token": token, "subject": "S", "body": "B", "version": "0", **values}
        return client.post(f"{ADDRESS}/letter", data=sent).text

    assert "Typed Ada Sample" in seen(body="Typed {name}")
    assert "There is no placeholder {x}." in seen(body="Typed {x}")
    assert "Nobody is found by “zzz”" in seen(person="zzz")
    assert "Enter the text" in seen(body="")
    assert mail.wordings_of(event.id) == {}


def test_preview_without_anybody_says_so(client: Browser, event: Event):
    assert "Nobody has registered yet" in client.get(f"{ADDRESS}/letter").text


def test_unknown_kinds_and_languages_are_not_there(client: Browser, event: Event):
    assert client.get("/manage/border/mail/texts/account.reset/en").status_code == 404
    assert client.get(f"/manage/border/mail/texts/{CONFIRMED}/xx").status_code == 404


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DOOR])
def test_only_who_may_send_mail_writes_its_words(client: Browser, event: Event, role: Role):
    client.sign_in(make_member(event, role))

    for url in (ADDRESS, f"{ADDRESS}/letter", "/manage/border/mail/settings"):
        assert client.get(url).status_code == 403


def test_sender_and_answers_are_the_event_s(client: Browser, event: Event, letters: Callable[[], list[EmailMessage]]):
    client.fill(
        "/manage/border/mail/settings",
        {"sender_name": "Семинар «Граница», BOMCA", "reply_to": "desk@example.org", "per_minute": "30"},
    )
    make_registration(event)
    (letter,) = letters()

    sender = letter["From"].addresses[0]
    assert sender.display_name == "Семинар «Граница», BOMCA"
    assert sender.addr_spec == client.application.config["MAIL_FROM"]
    assert letter["Reply-To"] == "desk@example.org"
    for kind in ("plain", "html"):  # and each says so
        body = letter.get_body((kind,))
        assert body
        assert "desk@example.org" in body.get_content()
        assert event.contact_email not in body.get_content()
    assert mail.settings_of(event.id).per_minute == 30


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("sender_name", "Bank <info@bank.example>", "Enter a name without an address"),
        ("sender_name", "A\x00B", "Remove the invisible control characters"),
        ("reply_to", "a@example.org, b@example.org", "Enter one e-mail address"),
        ("reply_to", "a@example.org\r\nBcc: b@example.org", "Remove the invisible control characters"),
        ("per_minute", "0", "Enter a number from 1 to 1000"),
        ("per_minute", "many", "Enter a number from 1 to 1000"),
    ],
)
def test_bad_senders_get_a_sentence(client: Browser, event: Event, field: str, typed: str, words: str):
    answer = client.fill("/manage/border/mail/settings", {field: typed})

    assert answer.status_code == 422
    assert words in answer.text


def test_a_line_break_in_the_name_of_the_sender_is_no_header(event: Event, letters: Callable[[], list[EmailMessage]]):
    values = Sender("Desk\r\nBcc: all@example.org", "desk@example.org\r\nX-Bad: 1", 60)
    services.change_sender(event.id, values, version=0, actor=OLGA, at=OPEN)
    store_registration(event)
    make_registration(event)
    (letter,) = letters()

    assert letter["Bcc"] is None
    assert letter["X-Bad"] is None


def test_two_organisers_do_not_overwrite_each_other_s_sender(event: Event):
    services.change_sender(event.id, Sender("One", "", 60), version=0, actor=OLGA, at=OPEN)
    with pytest.raises(StaleEdit):
        services.change_sender(event.id, Sender("Two", "", 60), version=0, actor=OLGA, at=OPEN)
