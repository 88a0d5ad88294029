"""Blank badges: made and printed, given at a desk with a network and without one, void, given twice."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from conference.checkin import blank_cards, sealing, services
from conference.checkin.blank_codes import code_of
from conference.checkin.models import BlankBadge, Presence, Scan, ScanConflict
from conference.checkin.queries import blanks, live
from conference.core.audit import SYSTEM
from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration.links import ticket_code_of
from conference.registration.models import Batch, Registration, Ticket
from conference.registration.services import approve, do_next, start_batch, undo_batch, undo_next
from tests.browser import Browser
from tests.checkin.conftest import NOW
from tests.checkin.devices import Paired, opened
from tests.factories import make_category, make_event, make_member, make_point

pytestmark = pytest.mark.usefixtures("clock")
MINUTE = timedelta(minutes=1)
RIGHTS: dict[str, Any] = {"walk_in": True, "undo": True, "search": "off"}


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    make_category(event, "visitor")
    make_point(event, code="main")
    make_point(event, code="hall", kind="room", policy="reentry")
    return event


@pytest.fixture
def codes(event: Event) -> list[str]:
    """Of three blank badges, No. 1 to 3."""
    services.make_blanks(event.id, 3, "a4", actor=SYSTEM, at=NOW)
    rows = db.session.scalars(select(BlankBadge).order_by(BlankBadge.number)).all()
    return [code_of(row) for row in rows]


@pytest.fixture
def desk(client: Browser, event: Event) -> Paired:
    return Paired(client, event, "Desk 1", **RIGHTS)


def lookup(event: Event, code: str) -> str:
    return sealing.text_of(sealing.keys_of(code, event.uuid)[0])


def sealed(event: Event, code: str, **person: str) -> str:
    """As the page seals it: with a nonce of its own."""
    find, key = sealing.keys_of(code, event.uuid)
    return sealing.text_of(sealing.seal(json.dumps(person).encode(), find, key))


def walk_in(desk: Paired, event: Event, code: str, at: Any = NOW, **values: Any) -> dict[str, Any]:
    """A report of a desk that had no network."""
    person = {"name": "Ada Offline", "category": "visitor", **values}
    own = {"id": new_uuid7(), "sealed": sealed(event, code, **person)}
    return desk.event(code, "main", at, kind="walkin", by="device", walkin=own)


def record_of(desk: Paired, event: Event, code: str) -> dict[str, Any]:
    services.refresh(event.id, at=NOW)
    tickets = desk.sync().json["tickets"]
    return next(one for one in tickets if one["l"] == lookup(event, code))


def holders() -> dict[str, int | None]:
    """{name: number of the blank badge that is theirs}, None for another ticket."""
    db.session.rollback()
    query = (
        select(Registration.name, BlankBadge.number)
        .join(Ticket, (Ticket.registration_id == Registration.id) & Ticket.revoked_at.is_(None))
        .outerjoin(BlankBadge, BlankBadge.uuid == Ticket.uuid)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def test_blank_badges_are_numbered_and_drawn_without_a_person(event: Event, codes: list[str]):
    services.make_blanks(event.id, 2, "a4", actor=SYSTEM, at=NOW)

    cards = blank_cards.cards(event, {"pile": "blanks", "numbers": [[2, 4]]}, frozenset())

    assert [card.blank for card in cards] == ["No. 2", "No. 3", "No. 4"]
    assert [card.code for card in cards][:2] == codes[1:]
    assert {card.name for card in cards} == {""}


def test_devices_know_blank_badges_that_nobody_has(event: Event, desk: Paired, codes: list[str]):
    record = record_of(desk, event, codes[1])

    assert (record["s"], record["p"]) == ("blank", {})
    assert opened(record, codes[1], event.uuid) == {"number": 2}


def test_a_blank_badge_that_nobody_was_given_says_so(event: Event, desk: Paired, codes: list[str]):
    decision = desk.ask(codes[0], "main").json["decision"]

    assert decision == {"outcome": "deny", "reason": "blank"}


def test_devices_are_told_whether_there_are_blank_badges_to_give(event: Event, desk: Paired):
    def told() -> tuple[bool, str]:
        config = desk.get("config").json
        assert config["version"] == desk.sync().json["config"]  # by which phones notice that it changed
        return config["blanks"], config["version"]

    none = told()
    services.make_blanks(event.id, 1, "a4", actor=SYSTEM, at=NOW)
    one = told()
    services.void_blanks(event.id, [range(1, 2)], actor=SYSTEM, at=NOW)
    void = told()
    services.make_blanks(event.id, 1, "a4", actor=SYSTEM, at=NOW)
    row = db.session.scalars(select(BlankBadge).where(BlankBadge.number == 2)).one()
    desk.post("walkin", {"id": new_uuid7(), "blank": row.lookup, "name": "Ada", "category": "visitor"})
    given = told()

    assert [blanks for blanks, _version in (none, one, void, given)] == [False, True, False, False]
    assert none[1] != one[1] != void[1]


def test_a_void_one_is_refused_everywhere(event: Event, desk: Paired, codes: list[str]):
    services.void_blanks(event.id, [range(1, 3)], actor=SYSTEM, at=NOW)

    assert desk.ask(codes[0], "main").json["decision"]["reason"] == "void"
    assert record_of(desk, event, codes[1])["s"] == "void"
    answer = desk.post("walkin", {"id": new_uuid7(), "blank": lookup(event, codes[0]), "name": "Ada"})
    assert (answer.status_code, answer.json["code"]) == (409, "blank_void")
    assert blanks.counts_of(event.id) == {"unused": 1, "given": 0, "void": 2}


def test_a_desk_with_a_network_gives_one(event: Event, desk: Paired, codes: list[str]):
    body = {"id": new_uuid7(), "blank": lookup(event, codes[0]), "name": "Ada", "category": "visitor"}

    first, again = desk.post("walkin", body), desk.post("walkin", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json["code"], first.json["blank"]) == (codes[0], "given")
    assert again.json == first.json
    assert holders() == {"Ada": 1}
    assert desk.ask(codes[0], "main").json["decision"]["outcome"] == "admit"
    assert record_of(desk, event, codes[0])["s"] == "ok"


def test_one_that_somebody_has_is_given_to_nobody_else(event: Event, desk: Paired, codes: list[str]):
    desk.post("walkin", {"id": new_uuid7(), "blank": lookup(event, codes[0]), "name": "Ada"})

    answer = desk.post("walkin", {"id": new_uuid7(), "blank": lookup(event, codes[0]), "name": "Bob"})

    assert (answer.status_code, answer.json["code"]) == (409, "blank_taken")
    assert holders() == {"Ada": 1}


def test_what_a_desk_did_without_a_network_becomes_a_registration(event: Event, desk: Paired, codes: list[str]):
    event_body = walk_in(desk, event, codes[0], organisation="Ministry")
    later = desk.event(codes[0], "hall", NOW + timedelta(minutes=5))

    answers = [desk.sync(event_body, later), desk.sync(event_body, later)]

    assert [[row["status"] for row in one.json["results"]] for one in answers] == [["recorded"] * 2, ["replayed"] * 2]
    assert holders() == {"Ada Offline": 1}
    person = db.session.scalars(select(Registration)).one()
    assert (person.organisation, person.source, person.state) == ("Ministry", "walk_in", "confirmed")
    assert {scan.registration_id for scan in db.session.scalars(select(Scan))} == {person.id}
    assert [row.is_inside for row in db.session.scalars(select(Presence))] == [True, True]


def test_a_scan_of_another_door_that_came_first_is_theirs(
    client: Browser, event: Event, desk: Paired, codes: list[str]
):
    hall = Paired(client, event, "Hall", **RIGHTS)
    hall.sync(hall.event(codes[0], "hall", NOW + timedelta(minutes=5), by="staff"))

    desk.sync(walk_in(desk, event, codes[0]))

    person = db.session.scalars(select(Registration)).one()
    assert {scan.registration_id for scan in db.session.scalars(select(Scan))} == {person.id}


def test_other_phones_forget_where_the_former_holder_of_a_badge_was(
    client: Browser, event: Event, desk: Paired, codes: list[str]
):
    other, far = Paired(client, event, "Desk 2", **RIGHTS), Paired(client, event, "Hall", **RIGHTS)
    desk.sync(walk_in(desk, event, codes[0], name="Ada"))
    bobs = walk_in(other, event, codes[0], NOW + MINUTE, name="Bob") | {"point": "hall"}
    other.sync(bobs)
    phones = {device: Held(device) for device in (desk, far)}
    before = [held.of(lookup(event, codes[0])) for held in phones.values()]

    services.choose_owner(event.id, 1, code_of_person("Bob"), "He wears it", actor=SYSTEM, at=NOW + 2 * MINUTE)
    services.refresh(event.id, at=NOW)

    assert before == [{"main": True}] * 2
    assert [held.of(lookup(event, codes[0])) for held in phones.values()] == [{"hall": True}] * 2
    assert Held(far).of(lookup(event, codes[0])) == {"hall": True}  # who fetches all of it anew is told the same
    ada = far.ask(own_code("Ada"), "main", NOW + 3 * MINUTE).json["decision"]
    assert (ada["outcome"], ada["reason"]) == ("deny", "already")
    assert far.ask(codes[0], "main", NOW + 3 * MINUTE).json["decision"]["outcome"] == "admit"


def own_code(name: str) -> str:
    db.session.rollback()
    of_person = select(Ticket).join(Registration, Registration.id == Ticket.registration_id)
    return ticket_code_of(
        db.session.scalars(of_person.where(Registration.name == name, Ticket.revoked_at.is_(None))).one()
    )


class Held:
    """What a phone keeps of the people's places, as its store does (static/door/store/list.js: takeRow)."""

    def __init__(self, device: Paired) -> None:
        self.device, self.cursor, self.rows = device, 0, dict[tuple[str, str], bool]()

    def of(self, badge: str) -> dict[str, bool]:
        """{point: inside} of the badge, after a sync."""
        answer = self.device.sync(cursor=self.cursor).json
        self.cursor = answer["cursor"]
        for row in answer["presence"]:
            if row["first"] or row["last"]:
                self.rows[row["l"], row["point"]] = row["inside"]
            else:
                self.rows.pop((row["l"], row["point"]), None)
        return {point: inside for (held, point), inside in self.rows.items() if held == badge}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_given_at_two_doors_it_belongs_to_the_first_and_a_person_is_asked(
    client: Browser, event: Event, desk: Paired, codes: list[str], order: tuple[int, int]
):
    other = Paired(client, event, "Desk 2", **RIGHTS)
    reports = [
        (desk, walk_in(desk, event, codes[0], NOW, name="Ada")),
        (other, walk_in(other, event, codes[0], NOW + timedelta(minutes=1), name="Bob")),
    ]

    for place in order:
        device, body = reports[place]
        device.sync(body)

    assert holders() == {"Ada": 1, "Bob": None}
    [contest] = blanks.contests(event.id)
    assert [use.registration.name for use in contest.uses] == ["Ada", "Bob"]
    assert db.session.scalars(select(ScanConflict)).all() == []
    bob = next(use.registration.code for use in contest.uses if use.registration.name == "Bob")
    services.choose_owner(event.id, 1, bob, "He wears it", actor=SYSTEM, at=NOW)
    assert holders() == {"Ada": None, "Bob": 1}
    assert blanks.contests(event.id) == []
    assert record_of(desk, event, codes[0])["s"] == "ok"


