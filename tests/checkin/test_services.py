from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from conference.checkin import queries, services
from conference.checkin.models import Outcome, Presence, Scan
from conference.checkin.rules import Door, NoSuchPoint, NotUndoable, Reading, Reason, ScanIdReused
from conference.checkin.services.points import close_point
from conference.core.audit import SYSTEM
from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.registration import services as registration
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration
from conference.registration.rules import Details
from tests.factories import STARTS, make_category, make_device, make_event, make_point, make_registration

AT = STARTS


def reading(code: str | None = None, **values: str) -> Reading:
    return Reading(**{"scan_id": new_uuid7(), "code": code, "registration": None, "via": "camera", "scanned_at": AT,
                      **values})  # type: ignore[arg-type]  # fmt: skip


def scanned(door: Door, code: str | None, **values: str) -> Scan:
    read = reading(code, **values)
    services.record_scan(door, read, at=AT)
    return queries.story(read.scan_id).scan


def code_of(person: Registration) -> str:
    return ticket_code_of(person.tickets[-1])


@pytest.fixture
def person(db_session: object) -> Registration:
    return make_registration(make_event())


@pytest.fixture
def door(person: Registration) -> Door:
    return services.door_of(make_device(make_point(person.event)))


def test_first_scan_admits_and_second_is_already_in(door: Door, person: Registration):
    first, second = scanned(door, code_of(person)), scanned(door, code_of(person))

    assert [first.reason, second.reason] == ["", Reason.ALREADY]
    assert queries.counts(door.event_id, door.point_id) == {"inside": 1, "expected": 1}


def test_typed_code_forgives_spaces_case_and_look_alikes(door: Door, person: Registration):
    code = code_of(person)
    typed = " ".join([code[:4].lower(), code[4:].replace("0", "o").replace("1", "l")])

    assert scanned(door, typed, via="typed").outcome == Outcome.ADMIT


def test_person_found_by_name_is_admitted_once(door: Door, person: Registration):
    by_name = scanned(door, None, registration=person.code, via="search")
    by_badge = scanned(door, code_of(person))

    assert [by_name.reason, by_badge.reason] == ["", Reason.ALREADY]


def test_same_scan_sent_again_changes_nothing(door: Door, person: Registration):
    read = reading(code_of(person))

    services.record_scan(door, read, at=AT)
    services.record_scan(door, read, at=AT + timedelta(seconds=3))

    assert db.session.scalar(select(func.count()).select_from(Scan)) == 1
    assert queries.story(read.scan_id).scan.outcome == Outcome.ADMIT


def test_same_scan_gets_its_answer_also_when_the_point_was_closed_since(door: Door, person: Registration):
    read = reading(code_of(person))
    first = services.record_scan(door, read, at=AT)
    close_point(first.point_id, actor=SYSTEM, at=AT)

    again = services.record_scan(door, read, at=AT)

    assert (again.status, again.verdict, again.registration_id) == ("replayed", first.verdict, person.id)
    with pytest.raises(NoSuchPoint):
        services.record_scan(door, reading(code_of(person)), at=AT)


def test_scan_id_of_another_device_is_refused(door: Door, person: Registration):
    read = reading(code_of(person))
    services.record_scan(door, read, at=AT)
    other = services.door_of(make_device(make_point(person.event, "Hall")))

    with pytest.raises(ScanIdReused):
        services.record_scan(other, read, at=AT)


@pytest.mark.parametrize(
    "text", ["", "hello", "T" * 29, "<script>alert(1)</script>", "x" * 10_000, "👩🏽‍🚀", "\ud800x"]
)
def test_anything_else_is_not_a_ticket(door: Door, text: str):
    scan = scanned(door, text)

    assert (scan.outcome, scan.reason) == (Outcome.DENY, Reason.NOT_A_TICKET)


def test_ticket_of_another_event_says_so_and_names_nobody(door: Door):
    stranger = make_registration(make_event())

    scan = scanned(door, code_of(stranger))

    assert (scan.outcome, scan.reason, scan.registration_id) == (Outcome.DENY, Reason.OTHER_EVENT, None)


