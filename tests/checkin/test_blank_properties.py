"""Three desks give away few blank badges, often without a network; requests and answers get lost, servers die half-way.

Whatever happens, everybody is registered once, and whose a badge is follows from what the desks did, not from what the
server heard first. Quick by default; DOOR_EXAMPLES=200 and DOOR_STEPS=60 look longer.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import func, select

from conference.checkin import services
from conference.checkin.models import BlankBadge, BlankUse, DeadLetter, DoorRecord, Presence, Scan
from conference.checkin.queries import blanks
from conference.checkin.rules import Door
from conference.core.audit import SYSTEM
from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.core.errors import Refused
from conference.registration.models import Registration, Ticket
from conference.registration.rules import WalkIn
from tests.checkin.devices import ms
from tests.checkin.test_properties import LOOK, NOTHING, Phone
from tests.factories import STARTS, make_category, make_device, make_event, make_point

DESKS, BADGES = st.integers(0, 2), st.integers(0, 2)
LOSSES = st.sampled_from(["", "", "request", "answer", "half"])
Given = tuple[datetime, str]  # when, to whom


class Desks(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        event = make_event()
        make_category(event, "visitor")
        self.event_id, self.at, self.people = event.id, STARTS, 0
        points = [make_point(event, code="main"), make_point(event, code="hall", kind="room", policy="reentry")]
        self.phones = [Phone(make_device(points[0], f"Desk {n}"), 0) for n in range(3)]
        services.make_blanks(self.event_id, 3, "a4", actor=SYSTEM, at=self.at)
        mine = select(BlankBadge.lookup).where(BlankBadge.event_id == event.id)
        self.lookups = list(db.session.scalars(mine.order_by(BlankBadge.number)))
        self.given: list[list[Given]] = [[], [], []]  # of each badge, what any desk did
        self.came: dict[str, str] = {}  # by which scan of a desk without network
        self.chosen: dict[int, str] = {}
        self.void: set[int] = set()

    def tick(self) -> datetime:
        self.at += timedelta(seconds=7)
        return self.at

    def somebody(self) -> str:
        self.people += 1
        return f"Ada {self.people}"

    @rule(desk=DESKS, badge=BADGES)
    def give_without_network(self, desk: int, badge: int) -> None:
        at, name = self.tick(), self.somebody()
        event = self.phones[desk].note(
            kind="walkin", point="main", lookup=self.lookups[badge], device_time=ms(at),
            walkin={"id": new_uuid7(), "name": name},
        )  # fmt: skip
        self.given[badge].append((at, name))
        self.came[event["scan_id"]] = name

    @rule(desk=DESKS, badge=BADGES)
    def give_by_the_server(self, desk: int, badge: int) -> None:
        at, walk_in = self.tick(), WalkIn(new_uuid7(), self.somebody())
        try:
            for _again in range(2):
                services.bring_in(self.phones[desk].door, walk_in, lookup=self.lookups[badge], actor=SYSTEM, at=at)
        except Refused:
            self.people -= 1
        else:
            self.given[badge].append((at, walk_in.name))

    @rule(desk=DESKS, badge=BADGES, point=st.sampled_from(["main", "hall"]), kind=st.sampled_from(["entry", "exit"]))
    def scan_without_network(self, desk: int, badge: int, point: str, kind: str) -> None:
        self.phones[desk].note(point=point, kind=kind, lookup=self.lookups[badge], device_time=ms(self.tick()))

    @rule(desk=DESKS, place=st.integers(0, 50))
    def undo(self, desk: int, place: int) -> None:
        own = [event for event in self.phones[desk].made if event["kind"] != "undo"]
        if own:
            undone = own[place % len(own)]
            self.phones[desk].note(
                point=undone["point"], kind="undo", ref=undone["scan_id"], device_time=ms(self.tick())
            )

    @rule(badge=BADGES, chance=st.integers(0, 5))
    def make_void(self, badge: int, chance: int) -> None:
        if chance:
            return
        try:
            services.void_blanks(self.event_id, [range(badge + 1, badge + 2)], actor=SYSTEM, at=self.tick())
        except Refused:
            return
        self.void.add(badge)

    @rule(badge=BADGES, place=st.integers(0, 5))
    def say_whose_it_is(self, badge: int, place: int) -> None:
        names = [name for _at, name in self.given[badge]]
        code = self.code_of(names[place % len(names)]) if names else None
        try:
            services.choose_owner(self.event_id, badge + 1, code or "", "Asked them", actor=SYSTEM, at=self.tick())
        except Refused:
            return
        if code:
            self.chosen[badge] = names[place % len(names)]
            self.void.discard(badge)

    def code_of(self, name: str) -> str | None:
        db.session.rollback()
        query = select(Registration.code).where(Registration.event_id == self.event_id, Registration.name == name)
        return db.session.scalar(query)

    @rule(desk=DESKS, size=st.integers(1, 6), loss=LOSSES, seed=st.integers(0, 99))
    def sync(self, desk: int, size: int, loss: str, seed: int) -> None:
        phone = self.phones[desk]
        batch = phone.queue[:size]
        random.Random(seed).shuffle(batch)
        if loss == "half":
            services.take_in(phone.door, batch, NOTHING, at=self.tick())
        elif loss != "request":
            self.send(phone, batch)
        if not loss:
            del phone.queue[:size]

    def send(self, phone: Phone, batch: list[dict[str, Any]]) -> None:
        at = self.tick()
        results = services.take_in(phone.door, batch, NOTHING, at=at).results
        assert {row["status"] for row in results} <= {"recorded", "replayed"}
        services.bring_in_reported(phone.door, batch, may=True, actor=SYSTEM, at=at)

    def teardown(self) -> None:
        if not hasattr(self, "phones"):
            return
        for phone in self.phones:
            while phone.queue:
                self.send(phone, phone.queue[:4])
                del phone.queue[:4]
        self.everybody_is_registered_once()
        self.badges_are_whose_they_must_be()
        before = self.everything()
        for phone in self.phones[::-1]:
            self.send(phone, phone.made[::-1])
        assert self.everything() == before

    def everybody_is_registered_once(self) -> None:
        db.session.rollback()
        query = select(Registration.name, func.count(Ticket.id)).join(Ticket).where(Ticket.revoked_at.is_(None))
        tickets = {row[0]: row[1] for row in db.session.execute(query.group_by(Registration.id, Registration.name)
                   .where(Registration.event_id == self.event_id))}  # fmt: skip
        expected = {name for badge in self.given for _at, name in badge}
        assert tickets == dict.fromkeys(expected, 1)
        assert db.session.scalar(select(DeadLetter.id).limit(1)) is None
        scans = select(Scan.id, Registration.name).outerjoin(Scan.registration)
        of_desks = scans.where(Scan.event_id == self.event_id, Scan.kind == "walkin")
        assert {row[0]: row[1] for row in db.session.execute(of_desks)} == self.came

    def badges_are_whose_they_must_be(self) -> None:
        services.refresh(self.event_id, at=self.at)
        db.session.rollback()
        for number, lookup in enumerate(self.lookups):
            owner = self.chosen.get(number) or min(self.given[number], default=(None, None))[1]
            owner = None if number in self.void else owner
            holder = db.session.execute(
                select(Registration.name, Registration.id)
                .join(Ticket).join(BlankBadge, BlankBadge.uuid == Ticket.uuid)
                .where(BlankBadge.lookup == lookup)
            ).one_or_none()  # fmt: skip
            assert (holder[0] if holder else None) == owner
            scanned = select(Scan.registration_id).where(Scan.lookup == lookup, Scan.kind != "walkin")
            assert set(db.session.scalars(scanned)) <= {holder[1] if holder else None}
            body = db.session.scalar(select(DoorRecord.body).where(DoorRecord.lookup == lookup))
            state = "ok" if owner else "void" if number in self.void else "blank"
            assert f'"s":"{state}"' in (body or "")

    def everything(self) -> list[Any]:
        db.session.rollback()
        asked: list[Any] = [
            select(Scan.id, Scan.registration_id, Scan.outcome).order_by(Scan.id),
            select(Presence.registration_id, Presence.point_id, Presence.is_inside, Presence.first_scan_id,
                   Presence.last_scan_id).order_by(Presence.registration_id, Presence.point_id),
            select(Ticket.uuid, Ticket.registration_id, Ticket.revoked_at).order_by(Ticket.id),
            select(BlankUse.blank_id, BlankUse.registration_id, BlankUse.settled_at)
            .order_by(BlankUse.blank_id, BlankUse.registration_id),
        ]  # fmt: skip
        return [db.session.execute(query).all() for query in asked]


@pytest.mark.usefixtures("db_session")
def test_blank_badges_come_to_one_truth() -> None:
    run_state_machine_as_test(Desks, settings=LOOK)


Race = Callable[[Callable[[int], Any]], list[Any]]


@pytest.fixture
def race(app: Flask, db_session: object) -> Race:
    """Eight threads, each with its number."""

    def run(deed: Callable[[int], Any]) -> list[Any]:
        barrier = Barrier(8)

        def one(number: int) -> Any:
            with app.app_context():
                barrier.wait(60)
                try:
                    return deed(number)
                except Refused as refusal:
                    return refusal.code

        db.session.rollback()
        with ThreadPoolExecutor(8) as pool:
            return [done.result(60) for done in [pool.submit(one, number) for number in range(8)]]

    return run


@pytest.fixture
def doors(db_session: object) -> list[Door]:
    event = make_event()
    make_category(event, "visitor")
    point = make_point(event, code="main")
    services.make_blanks(event.id, 1, "a4", actor=SYSTEM, at=STARTS)
    return [services.door_of(make_device(point, f"Desk {n}")) for n in range(8)]


def test_eight_desks_ask_for_one_badge_and_one_gets_it(race: Race, doors: list[Door]):
    lookup = db.session.scalars(select(BlankBadge.lookup)).one()

    said = race(
        lambda n: services.bring_in(doors[n], WalkIn(new_uuid7(), f"Ada {n}"), lookup=lookup, actor=SYSTEM, at=STARTS)[
            1
        ]
    )

    assert sorted(map(str, said)) == ["True", *["blank_taken"] * 7]
    db.session.rollback()
    assert db.session.scalar(select(func.count(Registration.id))) == 1


def test_eight_desks_report_one_badge_at_once_and_nobody_is_lost(race: Race, doors: list[Door]):
    lookup = db.session.scalars(select(BlankBadge.lookup)).one()
    event_id = doors[0].event_id

    def report(n: int) -> None:
        body = {
            "scan_id": new_uuid7(), "seq": 1, "kind": "walkin", "point": "main", "lookup": lookup, "outcome": "admit",
            "reason": "", "by": "device", "via": "camera", "offset": 0, "device_time": ms(STARTS) + n,
            "walkin": {"id": new_uuid7(), "name": f"Ada {n}"},
        }  # fmt: skip
        services.take_in(doors[n], [body], NOTHING, at=STARTS)
        services.bring_in_reported(doors[n], [body], may=True, actor=SYSTEM, at=STARTS)

    race(report)

    db.session.rollback()
    holder = select(Registration.name).join(Ticket).join(BlankBadge, BlankBadge.uuid == Ticket.uuid)
    assert db.session.scalars(holder).all() == ["Ada 0"]
    valid = select(func.count(Ticket.id)).where(Ticket.revoked_at.is_(None))
    assert (db.session.scalar(valid), db.session.scalar(select(func.count(BlankUse.blank_id)))) == (8, 8)
    assert [len(one.uses) for one in blanks.contests(event_id)] == [8]