def test_the_approval_rule_holds_for_a_badge_in_hand(event: Event, desk: Paired, codes: list[str]):
    make_category(event, "press", needs_approval=True)

    desk.sync(walk_in(desk, event, codes[0], category="press") | {"outcome": "deny", "reason": "pending"})

    person = db.session.scalars(select(Registration)).one()
    assert (person.state, holders()) == ("pending", {"Ada Offline": 1})
    assert desk.ask(codes[0], "main").json["decision"]["reason"] == "pending"
    approve(person.id, actor=SYSTEM, at=NOW)
    assert holders() == {"Ada Offline": 1}
    assert desk.ask(codes[0], "main").json["decision"] == {"outcome": "admit", "reason": ""}


def in_batch(deed: str, person: int, event: Event, at: datetime) -> int:
    """The deed done to one person in a batch; says its id."""
    code = start_batch(event.id, [person], deed, "", actor=SYSTEM, at=at)
    batch = db.session.scalars(select(Batch.id).where(Batch.code == code)).one()
    do_next(batch, at=at)
    return batch


@pytest.mark.parametrize("deed", ["approve", "decline", "cancel"])
def test_a_badge_in_hand_outlives_a_deed_that_is_taken_back(event: Event, desk: Paired, codes: list[str], deed: str):
    make_category(event, "press", needs_approval=True)
    desk.sync(walk_in(desk, event, codes[0], category="press") | {"outcome": "deny", "reason": "pending"})
    person = db.session.scalars(select(Registration.id)).one()

    batch = in_batch(deed, person, event, NOW + MINUTE)
    undo_batch(batch, actor=SYSTEM, at=NOW + 2 * MINUTE)
    undo_next(batch, at=NOW + 2 * MINUTE)

    assert holders() == {"Ada Offline": 1}
    assert desk.ask(codes[0], "main").json["decision"] == {"outcome": "deny", "reason": "pending"}
    assert record_of(desk, event, codes[0])["s"] == "pending"
    in_batch("approve", person, event, NOW + 3 * MINUTE)
    assert holders() == {"Ada Offline": 1}
    assert desk.ask(codes[0], "main").json["decision"] == {"outcome": "admit", "reason": ""}
    assert record_of(desk, event, codes[0])["s"] == "ok"


