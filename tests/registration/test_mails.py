"""What arrives in the mailbox, as a mail program reads it."""

import io
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
import zxingcpp
from icalendar import Calendar
from PIL import Image
from sqlalchemy import select

from conference.core.audit import ATTENDEE, Actor
from conference.core.db import db
from conference.core.jobs import run_due
from conference.core.pdf import PdfFailed
from conference.mail.models import Message
from conference.registration import links, queries, services
from conference.registration.mails import TRIES_WITH_PDF, greeted
from tests.factories import OPEN, make_category, make_event

pytestmark = pytest.mark.usefixtures("clock", "pdf")
ORGANISER = Actor("Olga Organiser", 1)


@pytest.fixture
def pdf(monkeypatch: Any) -> None:
    monkeypatch.setattr(
        "conference.registration.papers.ticket_file",
        lambda _row, ticket: b"%PDF " + links.ticket_code_of(ticket).encode(),
    )


@pytest.fixture
def event_id(db_session: object) -> int:
    event = make_event(slug="infopoint", title="Border, Cooperation; and\\more", venue="InfoPoint", capacity=5)
    make_category(event)
    return event.id


def parts(mail: EmailMessage) -> dict[str, EmailMessage]:
    return {part.get_content_type(): part for part in mail.walk()}


def content(part: Any) -> bytes:
    return bytes(part.get_payload(decode=True))


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def states() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Message.state).order_by(Message.id)))


def entry_of(mail: EmailMessage) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(content(parts(mail)["text/calendar"]))
    return calendar, calendar.walk("VEVENT")[0]


def test_the_ticket_mail_as_a_mail_program_reads_it(register: Any, letters: Any, event_id: int):
    ident = register(event_id, "ada@example.org", "Өмүрбек <b>Асанов</b>").registration_id
    (mail,) = letters()
    row = queries.get_registration(ident)
    code, link = links.ticket_code_of(row.tickets[0]), links.own_page_token(row)
    found = parts(mail)

    assert mail["Subject"] == "Your ticket: Border, Cooperation; and\\more"
    assert mail["Reply-To"] == "contact@example.org"
    assert mail["To"].addresses[0].addr_spec == "ada@example.org"
    for text in (text_of(mail), text_of(mail, "html")):
        assert f"http://localhost/events/infopoint/registrations/{link}" in text
        assert "12 May 2027" in text
        assert "09:00 – 18:00 (Brussels, UTC+2)" in text
        assert code[:4] in text
    assert "Hello Өмүрбек <b>Асанов</b>," in text_of(mail)
    assert "&lt;b&gt;Асанов" in text_of(mail, "html")
    assert content(found["application/pdf"]) == b"%PDF " + code.encode()
    assert found["application/pdf"].get_filename() == "ticket.pdf"
    assert found["text/calendar"].get_param("method") == "REQUEST"
    assert found["text/calendar"].get_content_charset() == "utf-8"
    for part in mail.walk():
        if name := part.get("Content-ID"):
            assert f"cid:{name.strip('<>')}" in text_of(mail, "html")


def test_the_qr_code_in_the_mail_is_read_by_another_decoder(register: Any, letters: Any, event_id: int):
    ident = register(event_id).registration_id
    (mail,) = letters()
    picture = next(part for part in mail.walk() if part.get("Content-ID") == "<qr>")

    image = Image.open(io.BytesIO(content(picture))).convert("L")

    assert [c.text for c in zxingcpp.read_barcodes(image)] == [
        links.ticket_code_of(queries.get_registration(ident).tickets[0])
    ]


def test_the_calendar_entry_updates_and_is_cancelled_under_one_name(register: Any, letters: Any, event_id: int):
    ident = register(event_id, name='Ada "The" Lovelace; and, more').registration_id
    services.cancel(ident, actor=ATTENDEE, at=OPEN)
    letters()
    services.restore(ident, actor=ATTENDEE, at=OPEN)
    mails = letters()

    read = [entry_of(mail) for mail in mails if "text/calendar" in parts(mail)]
    uuid = queries.get_registration(ident).uuid
    assert [(c["method"], e["status"], e["sequence"], e["uid"]) for c, e in read] == [
        ("CANCEL", "CANCELLED", 1, f"{uuid}@localhost"),
        ("REQUEST", "CONFIRMED", 2, f"{uuid}@localhost"),
    ]
    _calendar, entry = read[-1]
    assert entry["dtstart"].dt.isoformat() == "2027-05-12T09:00:00+02:00"
    assert str(entry["summary"]) == "Border, Cooperation; and\\more"
    assert str(entry["organizer"]) == "mailto:contact@example.org"
    assert str(entry["attendee"]) == "mailto:ada@example.org"
    assert entry["attendee"].params["PARTSTAT"] == "ACCEPTED"


def test_the_calendar_of_who_takes_part_online_leads_to_no_building(register: Any, letters: Any):
    event = make_event(slug="hybrid", mode="hybrid", online_capacity=5)
    make_category(event)
    register(event.id, mode="online", language="ru")

    _calendar, entry = entry_of(letters()[-1])

    assert str(entry["location"]) == "Онлайн"


