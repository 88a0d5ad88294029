"""Mails that come back."""

import pytest
from flask import Flask

from conference.core.db import db
from conference.mail.bounce_services import take_report
from conference.mail.bounces import read_report
from conference.mail.models import Message, MessageState
from conference.mail.queries import find_undeliverable
from tests.factories import OPEN, make_event, store_message

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: conference@localhost
Subject: Undelivered Mail Returned to Sender
Message-ID: <own@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I am sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Thu, 1 Apr 2027 09:00:00 +0000

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 5.1.1 <{address}>:
    Recipient address rejected

--B
{original}

--B--
"""
WHOLE = "Content-Type: message/rfc822\n\nFrom: a@localhost\nMessage-ID: {ident}\nSubject: Hello\n\nText"
HEADERS = "Content-Type: text/rfc822-headers\n\nFrom: a@localhost\nMessage-ID:\n {ident}\nSubject: Hello\n"


def report(ident: str, *, address: str = "ada@example.org", action: str = "failed", status: str = "5.1.1",
           original: str = WHOLE) -> bytes:  # fmt: skip
    text = REPORT.format(address=address, action=action, status=status, original=original.format(ident=ident))
    return text.encode()


@pytest.fixture
def message(db_session: object) -> Message:
    return store_message(make_event())


def state_of(message: Message) -> str:
    db.session.rollback()
    return db.session.get_one(Message, message.id).state


@pytest.mark.parametrize("original", [WHOLE, HEADERS])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_report_marks_the_message_and_the_address(message: Message, original: str, line_end: bytes):
    data = report(message.message_id, original=original).replace(b"\n", line_end)

    assert take_report(data, at=OPEN) == 1

    assert state_of(message) == MessageState.BOUNCED
    found = find_undeliverable(message.event_id or 0, "ADA@example.org")
    assert found is not None
    assert found.reason == "550 5.1.1 <ada@example.org>: Recipient address rejected"


def test_full_mailbox_marks_the_message_alone(message: Message):
    assert take_report(report(message.message_id, status="5.2.2"), at=OPEN) == 1

    assert state_of(message) == MessageState.BOUNCED
    assert find_undeliverable(message.event_id or 0, "ada@example.org") is None


def test_delay_is_no_bounce(message: Message):
    assert take_report(report(message.message_id, action="delayed", status="4.4.7"), at=OPEN) == 0
    assert state_of(message) == MessageState.SENT


def test_report_counts_once(message: Message):
    take_report(report(message.message_id), at=OPEN)

    assert take_report(report(message.message_id), at=OPEN) == 0


def test_made_up_reports_mark_nobody(message: Message):
    for data in (
        report("<guessed@localhost>"),
        report(message.message_id, address="somebody.else@example.org"),
        report(message.message_id).replace(b"multipart/report", b"multipart/mixed"),
        b"",
        b"\xff\xfe\x00" * 100,
        b"Content-Type: multipart/report; boundary=B\n\n--B\nContent-Type: message/delivery-status\n\n\xff\n\n--B--",
        b"Content-Type: multipart/report; boundary=B\n\n--B\nContent-Type: message/rfc822\n",
    ):
        assert take_report(data, at=OPEN) == 0
    assert state_of(message) == MessageState.SENT


def test_several_recipients_are_read_apart():
    part = b"\n\n--B\nContent-Type: message/rfc822"
    bob = b"\n\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.7.1"
    data = report("<x@localhost>").replace(part, bob + part)

    assert [(one.address, one.is_dead_address) for one in read_report(data)] == [
        ("ada@example.org", True),
        ("bob@example.org", False),
    ]


def test_command_reads_what_the_mail_server_hands_over(app: Flask, message: Message):
    result = app.test_cli_runner().invoke(args=["mail", "bounce"], input=report(message.message_id))

    assert result.output == "1 came back\n"
    assert state_of(message) == MessageState.BOUNCED
