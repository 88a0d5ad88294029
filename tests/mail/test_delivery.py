"""From a row to a mail server: once, whatever happens; and what organisers see when it does not work."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from flask import Flask
from flask_babel import get_locale

from conference.core.audit import Actor
from conference.core.db import after_commit, db, transaction
from conference.core.jobs import run_due, worker
from conference.mail import jobs, services, smtp
from conference.mail.letters import COMPOSERS, Attachment, Letter
from conference.mail.models import Message, MessageState
from conference.mail.queries import find_undeliverable
from tests.factories import OPEN, make_event
from tests.mail.smtp_server import Post, serving

OLGA = Actor("Olga Organiser")
SOME_DAY = timedelta(days=1)


class Clock:
    """The time that the worker reads."""

    def __init__(self) -> None:
        self.at = OPEN

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(jobs, "now", clock)
    monkeypatch.setattr(worker, "now", clock)
    return clock


@pytest.fixture
def post(app: Flask, db_session: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A mail server that the application sends to."""
    monkeypatch.setitem(COMPOSERS, "test.letter", lambda _subject_id: Letter("Hello", "Text", "<p>Text</p>"))
    server = Post()
    with serving(server) as port:
        monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
        monkeypatch.setitem(app.config, "MAIL_PORT", port)
        yield server


def post_letter(**values) -> int:
    facts = {"to_email": "ada@example.org", "to_name": "Ada Sample", "language": "en", "event_id": None, "at": OPEN}
    with transaction():
        ident = services.post("test.letter", 1, **{**facts, **values})
        assert ident is not None
        return ident


def get(ident: int) -> Message:
    db.session.rollback()
    return db.session.get_one(Message, ident)


def work(app: Flask, at: datetime) -> None:
    db.session.rollback()
    with app.app_context():
        run_due(at)


def test_letter_is_sent_once_however_often_the_worker_looks(app: Flask, post: Post, clock: Clock):
    ident = post_letter()

    for _look in range(3):
        work(app, OPEN)
        jobs.deliver(1, {"message_id": ident})

    assert [(to, mail["Subject"]) for to, mail in post.arrived] == [(["ada@example.org"], "Hello")]
    message = get(ident)
    assert (message.state, message.attempts, message.sent_at, message.error) == (MessageState.SENT, 1, OPEN, None)


def test_rolled_back_deed_mails_nobody(app: Flask, post: Post, clock: Clock):
    def deed() -> None:
        with transaction():
            services.post("test.letter", 1, to_email="a@example.org", to_name="", language="en", event_id=None, at=OPEN)
            after_commit(lambda: pytest.fail("committed"))
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        deed()
    work(app, OPEN)

    assert post.mails == []


def test_posting_twice_within_ten_minutes_is_one_letter(app: Flask, post: Post, clock: Clock):
    post_letter()
    with transaction():
        again = services.post(
            "test.letter", 1, to_email="ada@example.org", to_name="", language="en", event_id=None, at=OPEN
        )

    work(app, OPEN)

    assert again is None
    assert len(post.mails) == 1


def test_refused_for_good_is_failed_and_not_repeated(app: Flask, post: Post, clock: Clock):
    post.at_recipient = "550 5.1.1 No such person"
    ident = post_letter()

    work(app, OPEN)
    work(app, OPEN + SOME_DAY)

    message = get(ident)
    assert (message.state, message.attempts, message.next_try_at) == (MessageState.FAILED, 1, None)
    assert message.error == "550 5.1.1 No such person"


def test_server_that_wants_time_gets_it_and_the_letter_arrives(app: Flask, post: Post, clock: Clock):
    post.at_recipient = "451 4.7.1 Greylisted, try again"
    ident = post_letter()
    work(app, OPEN)
    first = get(ident)
    assert (first.state, first.next_try_at) == (MessageState.WAITING, OPEN + timedelta(seconds=20))
    assert first.error is not None
    assert "Greylisted" in first.error

    post.at_recipient = ""
    work(app, OPEN + timedelta(seconds=19))
    assert post.mails == []
    work(app, OPEN + timedelta(seconds=20))

    assert len(post.mails) == 1
    assert (get(ident).state, get(ident).error) == (MessageState.SENT, None)


def test_temporary_refusal_at_the_end_is_tried_again(app: Flask, post: Post, clock: Clock):
    post.at_end = "452 Full"
    ident = post_letter()
    work(app, OPEN)
    post.at_end = ""
    work(app, OPEN + timedelta(seconds=20))

    assert get(ident).state == MessageState.SENT
    assert len(post.mails) == 1


def test_server_down_is_tried_ever_more_rarely_and_given_up_in_the_end(
    app: Flask, post: Post, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "MAIL_PORT", 1)
    ident = post_letter()
    tried = []
    for _try in range(jobs.MOST_TRIES + 3):
        work(app, clock.at)
        message = get(ident)
        if message.next_try_at is None:
            break
        tried.append(message.next_try_at - clock.at)
        clock.at = message.next_try_at

    message = get(ident)
    assert message.state == MessageState.FAILED
    assert message.attempts == jobs.MOST_TRIES
    assert message.error == "the mail server cannot be reached: Connection refused"
    assert tried == sorted(tried)
    assert tried[0] == timedelta(seconds=20)
    assert tried[-1] == timedelta(hours=4)


