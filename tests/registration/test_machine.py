"""The machine of states under any sequence of deeds: places add up, nobody is oversold, the history tells the truth."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from conference.core.audit import ATTENDEE, Actor, LogEntry
from conference.core.db import db
from conference.core.errors import Refused
from conference.events.models import Event, Mode
from conference.registration import category_rules, line_queries, queries, room_queries, rules, services
from conference.registration.models import (
    HOLDS_PLACE,
    Batch,
    Category,
    Registration,
    RegistrationSettings,
    RegistrationState,
    RoomWish,
)
from conference.registration.models import WaitingList as Line
from tests.factories import OPEN, make_category, make_event, store

ORGANISER = Actor("Olga Organiser", 7)
WHO = st.integers(0, 7)
MODES = st.sampled_from([Mode.IN_PERSON, Mode.ONLINE])
DEED_OF = {  # what the history calls it -> the deed of rules.MOVES
    "approved": "approve", "declined": "decline", "cancelled": "cancel", "restored": "restore", "verified": "verify",
    "accepted": "accept", "promoted": "promote", "expired": "expire", "undone": "undo",
    "queued": "queue", "pended": "pend",
}  # fmt: skip


class Machine(RuleBasedStateMachine):
    """One hybrid event with two categories; eight people and one organiser press whatever there is."""

    def __init__(self) -> None:
        super().__init__()
        self.at = OPEN
        self.people: dict[int, int] = {}

    @initialize(
        capacity=st.integers(0, 3), online=st.integers(0, 2), press=st.integers(0, 2), approval=st.booleans(),
        line=st.sampled_from(list(Line)), to_room=st.sampled_from(list(Line)), by_priority=st.booleans(),
        verification=st.booleans(),
    )  # fmt: skip
    def open_event(self, capacity: int, online: int, press: int, line: str, to_room: str, **flags: bool) -> None:
        event = make_event(mode=Mode.HYBRID, capacity=capacity, online_capacity=online)
        self.event_id = event.id
        make_category(event, "participant", position=0, needs_approval=flags["approval"])
        self.press = make_category(event, "press", position=1, capacity=press, priority=2).id
        store(RegistrationSettings(event_id=self.event_id, waiting_list=line, to_room=to_room,
                                   waits_by_priority=flags["by_priority"],
                                   needs_verification=flags["verification"]))  # fmt: skip

    @contextmanager
    def tried(self) -> Iterator[None]:
        self.at += timedelta(minutes=1)
        try:
            yield
        except Refused:
            db.session.rollback()

    @rule(
        who=WHO, mode=MODES, category=st.sampled_from(["participant", "press"]), waits=st.booleans(), room=st.booleans()
    )
    def register(self, who: int, mode: str, category: str, waits: bool, room: bool) -> None:
        person = rules.Person("Ada", f"{who}@example.org", category=category, mode=mode, waits=waits, wants_room=room)
        with self.tried():
            outcome = services.register(self.event_id, person, submit_key=str(uuid4()), at=self.at)
            self.people[who] = outcome.registration_id

    @rule(who=WHO, deed=st.sampled_from(["approve", "decline", "cancel", "restore"]))
    def organise(self, who: int, deed: str) -> None:
        if who in self.people:
            with self.tried():
                getattr(services, deed)(self.people[who], actor=ORGANISER, at=self.at)

    @rule(
        who=WHO,
        deed=st.sampled_from(
            ["cancel", "restore", "verify", "accept_offer", "wait_on", "ask_for_room", "stay_online", "erase"]
        ),
    )
    def attend(self, who: int, deed: str) -> None:
        if who in self.people:
            with self.tried():
                getattr(services, deed)(self.people[who], actor=ATTENDEE, at=self.at)

    @rule(who=WHO, mode=MODES)
    def change_mode(self, who: int, mode: str) -> None:
        if who in self.people:
            with self.tried():
                services.change_mode(self.people[who], mode, actor=ATTENDEE, at=self.at)

    @rule(who=WHO, mode=MODES, category=st.sampled_from(["participant", "press"]), waits=st.booleans(),
          approval=st.sampled_from(["", "keep", "pend"]))  # fmt: skip
    def correct(self, who: int, mode: str, category: str, waits: bool, approval: str) -> None:
        if who in self.people:
            row = queries.get_registration(self.people[who])
            details = rules.Details(name="Ada", language="en")
            new = rules.Correction(details, row.email, category, mode, waits=waits, approval=approval)
            with self.tried():
                services.correct(row.id, new, actor=ORGANISER, at=self.at, version=row.version)

    @rule(who=WHO, up=st.booleans(), offers=st.booleans())
    def keep_the_line(self, who: int, up: bool, offers: bool) -> None:
        if who in self.people:
            with self.tried():
                if offers:
                    services.offer_now(self.people[who], actor=ORGANISER, at=self.at)
                else:
                    services.move_in_line(self.people[who], up=up, actor=ORGANISER, at=self.at)

    @rule(hours=st.sampled_from([1, 25, 49]))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)
        for ident in self.people.values():
            services.end_offer(ident, at=self.at)
            services.end_room_offer(ident, at=self.at)
            row = queries.get_registration(ident)
            if row.created_at + timedelta(hours=24) <= self.at:
                settings_row = queries.settings_of(self.event_id)
                if settings_row is not None and settings_row.needs_verification:
                    services.expire(ident, at=self.at)

    @rule(capacity=st.integers(0, 3))
    def change_press(self, capacity: int) -> None:
        row = db.session.get_one(Category, self.press, populate_existing=True)
        with self.tried():
            values = category_rules.CategoryValues(**{**vars(category_rules.values_of(row)), "capacity": capacity})
            services.change_category(self.press, values, actor=ORGANISER, at=self.at)

    @rule(whom=st.sets(WHO, min_size=1), deed=st.sampled_from(["approve", "decline", "cancel"]), undo=st.booleans())
    def do_many(self, whom: set[int], deed: str, undo: bool) -> None:
        ids = [self.people[who] for who in sorted(whom) if who in self.people]
        if not ids:
            return
        self.at += timedelta(minutes=1)
        code = services.start_batch(self.event_id, ids, deed, "", actor=ORGANISER, at=self.at)
        batch = batch_id(code)
        while services.do_next(batch, at=self.at):
            pass
        if undo:
            services.undo_batch(batch, actor=ORGANISER, at=self.at)
            while services.undo_next(batch, at=self.at):
                pass

    @invariant()
    def places_add_up(self) -> None:
        if self.people:
            check_places(self.event_id)

    @invariant()
    def nobody_waits_beside_a_free_place(self) -> None:
        db.session.rollback()
        settings_row = queries.settings_of(self.event_id) if self.people else None
        if settings_row is None:
            return
        services.serve_line(self.event_id, at=self.at)  # what a job does for who came online from elsewhere
        free = line_queries.free_places(self.event_id)
        if settings_row.waiting_list != Line.OFF:
            assert line_queries.next_in_line(self.event_id, free, by_priority=False, skip=(), limit=1) == []
        if settings_row.to_room != Line.OFF and Mode.IN_PERSON in free.open_modes:
            assert room_queries.next_in_line(self.event_id, by_priority=False, skip=(), limit=1) == []

    @invariant()
    def every_row_is_as_its_history_says(self) -> None:
        check_rows(set(self.people.values()))


def batch_id(code: str) -> int:
    return db.session.scalars(select(Batch.id).where(Batch.code == code)).one()


def check_places(event_id: int) -> None:
    """The numbers of the event and of each category are those of the rows, and none is above its capacity."""
    db.session.rollback()
    event = db.session.get_one(Event, event_id)
    holds = or_(Registration.state.in_(HOLDS_PLACE), Registration.offered_until.is_not(None))
    query = (
        select(Registration.mode, Registration.category_id, func.count())
        .where(Registration.event_id == event_id, holds)
        .group_by(Registration.mode, Registration.category_id)
    )
    held = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
    in_room = sum(number for mode, _category, number in held if mode == Mode.IN_PERSON)
    online = sum(number for mode, _category, number in held if mode == Mode.ONLINE)
    kept = (
        select(func.count())
        .select_from(RoomWish)
        .where(RoomWish.event_id == event_id, RoomWish.offered_until.is_not(None))
    )
    in_room += db.session.scalar(kept) or 0  # beside their places online
    assert (event.places_taken, event.online_taken) == (in_room, online)
    assert event.capacity is None or in_room <= event.capacity
    assert event.online_capacity is None or online <= event.online_capacity
    for category in db.session.scalars(select(Category).where(Category.event_id == event_id)):
        number = sum(number for _mode, of, number in held if of == category.id)
        assert category.places_taken == number
        assert category.capacity is None or number <= category.capacity


def check_rows(idents: set[int]) -> None:
    """All with three questions, as they are asked after every deed."""
    db.session.rollback()
    of_them = select(LogEntry).where(LogEntry.subject_type == "registration", LogEntry.subject_id.in_(idents))
    histories = defaultdict(list)
    for entry in db.session.scalars(of_them.order_by(LogEntry.id)):
        histories[entry.subject_id].append(entry)
    query = select(Registration).where(Registration.id.in_(idents)).options(selectinload(Registration.tickets))
    rows = db.session.scalars(query).all()
    assert {row.id for row in rows} == idents
    for row in rows:
        check_row(row, histories[row.id])


def check_row(row: Registration, history: list[LogEntry]) -> None:
    assert (row.valid_ticket is not None) == (row.state == RegistrationState.CONFIRMED)
    assert row.offered_until is None or row.state == RegistrationState.WAITING
    assert (row.cancelled_at is not None) == (row.state == RegistrationState.CANCELLED)
    last = None
    for entry in history:
        if "after" not in entry.detail or entry.action == "registration.mode_changed":
            continue
        before, after = entry.detail["before"], entry.detail["after"]
        move = rules.MOVES[DEED_OF[entry.action.removeprefix("registration.")]]
        assert last in (None, before)
        assert before in move.sources
        assert after in move.targets
        assert actor_of(entry) in move.who
        last = after
    assert last in (None, row.state)


def actor_of(entry: LogEntry) -> str:
    return rules.ORGANISER if entry.actor_id else entry.actor_label


def test_whatever_is_pressed_places_and_histories_add_up(db_session: Any) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize("state", list(RegistrationState))
def test_every_state_can_be_reached_by_the_table(state: RegistrationState) -> None:
    reached = {RegistrationState.PENDING, RegistrationState.CONFIRMED, RegistrationState.WAITING}  # where rows begin
    for _round in RegistrationState:
        for source in list(reached):
            reached |= rules.ALLOWED[source]

    assert state in reached
