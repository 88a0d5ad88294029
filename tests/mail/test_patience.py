"""A mail server that hangs holds up nothing but its own letters."""

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from conference.core.db import db, transaction
from conference.core.jobs import Job, JobState, run_due, worker
from conference.core.jobs.handlers import HANDLERS
from conference.core.jobs.queue import enqueue
from conference.mail import jobs, patience, services
from conference.mail.letters import COMPOSERS, Letter
from conference.mail.models import Message, MessageState
from tests.factories import OPEN
from tests.mail.smtp_server import Post, free_port, serving


class Hanging:
    """Takes connections and says nothing."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port: int = self.socket.getsockname()[1]

    def calls(self) -> int:
        """How many came until now."""
        self.socket.settimeout(0)
        found = 0
        while True:
            try:
                self.socket.accept()[0].close()
            except BlockingIOError:
                return found
            found += 1


@pytest.fixture
def at(app: Flask, db_session: object, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time that the worker reads; the last of the list."""
    times = [OPEN]
    monkeypatch.setattr(jobs, "now", lambda: times[-1])
    monkeypatch.setattr(worker, "now", lambda: times[-1])
    monkeypatch.setitem(COMPOSERS, "test.letter", lambda _subject_id: Letter("Hello", "Text", "<p>Text</p>"))
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    monkeypatch.setitem(app.config, "MAIL_TIMEOUT", 0.2)
    return times


@pytest.fixture
def hanging(at: list[datetime], app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hanging]:
    server = Hanging()
    monkeypatch.setitem(app.config, "MAIL_PORT", server.port)
    yield server
    server.socket.close()


def post(number: int) -> list[int]:
    found = []
    for place in range(number):
        with transaction():
            ident = services.post(
                "test.letter",
                place,
                to_email=f"p{place}@example.org",
                to_name="",
                language="en",
                event_id=None,
                at=OPEN,
            )
            assert ident is not None
            found.append(ident)
    return found


def work(app: Flask, at: datetime) -> None:
    db.session.rollback()
    with app.app_context():
        run_due(at)


def all_messages() -> list[Message]:
    db.session.rollback()
    return db.session.query(Message).order_by(Message.id).populate_existing().all()


def test_only_one_letter_tries_and_other_work_goes_on(
    app: Flask, at: list[datetime], hanging: Hanging, monkeypatch: pytest.MonkeyPatch
):
    done: list[int] = []
    monkeypatch.setitem(HANDLERS, "test.sheet", lambda job_id, _payload: done.append(job_id))
    post(20)
    with transaction():
        enqueue("test.sheet", {}, at=OPEN)

    work(app, OPEN)

    assert hanging.calls() == 1
    assert len(done) == 1
    messages = all_messages()
    assert {message.state for message in messages} == {MessageState.WAITING}
    assert [message.attempts for message in messages] == [1] + [0] * 19
    assert {message.next_try_at for message in messages[1:]} == {OPEN + patience.FIRST_GAP}
    assert {message.error for message in messages[1:]} == {"the mail server does not answer"}


def test_long_outage_lists_nothing_anew_and_costs_no_tries(app: Flask, at: list[datetime], hanging: Hanging):
    post(5)
    listed = db.session.query(Job).count()
    for minute in range(0, 60, 3):
        at.append(OPEN + timedelta(minutes=minute))
        work(app, at[-1])

    db.session.rollback()
    assert db.session.query(Job).count() == listed
    assert {job.state for job in db.session.query(Job).populate_existing()} == {JobState.WAITING}
    assert max(message.attempts for message in all_messages()) < jobs.MOST_TRIES


def test_letter_of_a_worker_that_died_becomes_unsure_although_the_server_is_away(
    app: Flask, at: list[datetime], hanging: Hanging
):
    post(2)
    work(app, OPEN)
    with transaction() as session:
        session.query(Message).update({"state": MessageState.HANDED_OVER})
    work(app, OPEN + patience.FIRST_GAP / 2)
    for later in (1, 2, 3):
        at.append(OPEN + timedelta(minutes=3 * later))
        work(app, at[-1])

    assert {message.state for message in all_messages()} == {MessageState.UNSURE}


def test_gaps_grow_to_two_minutes_and_one_letter_at_a_time_tries(at: list[datetime]):
    config = {"MAIL_SERVER": "mail.example.org", "MAIL_PORT": 25}
    moment = OPEN
    gaps: list[float] = []
    for _silence in range(6):
        assert patience.wait_until(config, moment) is None
        assert patience.wait_until(config, moment) == (moment + patience.PROBE if gaps else None)
        patience.note_silence(config, moment)
        later = patience.wait_until(config, moment)
        assert later is not None
        gaps.append((later - moment).total_seconds())
        moment = later

    assert gaps == [15, 30, 60, 120, 120, 120]
    patience.note_answer(config)
    assert patience.wait_until(config, moment) is None


def test_server_that_goes_silent_after_the_last_word_is_given_time(
    app: Flask, at: list[datetime], monkeypatch: pytest.MonkeyPatch
):
    server = Post()
    server.hangs_up_at_end = True
    with serving(server) as port:
        monkeypatch.setitem(app.config, "MAIL_PORT", port)
        monkeypatch.setitem(app.config, "MAIL_TIMEOUT", 10)
        post(3)
        work(app, OPEN)

    assert [message.state for message in all_messages()] == [MessageState.UNSURE] + [MessageState.WAITING] * 2


def test_once_it_answers_every_letter_arrives_once(
    app: Flask, at: list[datetime], hanging: Hanging, monkeypatch: pytest.MonkeyPatch
):
    post(4)
    work(app, OPEN)
    patience.LINES["127.0.0.1", port := free_port()] = patience.LINES.pop(("127.0.0.1", hanging.port))
    server = Post()
    with serving(server, port) as port:
        monkeypatch.setitem(app.config, "MAIL_PORT", port)
        monkeypatch.setitem(app.config, "MAIL_TIMEOUT", 10)
        at.append(OPEN + timedelta(seconds=30))
        for _round in range(3):
            work(app, at[-1])

    assert sorted(to[0] for to, _mail in server.arrived) == [f"p{place}@example.org" for place in range(4)]
    assert {message.state for message in all_messages()} == {MessageState.SENT}