def test_over_capacity_nobody_is_dropped(event: Event, desk: Paired, codes: list[str]):
    event.capacity = 1
    db.session.commit()

    desk.sync(walk_in(desk, event, codes[0], name="Ada"), walk_in(desk, event, codes[1], name="Bob"))

    states = {row.name: row.state for row in db.session.scalars(select(Registration))}
    assert states == {"Ada": "confirmed", "Bob": "waiting"}
    assert desk.ask(codes[1], "hall").json["decision"]["reason"] == "waiting"


def test_practice_registers_nobody(event: Event, desk: Paired, codes: list[str]):
    desk.sync(walk_in(desk, event, codes[0]) | {"rehearsal": True})

    assert db.session.scalars(select(Registration)).all() == []
    assert blanks.counts_of(event.id)["unused"] == 3


def test_organisers_say_whose_a_badge_is_and_see_who_came_without_a_place(
    client: Browser, event: Event, desk: Paired, codes: list[str]
):
    other = Paired(client, event, "Desk 2", **RIGHTS)
    event.capacity = 2
    db.session.commit()
    desk.sync(walk_in(desk, event, codes[0], name="Ada"), walk_in(desk, event, codes[1], name="Cleo"))
    other.sync(walk_in(other, event, codes[0], NOW + timedelta(minutes=1), name="Bob"))
    waiting = live.board(event, NOW).settle
    slug = event.slug
    client.sign_in(make_member(event, Role.OWNER))
    settle = f"/manage/{slug}/check-in/settle"

    page = client.get(settle).text
    client.fill(settle, {"reason": "He wears it", "deed": code_of_person("Bob")}, form="blank/1")

    assert (waiting.blanks, waiting.placeless) == (1, 1)
    assert "Let in without a place" in page
    assert "It belongs to Bob" in page
    assert holders() == {"Ada": None, "Bob": 1, "Cleo": 2}
    assert "1 person let in without a place" in client.get(f"/manage/{slug}/check-in/live/").text
    after = client.get(settle).text
    assert "It belongs to" not in after
    assert "Bob" in after  # still without a place


def test_a_badge_of_another_event_is_not_settled_here(client: Browser, event: Event, desk: Paired, codes: list[str]):
    desk.sync(walk_in(desk, event, codes[0]))
    other = make_event(slug="other")
    client.sign_in(make_member(other, Role.OWNER))
    page = f"/manage/{other.slug}/check-in/settle"
    client.get(page)

    assert client.post(f"{page}/blank/1", data={}).status_code == 404


def code_of_person(name: str) -> str:
    db.session.rollback()
    return db.session.scalars(select(Registration.code).where(Registration.name == name)).one()