def test_worker_killed_while_the_server_had_it_leaves_it_unsure(app: Flask, post: Post, clock: Clock):
    ident = post_letter()
    services.take_for_sending(ident)
    services.note_handed_over(ident)  # and here the power went out

    work(app, OPEN)

    assert get(ident).state == MessageState.UNSURE
    assert post.mails == []


def test_worker_killed_before_the_server_had_it_sends_it_later(app: Flask, post: Post, clock: Clock):
    ident = post_letter()
    services.take_for_sending(ident)  # and here the power went out

    work(app, OPEN)

    assert get(ident).state == MessageState.SENT
    assert len(post.mails) == 1


def test_connection_lost_after_the_last_word_is_unsure(app: Flask, post: Post, clock: Clock):
    post.hangs_up_at_end = True
    ident = post_letter()

    work(app, OPEN)
    work(app, OPEN + SOME_DAY)

    assert get(ident).state == MessageState.UNSURE
    assert len(post.mails) == 1


def test_person_sends_an_unsure_letter_again(app: Flask, post: Post, clock: Clock):
    ident = post_letter()
    services.take_for_sending(ident)
    services.note_handed_over(ident)
    work(app, OPEN)

    services.resend(ident, actor=OLGA, at=OPEN)
    work(app, OPEN)

    assert get(ident).state == MessageState.SENT
    assert len(post.mails) == 1


def test_waiting_letter_is_not_sent_again(app: Flask, post: Post, clock: Clock):
    ident = post_letter()

    with pytest.raises(services.NotSendable):
        services.resend(ident, actor=OLGA, at=OPEN)


def test_letter_no_longer_needed_is_dropped(app: Flask, post: Post, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(COMPOSERS, "test.letter", lambda _subject_id: None)
    ident = post_letter()

    work(app, OPEN)

    assert get(ident).state == MessageState.DROPPED
    assert post.mails == []


def test_letter_that_cannot_be_written_is_tried_again_and_shown(
    app: Flask, post: Post, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    def broken(_subject_id: int) -> Letter:
        raise LookupError("Ada's private matter")

    monkeypatch.setitem(COMPOSERS, "test.letter", broken)
    ident = post_letter()

    work(app, OPEN)

    message = get(ident)
    assert (message.state, message.error) == (MessageState.WAITING, "could not be written: LookupError")
    assert message.next_try_at == OPEN + timedelta(seconds=20)


def test_letter_that_cannot_be_written_out_is_tried_again_and_shown(app: Flask, post: Post, clock: Clock):
    def broken(_mail: EmailMessage) -> bytes:
        raise ValueError("Ada's private matter")

    ident = post_letter()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smtp, "as_bytes", broken)
        work(app, OPEN)

    message = get(ident)
    assert (message.state, message.error) == (MessageState.WAITING, "could not be written: ValueError")
    assert (message.attempts, post.mails) == (1, [])


@pytest.mark.parametrize("name", ["Ada\r\nBcc: everybody@example.org", "Ada\nX-Spam: no", "Ada\x0b\x85\u2028Bcc: x"])
def test_no_name_or_title_adds_a_header(
    app: Flask, post: Post, clock: Clock, monkeypatch: pytest.MonkeyPatch, name: str
):
    letter = Letter(f"Hello {name}", "Text", "<p>Text</p>", reply_to=f"o@example.org{name[3:]}")
    monkeypatch.setitem(COMPOSERS, "test.letter", lambda _subject_id: letter)
    ident = post_letter(to_name=name)

    work(app, OPEN)

    assert get(ident).state == MessageState.SENT
    [(to, mail)] = post.arrived
    assert to == ["ada@example.org"]
    assert mail["Bcc"] is None
    assert mail["X-Spam"] is None
    assert mail.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    "name", ["Өмүрбек Үлгү", 'Ada "the first" Sample', "Ada, Sample", "Ада <script>", "x" * 200, "Ḱ" * 200]
)
def test_every_name_arrives_unchanged(app: Flask, post: Post, clock: Clock, name: str):
    post_letter(to_name=name)

    work(app, OPEN)

    [raw] = [value for header, value in post.mails[0].raw_items() if header == "To"]
    shown, address = parseaddr(raw)
    assert (str(make_header(decode_header(shown))), address) == (name, "ada@example.org")
    assert all(len(word) <= 75 for word in re.findall(r"=\?\S+\?=", raw))  # RFC 2047


