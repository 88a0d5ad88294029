"""The organisers' pages of announcements, as a browser without scripts uses them."""

import io
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
import time_machine
from sqlalchemy import select

from conference.core.db import db
from conference.correspondence import announcement_queries as queries
from conference.correspondence.models import Announcement, AnnouncementState, Timing
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration.links import own_page_token, ticket_code_of
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import OPEN, make_category, make_event, make_member, make_point, store_registration

LIST = "/manage/border/announcements/"
NEW = f"{LIST}new"


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border", languages=["en", "ru"], mode="hybrid")
    make_category(event)
    client.sign_in(make_member(event, email="olga@example.org", name="Olga"))
    return event


def only() -> Announcement:
    db.session.rollback()
    return db.session.scalars(select(Announcement)).one()


def write(client: Browser, **values: object) -> str:
    """Save a draft; returns its page."""
    fields = {"subject": "For {name}", "body": "Dear **{name}**", **values}
    answer = client.fill(NEW, fields)
    assert answer.status_code == 302, re.findall(r"field__error[^<]*<[^<]*<[^<]*", answer.text)
    return f"{LIST}{only().code}"


def test_empty_list_says_what_announcements_are_for(client: Browser, event: Event):
    assert "No announcement yet" in client.get(LIST).text


def test_from_draft_to_mailbox(client: Browser, event: Event, letters: Callable[[], list[EmailMessage]]):
    store_registration(event, name="Ada Sample", email="ada@example.org")
    page = write(client)
    assert "1 person gets it." in client.get(page).text

    answer = client.fill(page, form="/send", follow_redirects=True)
    assert "It is on its way" in answer.text
    (mail,) = letters()

    assert mail["Subject"] == "For Ada Sample"
    assert only().state == AnnouncementState.SENDING
    letters()
    assert only().state == AnnouncementState.SENT
    shown = client.get(page).text
    assert "Sent: 1</a>" in shown
    assert "Ada Sample" in client.get(f"{page}/people?status=sent").text
    assert "1 of 1" in client.get(LIST).text


@pytest.mark.parametrize(
    ("like", "subject", "rule"),
    [
        ("week", "In a week: {event}", (Timing.DAYS_BEFORE, 7)),
        ("evening", "Tomorrow: {event}", (Timing.EVENING_BEFORE, 1)),
        ("thanks", "Thank you: {event}", (Timing.HOURS_AFTER, 18)),
    ],
)
def test_a_starter_fills_in_words_and_rule(client: Browser, event: Event, like: str, subject: str, rule: object):
    assert f"?like={like}" in client.get(NEW).text

    client.fill(f"{NEW}?like={like}")

    made = only()
    assert (made.subject, (made.timing, made.amount)) == (subject, rule)
    assert "{event}" in made.translations["ru"]["subject"]
    assert made.translations["ru"]["body"] != made.body
    assert client.get(f"{LIST}{made.code}").status_code == 200


def test_count_stores_nothing_and_keeps_what_was_typed(client: Browser, event: Event):
    store_registration(event, state="confirmed")
    store_registration(event, state="waiting")

    answer = client.fill(NEW, {"subject": "", "body": "Half a sentence", "to-state": "waiting", "count": "1"})

    assert "1 person gets it." in answer.text
    assert "Half a sentence</textarea>" in answer.text
    assert 'value="waiting" checked' in answer.text
    assert queries.announcements_of(event.id) == []
    assert client.get(f"{LIST}count?to-state=waiting&to-state=confirmed").text == "2 people get it."
    assert client.get(f"{LIST}count?to-state=nonsense").text == "0 people get it."


def test_chosen_recipients_come_back_ticked_also_when_they_are_gone(client: Browser, event: Event):
    make_point(event, "Main entrance", code="main")
    page = write(client, **{"to-check_in": "out:main", "to-category": "participant"})
    edit = client.get(f"{page}/edit").text
    assert 'value="out:main" checked' in edit
    row = only()
    assert row.recipients == {"check_in": ["out:main"], "category": ["participant"]}


def test_bad_input_gets_a_sentence_and_nothing_is_lost(client: Browser, event: Event):
    for fields, words in (
        ({"subject": ""}, "Enter the subject"),
        ({"body": "Dear {nmae}"}, "There is no placeholder {nmae}."),
        ({"timing": "at"}, "Enter a date and time"),
        ({"timing": "at", "send_at": "2027-03-28T02:30"}, "That time does not exist"),
        ({"timing": "days_before", "amount": ""}, "Enter a whole number from 0 to 365"),
        ({"timing": "days_before", "clock": "25:00"}, "Enter a time like 18:00"),
        ({"timing": "sometimes"}, "Choose one of the list"),
        ({"subject": "x" * 201}, "Use 200 characters or fewer"),
        ({"body": "a\x00b"}, "Remove the invisible control characters"),
    ):
        answer = client.fill(NEW, {"subject": "Kept words", "body": "Kept body", **fields})
        assert answer.status_code in (409, 422), words
        assert words in answer.text
        assert "Kept words" in answer.text or "Kept body" in answer.text
    assert queries.announcements_of(event.id) == []


