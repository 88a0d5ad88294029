"""Three doors, often without a network, whose requests and answers get lost: whatever happens, the truth comes out.

Quick by default; DOOR_EXAMPLES=200 and DOOR_STEPS=60 look longer.
"""

import os
import random
from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from conference.checkin import incoming, queries, services
from conference.checkin.models import DeadLetter, Device, Presence, Scan, ScanConflict, SeatLoan
from conference.checkin.queries import records
from conference.checkin.rules import Door
from conference.core.audit import SYSTEM
from conference.core.codes import new_uuid7
from conference.core.db import db
from tests.checkin.devices import code_of, lookup_of, ms
from tests.factories import STARTS, make_device, make_event, make_point, store_registration

LOOK = settings(
    max_examples=int(os.environ.get("DOOR_EXAMPLES", "3")),
    stateful_step_count=int(os.environ.get("DOOR_STEPS", "20")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
POINTS = {"main": ("entrance", "once"), "hall": ("room", "reentry"), "room": ("room", "reentry")}
DOORS = st.integers(0, 2)
PLACES = st.sampled_from(list(POINTS))
PEOPLE = st.integers(0, 1)
LOSSES = st.sampled_from(["", "", "request", "answer"])
NOTHING = incoming.Contact()


class Phone:
    """What a phone knows by itself: its queue, its number, its clock."""

    def __init__(self, device: Device, skew: int) -> None:
        self.ident, self.event_id, self.point_id = device.id, device.event_id, device.point_id
        self.skew, self.seq, self.is_revoked = skew, 0, False
        self.queue: list[dict[str, Any]] = []
        self.made: list[dict[str, Any]] = []

    @property
    def door(self) -> Door:
        return Door(self.ident, self.event_id, self.point_id, is_revoked=self.is_revoked)

    def note(self, **values: Any) -> dict[str, Any]:
        self.seq += 1
        event = {"scan_id": new_uuid7(), "seq": self.seq, "kind": "entry", "outcome": "admit", "reason": "",
                 "by": "device", "via": "camera", "offset": self.skew, **values}  # fmt: skip
        self.queue.append(event)
        self.made.append(event)
        return event


class Doors(RuleBasedStateMachine):
    @initialize(skews=st.tuples(*[st.sampled_from([0, -3_600_000, 90_000])] * 3))
    def open(self, skews: tuple[int, int, int]) -> None:
        event = make_event()
        self.event_id, self.at = event.id, STARTS
        points = {code: make_point(event, code=code, kind=kind, policy=once) for code, (kind, once) in POINTS.items()}
        people = [store_registration(event, name=f"Ada {n}") for n in range(2)]
        self.codes = [code_of(one) for one in people]
        self.lookups = [lookup_of(event, code) for code in self.codes]
        self.persons = dict(zip(self.lookups, [one.id for one in people], strict=True))
        self.phones = [Phone(make_device(points["main"], f"Door {n}"), skew) for n, skew in enumerate(skews)]
        self.held: set[str] = set()
        self.doubted: set[str] = set()
        self.asked_only: dict[str, dict[str, Any]] = {}
        services.refresh(self.event_id, at=self.at)

    def tick(self, phone: Phone) -> int:
        """The time on the phone's own clock, which its offset sets right."""
        self.at += timedelta(seconds=7)
        return ms(self.at) - phone.skew

    @rule(door=DOORS, person=PEOPLE, point=PLACES, kind=st.sampled_from(["entry", "entry", "exit"]),
          admits=st.booleans())  # fmt: skip
    def scan_without_network(self, door: int, person: int, point: str, kind: str, admits: bool) -> None:
        phone = self.phones[door]
        outcome = {"outcome": "admit", "reason": ""} if admits else {"outcome": "deny", "reason": "room_full"}
        phone.note(point=point, kind=kind, lookup=self.lookups[person], device_time=self.tick(phone), **outcome)

    @rule(door=DOORS, person=PEOPLE, point=PLACES, is_lost=st.booleans())
    def ask_first(self, door: int, person: int, point: str, is_lost: bool) -> None:
        """Where the answer is lost the door opens, and says so later."""
        phone = self.phones[door]
        if phone.is_revoked:
            return
        event = phone.note(point=point, lookup=self.lookups[person], device_time=self.tick(phone))
        body = {**event, "code": self.codes[person]}
        first = services.record_scan(phone.door, incoming.asked(body), at=self.at)
        again = services.record_scan(phone.door, incoming.asked(body), at=self.at + timedelta(seconds=1))
        assert (first.verdict, first.said) == (again.verdict, again.said)
        if not is_lost:
            event |= {"outcome": first.verdict.outcome, "reason": first.verdict.reason, "by": "server"}
        self.asked_only[event["scan_id"]] = {**event, "outcome": first.verdict.outcome, "reason": first.verdict.reason}

    @precondition(lambda self: any(phone.made for phone in self.phones))
    @rule(door=DOORS, place=st.integers(0, 100))
    def undo(self, door: int, place: int) -> None:
        phone = self.phones[door]
        own = [event for event in phone.made if event["kind"] != "undo"]
        if own:
            undone = own[place % len(own)]
            phone.note(point=undone["point"], kind="undo", ref=undone["scan_id"], device_time=self.tick(phone))

    @rule(door=DOORS, size=st.integers(1, 8), loss=LOSSES, seed=st.integers(0, 99))
    def sync(self, door: int, size: int, loss: str, seed: int) -> None:
        phone = self.phones[door]
        batch = phone.queue[:size]
        random.Random(seed).shuffle(batch)
        if loss != "request":
            self.send(phone, batch)
        if not loss:
            del phone.queue[:size]

    def send(self, phone: Phone, batch: list[dict[str, Any]]) -> list[str]:
        results = services.take_in(phone.door, batch, NOTHING, at=self.at).results
        assert [row["scan_id"] for row in results] == [event["scan_id"] for event in batch]
        for row in results:
            if row["status"] == "held":
                assert phone.is_revoked
                self.held.add(row["scan_id"])
            elif row["status"] == "quarantined":  # of a removed phone, against what the server had decided
                assert phone.is_revoked
                assert row["scan_id"] in self.asked_only
                self.doubted.add(row["scan_id"])
            else:
                self.asked_only.pop(row["scan_id"], None)
        return [row["status"] for row in results]

    def is_reported(self, event: dict[str, Any]) -> bool:
        db.session.rollback()
        return db.session.scalar(select(Scan.report_digest).where(Scan.id == event["scan_id"])) is not None

    @rule(door=DOORS, why=st.sampled_from(["text", "kind", "time", "seq"]))
    def poison(self, door: int, why: str) -> None:
        phone = self.phones[door]
        bad: Any = {"text": "?", "kind": {"scan_id": new_uuid7(), "kind": "dance"}, "time": {"device_time": 10**30},
                    "seq": {"seq": -1}}[why]  # fmt: skip
        assert services.take_in(phone.door, [bad], NOTHING, at=self.at).results[0]["status"] == "quarantined"

    @precondition(lambda self: any(phone.made for phone in self.phones))
    @rule(door=DOORS, other=DOORS, place=st.integers(0, 100))
    def reuse_an_id(self, door: int, other: int, place: int) -> None:
        """Neither other content nor another device may take a scan that is stored."""
        sent = [event for event in self.phones[door].made if self.is_reported(event)]
        if sent:
            forger = self.phones[other]
            forger.seq += 1
            forged = {**sent[place % len(sent)], "seq": forger.seq, "note": "forged"}
            result = services.take_in(forger.door, [forged], NOTHING, at=self.at).results[0]
            assert (result["status"], result["why"]) == ("quarantined", "scan_id_reused")

    @rule(door=DOORS, chance=st.integers(0, 9))
    def revoke(self, door: int, chance: int) -> None:
        if chance == 0 and not self.phones[door].is_revoked:
            services.revoke_device(self.phones[door].ident, actor=SYSTEM, at=self.at)
            self.phones[door].is_revoked = True

    @invariant()
    def what_is_kept_is_what_the_scans_add_up_to(self) -> None:
        if not hasattr(self, "phones"):
            return
        db.session.rollback()
        stored = [event for phone in self.phones for event in phone.made if self.is_reported(event)]
        scans = stored + list(self.asked_only.values())
        live = [event for event in scans if event["scan_id"] not in self.held]
        presence, conflicts = oracle(live, self.lookups)
        assert self.presence() == presence
        doubles = select(ScanConflict.scan_id, ScanConflict.against_id).where(ScanConflict.event_id == self.event_id)
        found = [(row[0], row[1]) for row in db.session.execute(doubles)]
        assert set(found) == conflicts

    def presence(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        lookups = {person: lookup for lookup, person in self.persons.items()}
        codes = {point.id: point.code for point in queries.points_of_event(self.event_id)}
        rows = db.session.scalars(
            select(Presence).where(Presence.event_id == self.event_id, Presence.last_at.is_not(None))
            .execution_options(populate_existing=True)
        )  # fmt: skip
        return {
            (lookups[row.registration_id], codes[row.point_id]): (row.is_inside, row.first_scan_id, row.last_scan_id)
            for row in rows
        }

    def teardown(self) -> None:
        if not hasattr(self, "phones"):
            return
        for phone in self.phones:
            while phone.queue:
                self.send(phone, phone.queue[:8])
                del phone.queue[:8]
        self.what_is_kept_is_what_the_scans_add_up_to()
        before = self.everything()
        for phone in self.phones:
            assert set(self.send(phone, phone.made[::-1])) <= {"replayed", "held", "quarantined"}
        assert self.everything() == before
        made = {
            event["scan_id"]: None if event["scan_id"] in self.doubted else event["outcome"]
            for phone in self.phones
            for event in phone.made
        }
        reports = select(Scan.id, Scan.report_outcome).where(Scan.event_id == self.event_id)
        assert {row[0]: row[1] for row in db.session.execute(reports)} == made
        for phone in self.phones:
            acked = db.session.scalar(select(Device.acked_seq).where(Device.id == phone.ident))
            assert acked == phone.seq
        self.paging_skips_nothing()

    def everything(self) -> list[Any]:
        db.session.rollback()
        rows = select(Scan.id, Scan.outcome, Scan.standing, Scan.seq, Scan.registration_id).order_by(Scan.id)
        states = select(Presence.registration_id, Presence.point_id, Presence.is_inside, Presence.revision)
        letters = select(DeadLetter.id).where(DeadLetter.event_id == self.event_id)
        return [
            db.session.execute(query).all()
            for query in (rows, states.order_by(Presence.registration_id, Presence.point_id), letters)
        ]

    def paging_skips_nothing(self) -> None:
        whole = records.changes_since(self.event_id, 0)
        page, cursor = records.PAGE, 0
        presence: dict[tuple[str, str], Any] = {}
        records.PAGE = 2
        try:
            more = True
            while more:
                changes = records.changes_since(self.event_id, cursor)
                assert changes.cursor > cursor or not changes.more
                cursor, more = changes.cursor, changes.more
                presence |= {(row["l"], row["point"]): row for row in changes.presence}
        finally:
            records.PAGE = page
        assert presence == {(row["l"], row["point"]): row for row in whole.presence}


def oracle(
    events: list[dict[str, Any]], lookups: list[str]
) -> tuple[dict[tuple[str, str], tuple[Any, ...]], set[tuple[str, str]]]:
    """The same question, answered in the plainest way: replay everything for one badge after the other."""
    undone = {event["ref"] for event in events if event["kind"] == "undo"}
    presence: dict[tuple[str, str], tuple[Any, ...]] = {}
    conflicts: set[tuple[str, str]] = set()
    for lookup in lookups:
        own = [event for event in events if event.get("lookup") == lookup and event["outcome"] == "admit"]
        own = [event for event in own if event["scan_id"] not in undone]
        own.sort(key=lambda event: (event["device_time"] + event["offset"], event["scan_id"]))
        entries: dict[str, list[str]] = defaultdict(list)
        where: dict[str, bool] = {}
        last: dict[str, str] = {}
        for event in own:
            point, scan = event["point"], event["scan_id"]
            if event["kind"] == "entry":
                if point == "main" and entries[point]:
                    conflicts.add((scan, entries[point][0]))
                if point != "main" and where.get(point):
                    conflicts.add((scan, entries[point][-1]))
                for other in ("hall", "room"):
                    if point in {"hall", "room"} - {other} and where.get(other):
                        where[other], last[other] = False, scan
                entries[point].append(scan)
            where[point], last[point] = event["kind"] == "entry", scan
        for point, is_inside in where.items():
            presence[lookup, point] = (is_inside, entries[point][0] if entries[point] else None, last[point])
    return presence, conflicts


@pytest.mark.usefixtures("db_session")
def test_doors_without_network_come_to_one_truth() -> None:
    run_state_machine_as_test(Doors, settings=LOOK)


class Seats(RuleBasedStateMachine):
    """A strict room: the people in it, counted by somebody who stands inside, are never more than it holds."""

    CAPACITY = 5

    @initialize()
    def open(self) -> None:
        event = make_event()
        self.event_id, self.at = event.id, STARTS
        point = make_point(event, code="hall", kind="room", policy="reentry", capacity=self.CAPACITY, is_strict=True)
        self.point_id = point.id
        self.badges = []
        for number in range(12):
            person = store_registration(event, name=f"Ada {number}")
            code = code_of(person)
            self.badges.append((code, lookup_of(event, code)))
        self.phones = [Phone(make_device(point, f"Door {n}"), 0) for n in range(3)]
        self.lent, self.returned, self.used = [0] * 3, [0] * 3, [0] * 3
        self.inside: set[int] = set()
        services.refresh(self.event_id, at=self.at)

    @rule(door=DOORS, badge=st.integers(0, 11))
    def enter(self, door: int, badge: int) -> None:
        """Without a network: only while the phone has a seat left."""
        phone = self.phones[door]
        if badge not in self.inside and self.lent[door] - self.returned[door] - self.used[door] > 0:
            self.at += timedelta(seconds=5)
            phone.note(point="hall", lookup=self.badges[badge][1], device_time=ms(self.at), seat=True)
            self.used[door] += 1
            self.inside.add(badge)

    @rule(door=DOORS, badge=st.integers(0, 11))
    def ask(self, door: int, badge: int) -> None:
        phone = self.phones[door]
        if badge in self.inside:
            return
        self.at += timedelta(seconds=5)
        event = phone.note(point="hall", lookup=self.badges[badge][1], device_time=ms(self.at))
        reading = incoming.asked({**event, "code": self.badges[badge][0]})
        verdict = services.record_scan(phone.door, reading, at=self.at).verdict
        event |= {"outcome": verdict.outcome, "reason": verdict.reason, "by": "server"}
        if verdict.reason == "room_full" and self.lent[door] - self.returned[door] - self.used[door] > 0:
            event |= {"outcome": "admit", "reason": "", "by": "device", "seat": True}
            self.used[door] += 1
        if event["outcome"] == "admit":
            self.inside.add(badge)

    @rule(door=DOORS, badge=st.integers(0, 11))
    def leave(self, door: int, badge: int) -> None:
        if badge in self.inside:
            phone = self.phones[door]
            self.at += timedelta(seconds=5)
            phone.note(point="hall", kind="exit", lookup=self.badges[badge][1], device_time=ms(self.at))
            self.inside.discard(badge)

    @rule(door=DOORS, wanted=st.integers(0, 4), gives=st.integers(0, 2), loss=LOSSES)
    def sync(self, door: int, wanted: int, gives: int, loss: str) -> None:
        phone = self.phones[door]
        free = self.lent[door] - self.returned[door] - self.used[door]
        self.returned[door] += min(gives, max(0, free))  # gone from the phone before it is told
        if loss == "request":
            return
        contact = incoming.Contact(wanted={"hall": wanted}, returned={"hall": self.returned[door]})
        synced = services.take_in(phone.door, phone.queue, contact, at=self.at)
        if loss != "answer":
            phone.queue.clear()
            self.lent[door] = max(self.lent[door], synced.seats["hall"])
            held = self.lent[door] - self.returned[door] - self.used[door]
            self.returned[door] += max(0, held - synced.shares.get("hall", held))

    @invariant()
    def nobody_stands(self) -> None:
        if hasattr(self, "inside"):
            assert len(self.inside) <= self.CAPACITY
            db.session.rollback()
            assert db.session.scalar(select(SeatLoan.lent).where(SeatLoan.lent < SeatLoan.returned).limit(1)) is None


@pytest.mark.usefixtures("db_session")
def test_lent_seats_never_let_in_too_many() -> None:
    run_state_machine_as_test(Seats, settings=LOOK)
