"""Many doors of one strict room at once, each in its own thread: nobody stands, whoever decides, whatever is lent."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Lock
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from conference.checkin import incoming, queries, services
from conference.checkin.models import Device, Presence, Scan, ScanConflict
from conference.checkin.rules import Door, Reason
from conference.checkin.services import points
from conference.core.audit import SYSTEM
from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.events.models import Event
from tests.checkin.devices import code_of, lookup_of, ms
from tests.factories import STARTS, make_device, make_event, make_point, store_registration

DOORS, CAPACITY, DEEDS = 12, 7, 8
Badge = tuple[str, str]  # code, look-up id


class Standing:
    """Somebody who stands inside and counts: a person is in after they were let in, and out before it is told."""

    def __init__(self) -> None:
        self.lock, self.inside, self.most = Lock(), 0, 0

    def came(self) -> None:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)

    def went(self) -> None:
        with self.lock:
            self.inside -= 1


class Phone:
    """One door of the hall with people of its own, who come and go."""

    def __init__(self, device: Device, badges: list[Badge], counter: Standing) -> None:
        self.door = Door(device.id, device.event_id, device.point_id)
        self.outside, self.inside, self.counter = list(badges), list[Badge](), counter
        self.seq = self.lent = self.used = self.returned = 0

    def body(self, badge: Badge, kind: str = "entry", **values: Any) -> dict[str, Any]:
        self.seq += 1
        return {
            "scan_id": new_uuid7(), "seq": self.seq, "point": "hall", "lookup": badge[1], "kind": kind,
            "device_time": ms(STARTS + timedelta(seconds=self.seq)), "offset": 0, "outcome": "admit", "reason": "",
            "by": "device", "via": "camera", **values,
        }  # fmt: skip

    def ask(self, badge: Badge) -> str:
        """The server decides."""
        body = self.body(badge)
        reading = incoming.asked({**body, "code": badge[0]})
        verdict = services.record_scan(self.door, reading, at=STARTS).verdict
        if not verdict.reason:
            self.enters(badge)
        return verdict.reason

    def enters(self, badge: Badge) -> None:
        self.counter.came()
        self.outside.remove(badge)
        self.inside.append(badge)

    def pass_by(self, badge: Badge) -> str:
        """The server decides; of a full room a seat of the phone's own is free all the same."""
        reason = self.ask(badge)
        if reason == Reason.ROOM_FULL and self.free > 0:
            self.sync(self.use_a_seat(badge), wanted=0)
            return ""
        return reason

    def sync(self, *bodies: dict[str, Any], wanted: int, at: datetime = STARTS) -> None:
        contact = incoming.Contact(wanted={"hall": wanted}, returned={"hall": self.returned})
        synced = services.take_in(self.door, bodies, contact, at=at)
        self.lent = synced.seats["hall"]
        if self.free > synced.shares.get("hall", self.free):
            self.returned += self.free - synced.shares["hall"]
            self.sync(wanted=wanted, at=at)

    def use_a_seat(self, badge: Badge) -> dict[str, Any]:
        """Without a network."""
        self.used += 1
        self.enters(badge)
        return self.body(badge, seat=True)

    def leave(self, badge: Badge) -> dict[str, Any]:
        self.counter.went()
        self.inside.remove(badge)
        self.outside.append(badge)
        return self.body(badge, "exit")

    @property
    def free(self) -> int:
        return self.lent - self.used - self.returned

    def any_deed(self, dice: random.Random) -> None:
        deed = dice.choice(["ask", "ask", "seat", "leave", "lend", "give_back"])
        if deed == "ask" and self.outside:
            self.ask(self.outside[0])
        elif deed == "seat" and self.outside and self.free > 0:
            self.sync(self.use_a_seat(self.outside[0]), wanted=0)
        elif deed == "leave" and self.inside:
            self.sync(self.leave(self.inside[0]), wanted=0)
        elif deed == "give_back":
            self.returned += max(0, self.free)
            self.sync(wanted=0)
        else:
            self.sync(wanted=2)


@pytest.fixture
def event(db_session: object) -> Event:
    return make_event()


def badges_of(event: Event, number: int) -> list[Badge]:
    codes = [code_of(store_registration(event, name=f"Ada {n}")) for n in range(number)]
    return [(code, lookup_of(event, code)) for code in codes]


def in_threads(app: Flask, deeds: list[Callable[[], Any]]) -> list[Any]:
    barrier = Barrier(len(deeds))

    def one(deed: Callable[[], Any]) -> Any:
        with app.app_context():
            barrier.wait(60)
            return deed()

    db.session.rollback()
    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result(60) for done in [pool.submit(one, deed) for deed in deeds]]