def test_two_organisers_do_not_overwrite_each_other(client: Browser, event: Event):
    page = write(client)
    client.fill(f"{page}/edit", {"subject": "Mine"})

    answer = client.fill(f"{page}/edit", {"subject": "Theirs", "version": "1"})

    assert answer.status_code == 409
    assert only().subject == "Mine"


def test_translations_are_kept_and_missing_ones_are_marked(client: Browser, event: Event):
    store_registration(event, language="ru")
    page = write(client)
    assert "Not written in Русский: 1 person gets it" in client.get(page).text

    client.fill(f"{page}/edit", {"texts-0-subject": "Для {name}", "texts-0-body": "Здравствуйте"})

    assert only().translations == {"ru": {"subject": "Для {name}", "body": "Здравствуйте"}}
    assert "Not written in" not in client.get(page).text
    assert "Для Ada Sample" in client.get(f"{page}/letter?speech=ru").text


def test_preview_and_test_show_a_real_person_without_their_secrets(
    client: Browser, event: Event, letters: Callable[[], list[EmailMessage]]
):
    person = store_registration(event, name="Ada Sample")
    secrets = own_page_token(person), ticket_code_of(person.tickets[0])[:8]
    page = write(client, body="For {name}: {link} {ticket code}")

    shown = client.get(f"{page}/letter").text
    answer = client.fill(page, form="/test", follow_redirects=True)
    mails = letters()

    assert "A test is on its way to olga@example.org." in answer.text
    assert [mail["To"].addresses[0].addr_spec for mail in mails] == ["olga@example.org"] * 2
    assert {mail["Content-Language"] for mail in mails} == {"en", "ru"}
    for text in (shown, *(str(mail) for mail in mails)):
        assert not any(secret in text.replace(" ", "").replace("=\n", "") for secret in secrets)
    assert all(mail["List-Unsubscribe"] is None for mail in mails)
    assert only().state == AnnouncementState.DRAFT


def test_test_without_anybody_says_so(client: Browser, event: Event):
    page = write(client)

    assert "Nobody has registered yet" in client.fill(page, form="/test", follow_redirects=True).text
    assert "Nobody has registered yet" in client.get(f"{page}/letter").text


def test_files_are_added_refused_and_removed(client: Browser, event: Event):
    page = write(client)
    good, bad = (io.BytesIO(b"Bring your passport."), "../../notes.txt"), (io.BytesIO(b"MZ\x90\x00\x03"), "setup.exe")

    answer = client.fill(page, {"file": bad}, form="/files", content_type="multipart/form-data")
    assert answer.status_code == 409
    assert "Choose a PDF, an office document" in answer.text
    assert "Choose a file" in client.fill(page, {}, form="/files", content_type="multipart/form-data").text
    client.fill(page, {"file": good}, form="/files", content_type="multipart/form-data")
    assert "notes.txt" in client.get(page).text

    client.fill(page, form="/remove")
    assert "notes.txt" not in client.get(page).text


@pytest.mark.parametrize("state", list(AnnouncementState))
@pytest.mark.parametrize("deed", ["send", "unplan", "discard", "pause", "resume", "stop"])
def test_every_button_in_every_state_does_its_work_or_says_why_not(
    client: Browser, event: Event, state: str, deed: str
):
    page = write(client, timing="evening_before")
    token = client.get(page).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    ident = only().id
    db.session.get_one(Announcement, ident).state = state
    db.session.commit()
    db.session.rollback()

    answer = client.post(f"{page}/{deed}", data={"csrf_token": token})

    offered = f"{page}/{deed}" in client.get(page).text if answer.status_code == 409 else None
    assert (answer.status_code, offered) in ((302, None), (409, False))


def test_viewer_reads_nothing_and_stranger_finds_nothing(client: Browser, event: Event):
    page = write(client)
    client.sign_in(make_member(event, Role.VIEWER))
    assert client.get(page).status_code == 403
    client.sign_in(make_member(make_event(slug="other")))
    assert client.get(page).status_code == 404
    assert client.get(page.replace("border", "other")).status_code == 404


def test_pages_ask_the_database_as_often_for_many_as_for_few(client: Browser, event: Event):
    page = write(client)

    def costs() -> list[int]:
        return [cost_of(client, url) for url in (LIST, page, f"{page}/people", NEW)]

    store_registration(event)
    client.get(page)
    few = costs()
    for place in range(12):
        store_registration(event, name=f"Person {place}")
    write_more(client)

    assert costs() == few


def cost_of(client: Browser, url: str) -> int:
    return count_queries(lambda: client.get(url))


def write_more(client: Browser) -> None:
    for _draft in range(3):
        client.fill(NEW, {"subject": "More", "body": "More"})
