"""Approve, decline, cancel, restore: what each leaves behind, and that the places always add up."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from conference.core.audit import ATTENDEE, Actor, history
from conference.core.db import db
from conference.core.errors import Refused
from conference.mail.models import Message
from conference.registration import links, queries, services
from conference.registration.models import Registration
from conference.registration.rules import AlreadyMailed, EventFull, EventOver, Person, RegisteredAgain, WrongState
from tests.factories import ENDS, OPEN, make_category, make_event
from tests.registration.conftest import places

ORGANISER = Actor("Olga Organiser", 7)


def kinds() -> list[str]:
    return list(db.session.scalars(select(Message.kind).order_by(Message.id)))


def load(ident: int) -> Registration:
    db.session.rollback()
    return queries.get_registration(ident)


@pytest.fixture
def pending(register: Any) -> int:
    event = make_event(capacity=5)
    make_category(event, needs_approval=True)
    return int(register(event.id).registration_id)


@pytest.fixture
def confirmed(register: Any) -> int:
    event = make_event(capacity=5)
    make_category(event)
    return int(register(event.id).registration_id)


def test_approving_issues_the_ticket_and_mails_it_once(pending):
    services.approve(pending, actor=ORGANISER, at=OPEN)
    services.approve(pending, actor=ORGANISER, at=OPEN)

    row = load(pending)
    assert row.state == "confirmed"
    assert row.valid_ticket is not None
    assert kinds() == ["registration.received", "registration.confirmed"]
    assert [(e.action, e.actor_id, e.detail) for e in history(row)][:1] == [
        ("registration.approved", 7, {"before": "pending", "after": "confirmed"})
    ]
    assert places(row.event_id) == (1, 1, 1)


def test_declining_frees_the_place_and_approving_later_takes_one_again(pending):
    event_id = load(pending).event_id
    services.decline(pending, actor=ORGANISER, at=OPEN)
    assert places(event_id) == (0, 0, 0)

    services.approve(pending, actor=ORGANISER, at=OPEN)

    assert places(event_id) == (1, 1, 1)
    assert kinds() == ["registration.received", "registration.declined", "registration.confirmed"]


def test_cancelling_ends_the_ticket_and_raises_the_calendar_sequence(confirmed):
    code = links.ticket_code_of(load(confirmed).tickets[0])

    services.cancel(confirmed, actor=ATTENDEE, at=OPEN)

    row = load(confirmed)
    assert (row.state, row.cancelled_at, row.cancelled_by, row.calendar_sequence) == ("cancelled", OPEN, "attendee", 1)
    assert row.valid_ticket is None
    assert [(t.revoked_at, t.revoked_reason) for t in row.tickets] == [(OPEN, "cancelled")]
    assert links.ticket_code_of(row.tickets[0]) == code
    assert kinds() == ["registration.confirmed", "registration.cancelled"]
    assert places(row.event_id) == (0, 0, 0)


def test_restoring_gives_a_new_ticket_and_mails_it_at_once(confirmed):
    services.cancel(confirmed, actor=ATTENDEE, at=OPEN)
    services.restore(confirmed, actor=ATTENDEE, at=OPEN)

    row = load(confirmed)
    old, new = row.tickets
    assert (row.state, row.cancelled_at, row.cancelled_by, row.calendar_sequence) == ("confirmed", None, "", 2)
    assert row.valid_ticket is new
    assert (old.version, new.version) == (1, 2)
    assert old.code_digest != new.code_digest
    assert kinds() == ["registration.confirmed", "registration.cancelled", "registration.confirmed"]
    assert places(row.event_id) == (1, 1, 1)


def test_pressing_cancel_twice_is_pressing_it_once(confirmed):
    services.cancel(confirmed, actor=ATTENDEE, at=OPEN)
    services.cancel(confirmed, actor=ATTENDEE, at=OPEN)

    assert kinds() == ["registration.confirmed", "registration.cancelled"]
    assert places(load(confirmed).event_id) == (0, 0, 0)


def test_a_pending_person_who_comes_back_is_pending_again(pending):
    services.cancel(pending, actor=ATTENDEE, at=OPEN)
    services.restore(pending, actor=ATTENDEE, at=OPEN)

    assert load(pending).state == "pending"


def test_attendees_cannot_undo_what_organisers_did(confirmed):
    services.cancel(confirmed, actor=ORGANISER, at=OPEN)

    with pytest.raises(WrongState):
        services.restore(confirmed, actor=ATTENDEE, at=OPEN)
    services.restore(confirmed, actor=ORGANISER, at=OPEN)

    assert load(confirmed).state == "confirmed"


def test_a_place_given_back_may_be_gone(register):
    event = make_event(capacity=1)
    make_category(event)
    event_id = event.id
    first = register(event_id).registration_id
    services.cancel(first, actor=ATTENDEE, at=OPEN)
    register(event_id, "bo@example.org")

    for actor in (ATTENDEE, ORGANISER):
        with pytest.raises(EventFull):
            services.restore(first, actor=actor, at=OPEN)

    assert load(first).state == "cancelled"
    assert places(event_id) == (1, 1, 1)


def test_an_old_cancellation_cannot_be_undone_beside_a_newer_registration(confirmed, register):
    event_id = load(confirmed).event_id
    services.cancel(confirmed, actor=ATTENDEE, at=OPEN)
    register(event_id)

    with pytest.raises(RegisteredAgain):
        services.restore(confirmed, actor=ATTENDEE, at=OPEN)


def test_after_the_event_only_organisers_cancel(confirmed):
    with pytest.raises(EventOver):
        services.cancel(confirmed, actor=ATTENDEE, at=ENDS)
    services.cancel(confirmed, actor=ORGANISER, at=ENDS)

    assert load(confirmed).state == "cancelled"


@pytest.mark.parametrize("deed", [services.decline, services.restore])
def test_what_does_not_fit_the_state_is_refused_and_changes_nothing(confirmed, deed):
    before = load(confirmed).version
    if deed is services.decline:
        with pytest.raises(WrongState):
            deed(confirmed, actor=ORGANISER, at=OPEN)
    else:
        deed(confirmed, actor=ORGANISER, at=OPEN)  # it is confirmed already: nothing to do

    assert load(confirmed).version == before
    assert kinds() == ["registration.confirmed"]


def test_a_replaced_ticket_kills_the_old_code_and_mails_nobody(confirmed):
    services.issue_ticket(confirmed, actor=ORGANISER, at=OPEN, reason="lost")

    row = load(confirmed)
    assert [(t.version, t.revoked_reason) for t in row.tickets] == [(1, "lost"), (2, "")]
    assert kinds() == ["registration.confirmed"]


def test_a_revoked_ticket_leaves_the_registration(confirmed):
    services.revoke_ticket(confirmed, actor=ORGANISER, at=OPEN)

    row = load(confirmed)
    assert (row.state, row.valid_ticket) == ("confirmed", None)
    services.issue_ticket(confirmed, actor=ORGANISER, at=OPEN)
    assert load(confirmed).valid_ticket is not None


def test_only_confirmed_people_get_a_ticket(pending):
    with pytest.raises(WrongState):
        services.issue_ticket(pending, actor=ORGANISER, at=OPEN)


def test_a_mail_asked_for_twice_in_a_moment_is_refused_in_words(confirmed):
    with pytest.raises(AlreadyMailed):
        services.resend_confirmation(confirmed, actor=ORGANISER, at=OPEN)

    assert kinds() == ["registration.confirmed"]


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["register", "approve", "decline", "cancel", "restore", "leave", "return", "ticket"]),
        st.integers(0, 3),
    ),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, needs_approval=st.booleans())
def test_places_and_tickets_add_up_whatever_is_pressed(db_session, deeds, needs_approval):
    event = make_event(capacity=3)
    make_category(event, capacity=2, needs_approval=needs_approval)
    event_id = event.id
    people: dict[int, int] = {}

    for deed, who in deeds:
        try:
            press(deed, event_id, who, people)
        except Refused:
            db.session.rollback()
        of_event, of_category, held = places(event_id)
        assert of_event == of_category == held <= 2

    for ident in people.values():
        row = load(ident)
        assert (row.valid_ticket is not None) == (row.state == "confirmed")
        assert sum(ticket.revoked_at is None for ticket in row.tickets) <= 1
        assert (row.cancelled_at is not None) == (row.state == "cancelled")


def press(deed: str, event_id: int, who: int, people: dict[int, int]) -> None:
    if deed == "register":
        person = Person("Ada", f"{who}@example.org")
        people[who] = services.register(event_id, person, submit_key=str(uuid4()), at=OPEN).registration_id
    elif who in people:
        actor = ATTENDEE if deed in ("leave", "return") else ORGANISER
        called = {
            "approve": services.approve,
            "decline": services.decline,
            "cancel": services.cancel,
            "leave": services.cancel,
            "restore": services.restore,
            "return": services.restore,
            "ticket": services.issue_ticket,
        }[deed]
        called(people[who], actor=actor, at=OPEN)
