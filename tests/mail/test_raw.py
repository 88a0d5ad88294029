"""Mails in the form in which they travel."""

import email
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default, strict

import pytest
from flask import Flask

from conference.mail import smtp
from conference.mail.letters import Attachment, Letter
from conference.mail.models import MailSettings, Message
from tests.factories import OPEN

NAMES = (
    "A", "Ада", "x" * 200, "Ḱ" * 200, "Өмүрбек Үлгү", "שלום עולם Ada", "محمد رضا", "李小龙", "👩\u200d🔬 Ada",
    "O'Neil, Jr.", 'Ada "the first"', "Ada <a@b.example>", "=?utf-8?q?Ada?=",
    "Ada\r\nBcc: all@example.org", "Ada\x00\x0b\u2028x",
    "Ada =?utf-8?q?=0D=0ABcc:_all@example.org?=", "=?utf-8?b?QQ0KQmNjOiBhbGxAZXhhbXBsZS5vcmc=?=",
    "=?a b?q?=0ABcc:_all@example.org?=", "=\x00?utf-8?q?=0D=0ABcc:_all@example.org?=",
)  # fmt: skip
CONFIG = {"MAIL_FROM": "Conference <conference@example.org>", "BASE_URL": "http://localhost"}
LONG = f"https://conference.example/events/x/unsubscribe/{'a' * 200}"


def raw_of(name: str) -> bytes:
    message = Message(
        to_email="ada@example.org", to_name=name, language="ru", message_id="<0190-1@conference.example>", kind="x",
        created_at=OPEN,
    )  # fmt: skip
    letter = Letter(
        f"Для {name}: {name}",
        f"{name}\n.\nFrom here {'слово ' * 300}",
        f'<p>{name} {"word " * 300}</p><img src="cid:qr">',
        {"qr": b"\x89PNG"},
        (Attachment(f"{name}.pdf", "application/pdf", bytes(range(256)) * 9),),
        reply_to="desk@example.org",
        headers=(("List-Unsubscribe", f"<{LONG}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")),
    )
    return smtp.as_bytes(smtp.build(message, letter, CONFIG, MailSettings(sender_name=name, reply_to="")))


@pytest.mark.parametrize("name", NAMES)
def test_mail_is_plain_ascii_in_short_lines_and_read_without_a_fault(app: Flask, name: str):
    raw = raw_of(name)

    mail = email.message_from_bytes(raw, policy=strict)
    assert isinstance(mail, EmailMessage)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    head, _empty, body = raw.partition(b"\r\n\r\n")
    assert all(len(line) <= 78 for line in body.split(b"\r\n"))
    for line in head.split(b"\r\n"):
        in_one_piece = line.startswith(b"List-Unsubscribe: ") or b"x" * 200 in line
        assert len(line) <= (998 if in_one_piece else 78)
    assert not any(header.defects for _name, header in mail.items() if hasattr(header, "defects"))


@pytest.mark.parametrize(
    ("chosen", "mail_from", "shown"),
    [
        ("Desk", "Conference <a@example.org>", "Desk"),
        ("", "Conference <a@example.org>", "Conference"),
        ("", "a@example.org", "Border Cooperation"),
    ],
)
def test_the_sender_has_a_name(app: Flask, chosen: str, mail_from: str, shown: str):
    message = Message(
        to_email="b@example.org", to_name="B", language="en", message_id="<1@x>", kind="x", created_at=OPEN
    )
    letter = Letter("Subject", "Hello\n\n\n\n\nBye", "<p>Hello</p>", event_name="Border Cooperation")
    mail = smtp.build(message, letter, {"MAIL_FROM": mail_from}, MailSettings(sender_name=chosen, reply_to=""))

    assert mail["From"].addresses[0].display_name == shown
    assert mail.get_body(("plain",)).get_content() == "Hello\n\nBye\n"


@pytest.mark.parametrize("name", NAMES)
def test_headers_are_ours_and_none_is_added(app: Flask, name: str):
    mail = email.message_from_bytes(raw_of(name), policy=strict)

    assert sorted(mail.keys()) == [
        "Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "List-Unsubscribe",
        "List-Unsubscribe-Post", "MIME-Version", "Message-ID", "Reply-To", "Subject", "To",
    ]  # fmt: skip
    assert [one.addr_spec for one in mail["From"].addresses] == ["conference@example.org"]
    assert [one.addr_spec for one in mail["To"].addresses] == ["ada@example.org"]
    assert mail["Reply-To"] == "desk@example.org"
    assert mail["List-Unsubscribe"] == f"<{LONG}>"
    assert mail["Message-ID"] == "<0190-1@conference.example>"


def test_words_that_look_encoded_are_shown_as_they_were_typed_but_for_a_blank(app: Flask):
    mail = email.message_from_bytes(raw_of("Ada =?utf-8?q?=0D=0AEve?="), policy=strict)

    assert mail["To"].addresses[0].display_name == "Ada = ?utf-8?q?=0D=0AEve?="
    assert mail["From"].addresses[0].display_name == "Ada = ?utf-8?q?=0D=0AEve?="
    assert mail["Subject"].startswith("Для Ada = ?utf-8?q?=0D=0AEve?=: ")


def test_a_line_that_the_library_breaks_can_never_begin_a_header():
    mail = EmailMessage()
    mail["To"] = Address("A =?utf-8?q?=0D=0ABcc:_all@example.org?=", "ada", "example.org")  # as no letter of ours does
    mail["Subject"] = "=?utf-8?q?A=0D=0ABcc:_all@example.org?="
    mail.set_content("Text")

    assert "Bcc" not in email.message_from_bytes(smtp.as_bytes(mail), policy=default)


def test_plain_text_stands_before_html_and_files_come_last(app: Flask):
    mail = email.message_from_bytes(raw_of("Ada"), policy=strict)

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "application/pdf",
    ]  # fmt: skip


def test_no_blank_is_lost_where_a_line_of_the_subject_ends():
    words = "Вас выдвинули: Пример конференции: границы, торговля и «люди» в Центральной Азии (Бишкек, 2027)"
    for begin in range(len(words)):
        text = words[begin:].strip()
        mail = EmailMessage()
        mail["Subject"] = text
        mail.set_content("Text")

        assert email.message_from_bytes(smtp.as_bytes(mail), policy=default)["Subject"] == text