def test_cancelled_and_pending_people_stay_out(door: Door, person: Registration):
    code = code_of(person)
    registration.cancel(person.id, actor=SYSTEM, at=AT)
    vip = make_category(person.event, "vip", needs_approval=True)
    pending = make_registration(person.event, category=vip.code)

    assert scanned(door, code).reason == Reason.CANCELLED
    assert scanned(door, None, registration=pending.code, via="search").reason == Reason.PENDING


def test_replaced_badge_is_refused_and_the_new_one_opens(door: Door, person: Registration):
    old = code_of(person)
    registration.issue_ticket(person.id, actor=SYSTEM, at=AT)
    new = code_of(person)

    assert scanned(door, old).reason == Reason.REPLACED
    assert scanned(door, new).outcome == Outcome.ADMIT


def test_undo_lets_the_person_in_again(door: Door, person: Registration):
    first = scanned(door, code_of(person))
    undo_id = new_uuid7()

    services.undo_scan(door, undo_id, first.id, at=AT)
    services.undo_scan(door, undo_id, first.id, at=AT)

    assert queries.counts(door.event_id, door.point_id)["inside"] == 0
    assert scanned(door, code_of(person)).outcome == Outcome.ADMIT


def test_undo_is_refused_when_late_foreign_or_repeated(door: Door, person: Registration):
    first = scanned(door, code_of(person))
    other = services.door_of(make_device(make_point(person.event, "Hall")))

    with pytest.raises(NotUndoable):
        services.undo_scan(other, new_uuid7(), first.id, at=AT)
    with pytest.raises(NotUndoable):
        services.undo_scan(door, new_uuid7(), first.id, at=AT + timedelta(minutes=6))
    services.undo_scan(door, new_uuid7(), first.id, at=AT)
    with pytest.raises(NotUndoable):
        services.undo_scan(door, new_uuid7(), first.id, at=AT)


def test_eight_doors_admit_a_ticket_exactly_once(app: Flask, person: Registration):
    point = make_point(person.event)
    doors = [services.door_of(make_device(point, f"Entrance {n}")) for n in range(8)]
    code, barrier = code_of(person), Barrier(8)

    def scan(door: Door) -> str:
        with app.app_context():
            barrier.wait()
            return scanned(door, code).reason

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(scan, doors))
    db.session.rollback()  # look at the data of now, not of before the race

    assert sorted(outcomes) == ["", *[Reason.ALREADY] * 7]
    assert db.session.scalar(select(func.count()).select_from(Presence)) == 1


@pytest.mark.parametrize("words", ["omurbek", "ӨМҮР", "Улгу омур", "acme"])
def test_search_finds_a_name_in_any_script(door: Door, person: Registration, words: str):
    registration_id = person.id
    _rename(person, organisation="Acme Border Guard")

    assert [found.registration.id for found in queries.search_people(door.event_id, door.point_id, words)] == [
        registration_id
    ]


def _rename(person: Registration, organisation: str) -> None:
    details = Details(name=person.name, organisation=organisation)
    registration.change_details(person.id, details, version=person.version, actor=SYSTEM, at=AT)


def test_a_badge_for_another_day_does_not_open_the_door(door: Door, person: Registration):
    row = db.session.get_one(Registration, person.id)
    code, row.category.rights = code_of(row), {"days": ["2027-05-13"]}
    db.session.commit()

    refused = scanned(door, code)
    row.category.rights = {"days": ["2027-05-12"]}
    db.session.commit()

    assert (refused.outcome, refused.reason) == (Outcome.DENY, Reason.WRONG_DAY)
    assert scanned(door, code).outcome == Outcome.ADMIT


def test_whoever_takes_part_online_or_has_expired_is_sent_to_the_desk(door: Door, person: Registration):
    row = db.session.get_one(Registration, person.id)
    code, row.mode = code_of(row), "online"
    db.session.commit()
    online = scanned(door, code)
    row.mode, row.state = "in_person", "expired"
    db.session.commit()

    assert (online.outcome, online.reason) == (Outcome.DENY, Reason.ONLINE)
    assert (scanned(door, code).outcome, scanned(door, code).reason) == (Outcome.DENY, Reason.EXPIRED)
