"""Asking for a place: what is stored, what is refused, what a repetition does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy import func, select

from conference.core.audit import ATTENDEE, LogEntry
from conference.core.codes import digest
from conference.core.db import db
from conference.core.jobs import Job, run_due
from conference.mail.models import Message
from conference.registration import links, queries, services
from conference.registration.models import Registration
from conference.registration.rules import CategoryFull, EventFull, EventOver, NotYetOpen, RegistrationClosed
from tests.factories import ENDS, OPEN, STARTS, make_category, make_event
from tests.registration.conftest import places


def rows(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model).order_by(model.id)))


def messages() -> list[tuple[str, str]]:
    return [(message.kind, message.to_email) for message in rows(Message)]


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    sql_event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sql_event.remove(db.engine, "before_cursor_execute", note)


def test_a_place_comes_with_ticket_consent_history_and_mail(register):
    event = make_event(capacity=10)
    make_category(event, capacity=5)
    event_id = event.id

    outcome = register(
        event_id, "Ada@Example.org", "Өмүрбек Асанов", organisation="Chynara", country="KG", language="ru",
        photo_text="I agree.",
    )  # fmt: skip

    row = queries.get_registration(outcome.registration_id)
    assert (row.state, row.email, row.email_key) == ("confirmed", "Ada@Example.org", "ada@example.org")
    assert row.name_key == "omurbek asanov chynara ada@example.org"
    assert [(c.purpose, c.text, c.given_at) for c in row.consents] == [("photo", "I agree.", OPEN)]
    assert row.valid_ticket is not None
    assert row.valid_ticket.code_digest == digest(links.ticket_code_of(row.valid_ticket))
    assert [(e.action, e.actor_label, e.subject_id) for e in rows(LogEntry)] == [
        ("registration.added", "attendee", row.id)
    ]
    assert [(m.kind, m.to_email, m.to_name, m.language) for m in rows(Message)] == [
        ("registration.confirmed", "Ada@Example.org", "Өмүрбек Асанов", "ru")
    ]
    assert len(rows(Job)) == 1
    assert places(event_id) == (1, 1, 1)


def test_no_secret_is_stored(register):
    event = make_event()
    make_category(event)
    row = queries.get_registration(register(event.id).registration_id)
    token, code = links.own_page_token(row), links.ticket_code_of(row.tickets[0])

    stored = str([dict(r) for table in db.metadata.sorted_tables for r in db.session.execute(select(table)).mappings()])

    assert token not in stored
    assert code not in stored


def test_a_category_with_approval_gives_a_place_and_no_ticket_yet(register):
    event = make_event()
    make_category(event, needs_approval=True)
    event_id = event.id

    row = queries.get_registration(register(event_id).registration_id)

    assert (row.state, row.tickets) == ("pending", [])
    assert messages() == [("registration.received", "ada@example.org")]
    assert places(event_id) == (1, 1, 1)


def test_the_last_place_then_full(register):
    event = make_event(capacity=1)
    make_category(event)
    event_id = event.id
    register(event_id)

    with pytest.raises(EventFull):
        register(event_id, "bo@example.org")

    assert places(event_id) == (1, 1, 1)
    assert messages() == [("registration.confirmed", "ada@example.org")]


def test_a_full_category_leaves_the_others_open(register):
    event = make_event()
    make_category(event, "press", capacity=1)
    make_category(event, "participant")
    event_id = event.id
    register(event_id, category="press")

    with pytest.raises(CategoryFull):
        register(event_id, "bo@example.org", category="press")
    register(event_id, "bo@example.org", category="participant")

    assert places(event_id) == (2, 2, 2)


@pytest.mark.parametrize(("what", "capacity"), [("event", {"capacity": 1}), ("category", {})])
def test_a_place_lost_at_the_last_moment_stores_and_mails_nothing(register, monkeypatch, what, capacity):
    event = make_event(**capacity)
    make_category(event, capacity=None if capacity else 1)
    event_id = event.id
    register(event_id)
    monkeypatch.setattr("conference.registration.rules.why_not_register", lambda *_: None)  # as seen just before

    with pytest.raises(EventFull if what == "event" else CategoryFull):
        register(event_id, "bo@example.org")

    assert places(event_id) == (1, 1, 1)
    assert len(rows(Registration)) == len(rows(Message)) == len(rows(Job)) == len(rows(LogEntry)) == 1


def test_the_same_form_sent_again_gives_the_first_result_and_no_second_mail(register):
    event = make_event(capacity=1)  # and it is full by the second time
    make_category(event)
    event_id, key = event.id, str(uuid4())

    first = register(event_id, key=key)
    again = register(event_id, key=key)

    assert (again.registration_id, first.is_new, again.is_new) == (first.registration_id, True, False)
    assert messages() == [("registration.confirmed", "ada@example.org")]
    assert places(event_id) == (1, 1, 1)


def test_the_same_form_with_a_corrected_address_registers_that_one(register):
    event = make_event()
    make_category(event)
    event_id, key = event.id, str(uuid4())

    register(event_id, "ada@exmaple.org", key=key)
    corrected = register(event_id, "ada@example.org", key=key)

    assert corrected.is_new
    assert places(event_id) == (2, 2, 2)


def test_a_known_address_gets_its_link_and_nothing_changes(register):
    event = make_event()
    make_category(event)
    event_id = event.id
    first = register(event_id, name="Ada Lovelace")

    again = register(event_id, "ADA@EXAMPLE.ORG", "Somebody Else")

    assert (again.is_new, again.registration_id) == (False, first.registration_id)
    assert queries.get_registration(first.registration_id).name == "Ada Lovelace"
    run_due(OPEN)
    assert messages() == [("registration.confirmed", "ada@example.org"), ("registration.link", "ada@example.org")]
    assert places(event_id) == (1, 1, 1)


def test_the_same_address_may_come_to_another_event(register):
    events = [make_event() for _ in range(2)]
    for event in events:
        make_category(event)

    assert all(register(event.id).is_new for event in events)


def test_strangers_cannot_fill_a_mailbox(register):
    event = make_event()
    make_category(event)
    event_id = event.id
    register(event_id)

    for minutes in range(0, 60, 2):
        register(event_id, at=OPEN + timedelta(minutes=minutes))

    run_due(OPEN + timedelta(hours=1))
    assert 0 < messages().count(("registration.link", "ada@example.org")) <= services.letters.LINKS_AN_HOUR


def test_after_cancelling_the_same_person_registers_anew(register):
    event = make_event()
    make_category(event)
    event_id, key = event.id, str(uuid4())
    first = register(event_id, key=key).registration_id
    services.cancel(first, actor=ATTENDEE, at=OPEN)

    again = register(event_id, key=key)

    assert again.is_new
    assert again.registration_id != first
    assert places(event_id) == (1, 1, 1)


@pytest.mark.parametrize(
    ("at", "refusal"),
    [(OPEN - timedelta(days=400), NotYetOpen), (STARTS, RegistrationClosed), (ENDS, EventOver)],
)
def test_the_clock_decides(register, at, refusal):
    event = make_event()
    make_category(event)
    event_id = event.id

    with pytest.raises(refusal):
        register(event_id, at=at)

    assert places(event_id) == (0, 0, 0)


def test_a_registration_takes_few_statements_however_many_there_are(register):
    event = make_event()
    make_category(event)
    event_id = event.id
    counts = []
    for number in range(3):
        with counted_statements() as seen:
            register(event_id, f"{number}@example.org", photo_text="I agree.")
        counts.append(len([one for one in seen if not one.startswith(("BEGIN", "COMMIT", "PRAGMA"))]))
        for more in range(10):
            register(event_id, f"{number}-{more}@example.org")

    assert counts == [counts[0]] * 3
    assert counts[0] <= 9


def test_what_was_registered_at_all_is_counted_once(register):
    event = make_event()
    make_category(event)
    event_id = event.id
    for number in range(5):
        register(event_id, f"{number}@example.org")

    assert db.session.scalar(select(func.count(Registration.id))) == 5
    assert places(event_id) == (5, 5, 5)