def hall_of(event: Event) -> list[Device]:
    point = make_point(event, "Hall", code="hall", kind="room", policy="reentry", capacity=CAPACITY, is_strict=True)
    return [make_device(point, f"Door {n}") for n in range(DOORS)]


def inside(event_id: int) -> int:
    db.session.rollback()
    return db.session.scalar(
        select(func.count()).select_from(Presence).where(Presence.event_id == event_id, Presence.is_inside)
    ) or 0  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_twelve_doors_that_ask_borrow_use_and_give_back_never_overfill_the_room(app: Flask, event: Event, seed: int):
    event_id, counter = event.id, Standing()
    devices, badges = hall_of(event), badges_of(event, DOORS * 2)
    services.refresh(event_id, at=STARTS)
    phones = [Phone(device, badges[n * 2 : n * 2 + 2], counter) for n, device in enumerate(devices)]

    def work(number: int) -> None:
        dice = random.Random(seed * 100 + number)
        for _deed in range(DEEDS):
            phones[number].any_deed(dice)

    in_threads(app, [lambda number=number: work(number) for number in range(DOORS)])  # type: ignore[misc]

    assert 0 < counter.most <= CAPACITY
    assert inside(event_id) == counter.inside


def test_a_full_room_lets_nobody_in_while_another_door_gives_away_what_it_was_lent(app: Flask, event: Event):
    event_id, counter = event.id, Standing()
    devices, badges = hall_of(event), badges_of(event, CAPACITY + DOORS)
    services.refresh(event_id, at=STARTS)
    lender = Phone(devices[0], badges[:CAPACITY], counter)
    lender.sync(wanted=3)
    for badge in badges[3:CAPACITY]:
        assert lender.ask(badge) == ""
    others = [Phone(device, [badges[CAPACITY + n]], counter) for n, device in enumerate(devices)]

    def give_away() -> str:
        lender.sync(*[lender.use_a_seat(badge) for badge in badges[:3]], wanted=3)
        return Reason.ROOM_FULL

    asking = [lambda phone=phone: phone.ask(phone.outside[0]) for phone in others[1:]]
    said = in_threads(app, [give_away, *asking])

    assert set(said) == {Reason.ROOM_FULL}
    assert (inside(event_id), counter.most, lender.lent) == (CAPACITY, CAPACITY, 3)
    assert queries.loans_of(db.session.scalars(select(Scan.point_id)).first() or 0)[lender.door.device_id].held == 0


def test_twelve_doors_want_all_the_seats_at_once(app: Flask, event: Event):
    devices, counter = hall_of(event), Standing()
    phones = [Phone(device, [], counter) for device in devices]

    in_threads(app, [lambda phone=phone: phone.sync(wanted=CAPACITY) for phone in phones])  # type: ignore[misc]

    assert sum(phone.lent for phone in phones) == CAPACITY


def test_twelve_doors_report_the_same_badges_at_once_and_every_second_entry_is_found(app: Flask, event: Event):
    event_id = event.id
    point = make_point(event, "Main", code="hall", policy="once")
    badges = badges_of(event, 5)
    services.refresh(event_id, at=STARTS)
    phones = [Phone(make_device(point, f"Door {n}"), [], Standing()) for n in range(DOORS)]

    def report(phone: Phone) -> list[str]:
        bodies = [phone.body(badge) for badge in badges]
        return [one["status"] for one in services.take_in(phone.door, bodies, incoming.Contact(), at=STARTS).results]

    said = in_threads(app, [lambda phone=phone: report(phone) for phone in phones])  # type: ignore[misc]

    assert said == [["recorded"] * len(badges)] * DOORS
    assert inside(event_id) == len(badges)
    assert db.session.scalar(select(func.count()).select_from(ScanConflict)) == len(badges) * (DOORS - 1)


