"""Phones at rooms: the session that is on, who left one room for another, and the last seats of a strict one."""

from datetime import timedelta

from playwright.sync_api import expect

from conference.checkin.models import CheckPoint, Presence, Scan
from conference.core.clock import now
from conference.events.models import Event
from conference.registration.links import ticket_code_of
from tests.door.phones import GO, pairing, rows
from tests.factories import make_point, make_registration, make_release, make_room, make_session, place


def make_rooms(event: Event, minutes: dict[str, list[tuple[str, int, int]]], **values: object) -> None:
    """{room: [(title, begins in so many minutes, takes so many)]}; each room is a point of its name."""
    for name, sessions in minutes.items():
        room = make_room(event, name)
        for title, begins, takes in sessions:
            place(make_session(event, title), room, now() + timedelta(minutes=begins), takes)
        own = {"code": name.lower().replace(" ", ""), "kind": "room", "policy": "reentry", "room_id": room.id, **values}
        make_point(event, name, **own)
    make_release(event)


def test_phone_follows_the_agenda_and_who_enters_a_room_has_left_the_other(phones, site, event, codes):
    make_rooms(event, {"Plenary": [("Opening", -50, 60), ("Visas", 5, 30)], "Hall B": [("Trade", 30, 60)]})
    plenary, hall = phones(), phones()
    plenary.pair(pairing(event, "Door A"), "Plenary")
    hall.pair(pairing(event, "Door B"), "Hall B")
    expect(plenary.part("sessionNow")).to_contain_text("Now: Visas")  # who comes now comes for what begins in a moment
    expect(hall.part("sessionNow")).to_contain_text("Next: Trade")
    hall.is_kept()
    plenary.scan(codes[0], GO)
    plenary.has_sent_all()
    hall.has_sent_all()
    site.stop()

    hall.scan(codes[0], GO)
    site.start()
    hall.has_sent_all()

    points = {one.id: one.name for one in rows(CheckPoint)}
    assert {points[one.point_id]: one.is_inside for one in rows(Presence)} == {"Plenary": False, "Hall B": True}
    assert [bool(scan.slot_id) for scan in sorted(rows(Scan), key=lambda scan: scan.scanned_at)] == [True, False]


def test_a_phone_that_is_for_one_room_alone_waits_for_its_start_without_a_fault(phones, site, event):
    make_rooms(event, {"Plenary": [("Opening", -5, 60)]})
    point = next(one.id for one in rows(CheckPoint) if one.name == "Plenary")
    phone = phones()

    with phone.page.expect_response("**/door/api/v1/sync*"):
        phone.page.goto(f"{site.address}/door/?lang=en#p={pairing(event, 'Door A', point_id=point)}")
    phone.begin()

    expect(phone.part("sessionNow")).to_contain_text("Now: Opening")


def test_two_doors_of_a_strict_room_give_away_its_seats_once_with_and_without_a_network(phones, site, event, codes):
    codes = [*codes, *(ticket_code_of(make_registration(event, f"Ada {n}").tickets[-1]) for n in range(2))]
    make_rooms(event, {"Plenary": [("Opening", -5, 60)]}, capacity=4, is_strict=True)
    first, second = phones(), phones()
    for phone, name in ((first, "Door A"), (second, "Door B")):
        phone.pair(pairing(event, name), "Plenary")
        phone.is_kept()
    for phone in (second, first, second):
        phone.page.evaluate("() => window.dispatchEvent(new Event('online'))")
        expect(phone.part("contactWord")).to_have_text("Online")
        phone.page.wait_for_load_state("networkidle")
    expect(first.part("seats")).to_have_text("2 seats to give")
    expect(second.part("seats")).to_have_text("2 seats to give")
    site.stop()

    first.scan(codes[0], GO)
    first.scan(codes[1], GO, "Gulzada")
    first.scan(codes[2], "no", "no free seats")
    second.scan(codes[2], GO)
    site.start()
    first.has_sent_all()
    second.has_sent_all()

    first.scan(codes[3], GO, "Ada 0")  # the last one, wherever it was
    second.scan(codes[4], "no", "The room is full")
    first.has_sent_all()
    assert sum(one.is_inside for one in rows(Presence)) == 4
