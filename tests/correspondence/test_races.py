"""Two workers at the same announcement, and a mail server that does what it wants."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from conference.core.audit import Actor
from conference.core.db import db, transaction
from conference.core.jobs import run_due
from conference.correspondence import announcement_queries as queries
from conference.correspondence import announcement_services as services
from conference.correspondence import sending_services
from conference.correspondence.models import Delivery
from conference.correspondence.rules import AnnouncementValues, WrongMoment
from conference.events.models import Event
from conference.mail import patience
from conference.mail.models import MailSettings, Message, MessageState
from conference.mail.queries import undeliverable_of
from tests.factories import OPEN, make_event, store, store_registration
from tests.mail.smtp_server import Post, serving

OLGA = Actor("Olga Organiser")
PEOPLE = 6


@pytest.fixture
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPEN, tick=False) as found:
        yield found


@pytest.fixture
def announced(db_session: object) -> int:
    event = make_event(slug="border")
    store(MailSettings(event_id=event.id, sender_name="", reply_to="", per_minute=1000))
    for place in range(PEOPLE):
        store_registration(event, name=f"Person {place}", email=f"p{place}@example.org")
    return announce(event)


def announce(event: Event) -> int:
    code = services.add_announcement(event.id, AnnouncementValues("News", "Dear {name}"), actor=OLGA, at=OPEN)
    found = queries.find_announcement(event.id, code)
    assert found is not None
    ident = found.id
    services.send(ident, actor=OLGA, at=OPEN)
    return ident


def counts() -> tuple[int, int]:
    db.session.rollback()
    deliveries = db.session.scalar(select(func.count(Delivery.id))) or 0
    messages = db.session.scalar(select(func.count(Message.id)).where(Message.kind == queries.KIND)) or 0
    return deliveries, messages


def at_once(app: Flask, works: list[object]) -> list[BaseException | None]:
    """Call each in a thread of its own, all at the same moment; what each raised."""
    start = Barrier(len(works))

    def call(work: object) -> BaseException | None:
        with app.app_context():
            start.wait(60)
            try:
                work()  # type: ignore[operator]
            except WrongMoment as error:
                return error
            finally:
                db.session.remove()
        return None

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(call, works))


def test_two_workers_put_each_person_down_once(app: Flask, announced: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending_services, "CHUNK", 2)
    db.session.rollback()

    at_once(app, [lambda: sending_services.go_on(announced, at=OPEN)] * 4)

    assert counts() == (PEOPLE, PEOPLE)


def test_two_presses_of_send_are_one(app: Flask, announced: int):
    event = db.session.scalars(select(Event)).one()
    code = services.add_announcement(event.id, AnnouncementValues("Again", "Dear {name}"), actor=OLGA, at=OPEN)
    found = queries.find_announcement(event.id, code)
    assert found is not None
    ident = found.id
    db.session.rollback()

    raised = at_once(app, [lambda: services.send(ident, actor=OLGA, at=OPEN)] * 3)

    assert sum(error is not None for error in raised) == 2


def test_stop_in_the_middle_of_sending_sends_nothing_after_it(
    app: Flask, announced: int, traveller: time_machine.Traveller
):
    sending_services.go_on(announced, at=OPEN)
    db.session.rollback()

    at_once(app, [lambda: services.stop(announced, actor=OLGA, at=OPEN), lambda: run_due(OPEN)])
    sent = states()[MessageState.SENT]
    traveller.shift(timedelta(hours=1))
    with app.app_context():
        run_due()

    assert states()[MessageState.SENT] == sent
    assert sum(states().values()) == PEOPLE


def states() -> dict[str, int]:
    db.session.rollback()
    rows = db.session.execute(
        select(Message.state, func.count()).where(Message.kind == queries.KIND).group_by(Message.state)
    )
    return {MessageState.SENT: 0, **{row[0]: row[1] for row in rows}}


class Moody(Post):
    """Greylists the first, refuses the second, hangs up after taking the third, and ends every talk rudely."""

    def __init__(self) -> None:
        super().__init__()
        self.at_quit = "421 Go away"
        self.seen: set[str] = set()

    def recipient_answer(self, address: str) -> str:
        is_new = address not in self.seen
        self.seen.add(address)
        self.hangs_up_at_end = address.startswith("p2")
        if address.startswith("p1"):
            return "550 5.1.1 Unknown"
        return "451 4.7.1 Greylisted" if address.startswith("p0") and is_new else ""


def test_moody_server_gets_each_mail_at_most_once_and_the_states_say_how_it_went(
    app: Flask, announced: int, traveller: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
):
    server = Moody()
    with serving(server) as port:
        monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
        monkeypatch.setitem(app.config, "MAIL_PORT", port)
        db.session.rollback()
        for _round in range(8):
            with app.app_context():
                run_due()
            traveller.shift(timedelta(minutes=2))
    patience.LINES.clear()

    arrived = sorted(to[0] for to, _mail in server.arrived)
    assert arrived == [f"p{place}@example.org" for place in (0, 2, 3, 4, 5)]
    assert states() == {MessageState.SENT: 4, MessageState.FAILED: 1, MessageState.UNSURE: 1}
    event_id = db.session.scalars(select(Event.id)).one()
    assert [row.email_key for row in undeliverable_of(event_id)] == ["p1@example.org"]
    with transaction() as session:
        assert session.scalar(select(func.count(Delivery.id))) == PEOPLE