def test_calendar_lines_are_folded_at_75_octets_and_hold_no_control_characters(register: Any, letters: Any):
    event = make_event(title="🧭" * 290, venue="Room\x07 \x1b[31m", address="a@b\nATTENDEE:mailto:x@evil.example")
    make_category(event)
    register(event.id)
    (mail,) = letters()

    data = content(parts(mail)["text/calendar"])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not set(data) & (set(range(32)) - {10, 13})
    _calendar, entry = entry_of(mail)
    assert str(entry["summary"]) == "🧭" * 290
    assert str(entry["attendee"]) == "mailto:ada@example.org"


def test_whoever_cancels_first_gets_only_the_cancellation(register: Any, letters: Any, event_id: int):
    ident = register(event_id).registration_id
    services.cancel(ident, actor=ATTENDEE, at=OPEN)

    (mail,) = letters()

    assert mail["Subject"].startswith("Cancelled:")
    assert "You cancelled your registration" in text_of(mail)
    assert "application/pdf" not in parts(mail)
    assert states() == ["dropped", "sent"]


def test_each_state_has_its_letter(register: Any, letters: Any):
    event = make_event()
    make_category(event, needs_approval=True)
    ident = register(event.id).registration_id
    letters()
    services.decline(ident, actor=ORGANISER, at=OPEN)
    letters()
    services.approve(ident, actor=ORGANISER, at=OPEN)
    letters()
    services.cancel(ident, actor=ORGANISER, at=OPEN)

    mails = letters()

    assert [mail["Subject"].split(":")[0] for mail in mails] == [
        "We have your registration", "Your registration", "Your ticket", "Cancelled",
    ]  # fmt: skip
    assert "The organisers cancelled your registration" in text_of(mails[3])
    assert "registrations/" not in text_of(mails[3])


def test_a_lost_link_is_sent_to_the_living_only(register: Any, letters: Any, event_id: int):
    ident = register(event_id).registration_id
    services.send_link(event_id, "ADA@example.org", at=OPEN)
    services.send_link(event_id, "nobody@example.org", at=OPEN)
    services.cancel(ident, actor=ATTENDEE, at=OPEN)
    services.send_link(event_id, "ada@example.org", at=OPEN)

    letters()
    mails = letters()

    assert [mail["Subject"].split(":")[0] for mail in mails] == ["Cancelled"]
    assert states() == ["dropped", "sent"]


def test_mails_are_in_the_language_of_the_person(register: Any, letters: Any, event_id: int):
    register(event_id, language="ru")
    register(event_id, "bo@example.org", language="uz")

    russian, fallback = letters()

    assert russian["Content-Language"] == "ru"
    assert 'lang="ru"' in text_of(russian, "html")
    assert fallback["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada", "Ada"),
        ("J. R. R. Tolkien", "J. R. R. Tolkien"),
        ("St. Petersburg", "St. Petersburg"),
        ("You won: https://evil.example/x", ""),
        ("Visit www.evil.example", ""),
        ("Visit evil.example now", ""),
        ("mail a@evil.example", ""),
    ],
)
def test_no_name_puts_a_link_into_a_stranger_s_mail(name: str, shown: str):
    assert greeted(name) == shown


def test_a_ticket_that_cannot_be_drawn_holds_the_mail_back_and_then_lets_it_go(
    register: Any, letters: Any, event_id: int, monkeypatch: Any
):
    def fail(*_about: object) -> bytes:
        raise PdfFailed("no memory")

    monkeypatch.setattr("conference.registration.papers.ticket_file", fail)
    register(event_id)
    for attempt in range(TRIES_WITH_PDF):
        assert letters() == [], attempt
        assert states() == ["waiting"]
        with time_machine.travel(OPEN + timedelta(hours=1 + attempt), tick=False):
            run_due()
        if states() == ["sent"]:
            break

    (mail,) = letters()
    assert "application/pdf" not in parts(mail)
    assert "print your ticket from the page of your registration" in text_of(mail)
    assert "text/calendar" in parts(mail)


def test_a_title_cannot_add_a_header(register: Any, letters: Any):
    event = make_event(title="Talk\u2028Bcc: x@evil.example\x0b\x85 ../../x\r\n.ics")
    make_category(event)
    register(event.id)

    (mail,) = letters()

    assert mail["Bcc"] is None
    assert "Bcc: x@evil.example" in mail["Subject"]


def test_letter_names_event_and_place_in_the_readers_language(register: Any, letters: Any):
    words = {"title": "Границы", "venue": "Инфопойнт", "city": "Брюссель"}
    event = make_event(
        slug="borders", title="Borders", venue="InfoPoint", languages=["en", "ru"], translations={"ru": words}
    )
    make_category(event)
    register(event.id, "ada@example.org", "Ада", language="ru")
    (mail,) = letters()

    assert mail["Subject"] == "Ваш билет: Границы"
    for text in (text_of(mail), text_of(mail, "html")):
        assert "Инфопойнт" in text
        for main in ("Borders", "InfoPoint", "Brussels<"):
            assert main not in text
    assert "<strong>Границы</strong>" in text_of(mail, "html")
    _calendar, entry = entry_of(mail)
    assert (str(entry["SUMMARY"]), "Брюссель" in entry["LOCATION"]) == ("Границы", True)