def test_lines_that_start_with_a_dot_arrive(app: Flask, post: Post, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    text = "One\n.\n..two\nFrom here"
    monkeypatch.setitem(COMPOSERS, "test.letter", lambda _subject_id: Letter("Dots", text, f"<pre>{text}</pre>"))
    post_letter()

    work(app, OPEN)

    body = post.mails[0].get_body(("plain",))
    assert body is not None
    assert body.get_content().strip().splitlines() == text.splitlines()


def test_domain_in_other_letters_is_reached(app: Flask, post: Post, clock: Clock):
    post_letter(to_email="ada@bücher.example")

    work(app, OPEN)

    assert post.arrived[0][0] == ["ada@xn--bcher-kva.example"]


def test_address_no_server_takes_fails_at_once(app: Flask, post: Post, clock: Clock):
    ident = post_letter(to_email="ada@example.org\r\nRCPT TO:<x@example.org>")

    work(app, OPEN)

    assert get(ident).state == MessageState.FAILED
    assert post.mails == []


def test_pictures_and_attachments_arrive(app: Flask, post: Post, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    letter = Letter(
        "Ticket",
        "Text",
        '<img src="cid:qr">',
        {"qr": b"\x89PNG"},
        (Attachment("entry.ics", "text/calendar", b"BEGIN:VCALENDAR", (("method", "REQUEST"),)),
         Attachment("../Ticket №1.pdf", "application/pdf", b"%PDF")),
    )  # fmt: skip
    monkeypatch.setitem(COMPOSERS, "test.letter", lambda _subject_id: letter)
    post_letter()

    work(app, OPEN)

    mail = post.mails[0]
    assert [part.get_content_type() for part in mail.walk() if not part.is_multipart()] == [
        "text/plain", "text/html", "image/png", "text/calendar", "application/pdf",
    ]  # fmt: skip
    calendar, pdf = list(mail.iter_attachments())
    assert calendar.get_param("method") == "REQUEST"
    assert pdf.get_filename() == "Ticket-1.pdf"
    assert mail["Message-ID"].endswith("@localhost>")
    assert mail["Auto-Submitted"] == "auto-generated"


def test_letters_are_written_in_the_person_s_language(
    app: Flask, post: Post, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(COMPOSERS, "test.letter", lambda _id: Letter(str(get_locale()), "Text", "<p>Text</p>"))
    post_letter(language="ru")

    work(app, OPEN)

    assert post.mails[0]["Subject"] == "ru"
    assert post.mails[0]["Content-Language"] == "ru"


def test_log_names_nobody(app: Flask, post: Post, clock: Clock, caplog: pytest.LogCaptureFixture):
    post.at_recipient = "550 No such person"
    post_letter()

    work(app, OPEN)

    assert "ada@example.org" not in caplog.text
    assert "Ada Sample" not in caplog.text


def test_safe_file_name_is_plain():
    assert smtp.safe_file_name("../../etc/passwd") == "etc-passwd"
    assert smtp.safe_file_name("№") == "file"


def test_server_that_ends_the_talk_rudely_after_taking_it_gets_it_once(app: Flask, post: Post, clock: Clock):
    post.at_quit = "421 Busy"
    ident = post_letter()

    work(app, OPEN)
    work(app, OPEN + SOME_DAY)

    assert get(ident).state == MessageState.SENT
    assert len(post.mails) == 1


def test_letter_stopped_while_it_is_being_sent_does_not_go_out(
    app: Flask, post: Post, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    ident = post_letter()

    def stopped(_subject_id: int) -> Letter:
        with transaction() as session:
            session.get_one(Message, ident).state = MessageState.HELD
        return Letter("Hello", "Text", "<p>Text</p>")

    monkeypatch.setitem(COMPOSERS, "test.letter", stopped)

    work(app, OPEN)

    assert get(ident).state == MessageState.HELD
    assert post.mails == []


@pytest.mark.parametrize(
    ("reply", "marked"),
    [
        ("550 5.1.1 No such person", True),
        ("550 No such person here", True),
        ("550 <ada@example.org> 5.1.1 unknown", True),
        ("550 5.2.1 Mailbox disabled", True),
        ("552 5.2.2 Mailbox full", False),
        ("550 5.7.1 Your server is on a list", False),
        ("451 4.7.1 Greylisted", False),
    ],
)
def test_refused_address_is_marked_and_a_refused_sender_is_not_held_against_it(
    app: Flask, post: Post, clock: Clock, reply: str, marked: bool
):
    event_id = make_event().id
    post.at_recipient = reply
    post_letter(event_id=event_id, to_email="Ada@Example.org")

    work(app, OPEN)

    found = find_undeliverable(event_id, "ada@example.org")
    assert (found is not None) == marked
    if found is not None:
        assert (found.reason, found.noted_at) == (reply, OPEN)


def test_refused_content_says_nothing_of_the_address(app: Flask, post: Post, clock: Clock):
    event_id = make_event().id
    post.at_end = "554 5.6.0 Odd content"
    ident = post_letter(event_id=event_id)

    work(app, OPEN)

    assert get(ident).state == MessageState.FAILED
    assert find_undeliverable(event_id, "ada@example.org") is None