def test_doors_in_contact_share_the_seats_and_fill_the_room_to_the_last(event: Event):
    counter, shares = Standing(), []
    point = make_point(event, "Hall", code="hall", kind="room", policy="reentry", capacity=CAPACITY, is_strict=True)
    badges = badges_of(event, CAPACITY + 1)
    phones = [Phone(make_device(point, f"Door {n}"), badges, counter) for n in range(2)]
    services.refresh(event.id, at=STARTS)
    for phone in (phones[0], phones[1], phones[0], phones[1]):
        phone.sync(wanted=10)
        shares.append(phone.free)
    assert shares == [CAPACITY, 0, CAPACITY // 2, CAPACITY // 2]

    said = []
    for badge in badges:  # all of them at the second door
        phones[0].sync(wanted=10)
        phones[1].sync(wanted=10)
        said.append(phones[1].pass_by(badge))

    assert said == [*[""] * CAPACITY, Reason.ROOM_FULL]


def test_a_door_out_of_contact_keeps_its_seats_and_leaves_the_others_to_the_rest(event: Event):
    point = make_point(event, "Hall", code="hall", kind="room", policy="reentry", capacity=CAPACITY, is_strict=True)
    lost, there = (Phone(make_device(point, f"Door {n}"), [], Standing()) for n in range(2))
    for phone in (lost, there, lost, there):
        phone.sync(wanted=3)

    there.sync(wanted=10, at=STARTS + timedelta(hours=1))

    assert (lost.free, there.free) == (3, CAPACITY - 3)


def test_seats_given_back_stay_so_when_an_older_request_arrives_late(event: Event):
    point = make_point(event, "Hall", code="hall", kind="room", policy="reentry", capacity=CAPACITY, is_strict=True)
    giver, taker = (Phone(make_device(point, f"Door {n}"), [], Standing()) for n in range(2))
    giver.sync(wanted=CAPACITY)
    giver.returned = CAPACITY
    giver.sync(wanted=0)

    giver.returned = 0
    giver.sync(wanted=0)
    taker.sync(wanted=2)

    assert taker.free == 2


def hall_with(event: Event, doors: int) -> list[Phone]:
    point = make_point(event, "Hall", code="hall", kind="room", policy="reentry", capacity=CAPACITY, is_strict=True)
    return [Phone(make_device(point, f"Door {n}"), [], Standing()) for n in range(doors)]


def test_doors_in_contact_share_only_what_no_silent_door_holds(event: Event):
    silent, first, second = hall_with(event, 3)
    for phone in (first, second, silent):
        phone.sync(wanted=2 if phone is silent else 0)

    for phone in (second, first, second, first, second):
        phone.sync(wanted=CAPACITY, at=STARTS + timedelta(hours=1))

    assert (silent.free, first.free, second.free) == (2, 2, 2)


def test_a_door_that_claims_to_give_back_more_than_it_was_lent_frees_nobody_elses_seats(event: Event):
    confused, taker = hall_with(event, 2)
    confused.returned = 10 * CAPACITY
    confused.sync(wanted=0)
    confused.returned = 0
    confused.sync(wanted=3)

    taker.sync(wanted=CAPACITY, at=STARTS + timedelta(hours=1))

    assert (confused.free, taker.free) == (3, CAPACITY - 3)


def test_a_removed_door_borrows_nothing_any_more(event: Event):
    removed, there = hall_with(event, 2)
    door = replace(removed.door, is_revoked=True)
    told = services.take_in(door, [], incoming.Contact(wanted={"hall": CAPACITY}), at=STARTS)

    there.sync(wanted=CAPACITY, at=STARTS + timedelta(hours=1))

    assert (told.seats, told.shares, there.free) == ({}, {}, CAPACITY)


def test_a_removed_door_has_no_share_beside_what_it_holds(event: Event):
    removed, there = hall_with(event, 2)
    removed.sync(wanted=1)
    services.revoke_device(removed.door.device_id, actor=SYSTEM, at=STARTS)

    there.sync(wanted=CAPACITY)

    assert there.free == CAPACITY - 1


def test_a_closed_room_lends_no_more_seats(event: Event):
    (phone,) = hall_with(event, 1)
    phone.sync(wanted=2)
    assert phone.door.point_id is not None
    points.close_point(phone.door.point_id, actor=SYSTEM, at=STARTS)

    phone.sync(wanted=CAPACITY)

    assert phone.free == 2


def test_removed_device_that_asked_in_the_last_moment_is_told_that_its_scan_waits(event: Event):
    badge = badges_of(event, 1)[0]
    phone = Phone(make_device(make_point(event, code="hall"), "Door"), [badge], Standing())
    services.refresh(event.id, at=STARTS)
    door = replace(phone.door, is_revoked=True)
    reading = incoming.asked({**phone.body(badge), "code": badge[0]})

    said = [services.record_scan(door, reading, at=STARTS).status for _time in range(2)]

    assert said == ["held", "held"]
    assert inside(event.id) == 0


def test_twelve_doors_ask_for_the_last_place(app: Flask, event: Event):
    event_id, counter = event.id, Standing()
    devices, badges = hall_of(event), badges_of(event, CAPACITY - 1 + DOORS)
    services.refresh(event_id, at=STARTS)
    first = Phone(devices[0], badges[: CAPACITY - 1], counter)
    for badge in badges[: CAPACITY - 1]:
        assert first.ask(badge) == ""
    phones = [Phone(device, [badges[CAPACITY - 1 + n]], counter) for n, device in enumerate(devices)]

    said = in_threads(app, [lambda phone=phone: phone.ask(phone.outside[0]) for phone in phones])  # type: ignore[misc]

    assert sorted(said) == ["", *[Reason.ROOM_FULL] * (DOORS - 1)]
    assert inside(event_id) == CAPACITY
