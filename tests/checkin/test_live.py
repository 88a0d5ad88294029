"""The supervisor's board, the public screen, what a person settles, and rehearsals."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from conference.checkin import board as rules
from conference.checkin import queries, services
from conference.checkin.models import CheckPoint, DeadLetter, Device, Presence, Scan, ScanConflict, Standing
from conference.checkin.queries import live
from conference.checkin.services.presence import refold
from conference.checkin.views.live import fragments
from conference.core.audit import SYSTEM
from conference.core.codes import new_uuid7
from conference.core.db import db, transaction
from conference.core.times import to_zone
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration.models import Category, Registration
from tests.browser import Browser
from tests.checkin.conftest import NOW
from tests.counting import count_queries
from tests.factories import (
    STARTS,
    make_category,
    make_device,
    make_event,
    make_member,
    make_point,
    store,
    store_registration,
)

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(autouse=True)
def _nothing_rendered_yet() -> None:
    fragments._kept.clear()


@pytest.fixture
def event(db_session: object) -> Event:
    event = make_event()
    make_category(event, "visitor", position=0)
    make_category(event, "vip", name="VIP", position=1)
    return event


@pytest.fixture
def entrance(event: Event) -> CheckPoint:
    return store(CheckPoint(event_id=event.id, code="entrance", name="Main entrance", kind="entrance", policy="once"))


@pytest.fixture
def device(entrance: CheckPoint) -> Device:
    return store(
        Device(
            event_id=entrance.event_id, code="DEVICE0001", point_id=entrance.id, name="Entrance A", created_at=STARTS,
            last_seen_at=NOW - timedelta(seconds=20), battery=0.15, app="1.2", unsent=3,
        )
    )  # fmt: skip


@pytest.fixture
def person(event: Event) -> Registration:
    return store_registration(event, visitors(event), name="Ada Sample")


def visitors(event: Event) -> Category:
    return db.session.query(Category).filter_by(event_id=event.id, code="visitor").one()


def scan(person: Registration, device: Device, minutes_ago: float = 3, **values: Any) -> Scan:
    at = NOW - timedelta(minutes=minutes_ago)
    row = {
        "id": new_uuid7(), "event_id": person.event_id, "point_id": device.point_id, "device_id": device.id,
        "kind": "entry", "via": "camera", "registration_id": person.id, "outcome": "admit", "scanned_at": at,
        "received_at": at,
    }  # fmt: skip
    with transaction() as session:
        stored = Scan(**{**row, **values})
        session.add(stored)
        session.flush()
        refold(queries.floor_of(person.event_id), [person.id])
    return stored


@pytest.fixture
def pages(client: Browser, event: Event) -> str:
    client.sign_in(make_member(event))
    return f"/manage/{event.slug}/check-in"


def test_the_board_counts_who_came(event: Event, person: Registration, device: Device):
    vip = store_registration(event, db.session.query(Category).filter_by(code="vip").one(), name="Vera Important")
    store_registration(event, vip.category, name="Late Important")
    scan(person, device, 3)
    scan(vip, device, 12)

    shown = live.board(event, NOW)

    assert (shown.came, shown.expected) == (2, 3)
    (point,) = shown.points
    assert (point.inside, point.came, point.rate) == (2, 2, 0.2)
    assert point.bars == (0,) * 9 + (1, 0, 1)
    assert [(group.name, group.came, group.expected) for group in shown.categories] == [
        ("Visitor", 1, 1), ("VIP", 1, 2),
    ]  # fmt: skip
    assert [one.name for one in shown.missing_first] == ["Late Important"]
    assert [one.name for one in shown.newest_first] == ["Vera Important"]
    assert [(row.name, row.contact, row.battery, row.is_low, row.unsent) for row in shown.devices] == [
        ("Entrance A", "overdue", 15, True, 3)
    ]


def test_where_staff_choose_the_point_the_board_tells_that_of_the_last_scan(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    entrance = device.point_id
    lunch = make_point(event, "Lunch", code="lunch")
    device.point_id = None
    db.session.commit()
    (unused,) = live.board(event, NOW).devices
    assert (unused.point, unused.is_chosen) == ("", True)

    scan(person, device, 12, seq=1, point_id=entrance)
    scan(person, device, 3, seq=2, point_id=lunch.id)

    (shown,) = live.board(event, NOW).devices
    assert (shown.point, shown.is_chosen) == ("Lunch", True)
    assert "chosen on the phone, by its last scan" in client.get(f"{pages}/live/").text


@pytest.mark.parametrize(
    ("silent", "contact", "words"),
    [
        (19.9, "online", "Online"), (20, "overdue", "Overdue"), (44.9, "overdue", "Overdue"),
        (45, "gone", "No contact"), (130, "gone", "2 minutes ago"),
    ],
)  # fmt: skip
def test_a_device_that_vanished_is_overdue_after_one_missed_call_and_gone_after_three(  # noqa: PLR0917
    client: Browser, event: Event, device: Device, pages: str, silent: float, contact: str, words: str
):
    device.last_seen_at = NOW - timedelta(seconds=silent)
    db.session.commit()

    (shown,) = live.board(event, NOW).devices

    assert (shown.contact, shown.silent_minutes) == (contact, silent // 60)
    page = client.get(f"{pages}/live/").text
    assert words in page
    assert to_zone(shown.last_seen_at, event.zone).strftime("%H:%M:%S") in page


def test_what_time_alone_changes_is_made_anew_when_it_does(client: Browser, event: Event, device: Device, pages: str):
    device.last_seen_at = NOW - timedelta(seconds=15)
    db.session.commit()
    first = client.get(f"{pages}/live/board")
    assert ("Online" in first.json["html"], "Overdue" in first.json["html"]) == (True, False)

    for seconds, status in ((4, 304), (5, 200)):
        with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
            answer = client.get(f"{pages}/live/board", headers={"If-None-Match": first.headers["ETag"]})
            assert answer.status_code == status

    assert "Overdue" in answer.json["html"]


@pytest.mark.parametrize(("ago", "place"), [(0, 11), (4.9, 11), (5, 10), (59.9, 0), (60, None), (-1, None)])
def test_arrivals_fall_into_their_five_minutes(ago: float, place: int | None):
    bars = rules.bars_of([(NOW - timedelta(minutes=ago), 2)], NOW)

    assert sum(bars) == (0 if place is None else 2)
    assert place is None or bars[place] == 2


def test_the_page_tells_it_and_the_part_only_what_changed(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    page = client.get(f"{pages}/live/").text
    assert "Main entrance" in page
    assert 'data-controller="live"' in page
    first = client.get(f"{pages}/live/board")
    assert client.get(f"{pages}/live/board", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304

    scan(person, device)

    fresh = client.get(f"{pages}/live/board", headers={"If-None-Match": first.headers["ETag"]})
    assert fresh.status_code == 200
    assert fresh.headers["Cache-Control"] == "private, no-store"


def test_a_board_that_did_not_change_costs_a_few_selects(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    client.get(f"{pages}/live/board")

    assert count_queries(lambda: client.get(f"{pages}/live/board")) <= 4


def test_a_board_costs_the_same_for_many(event: Event, person: Registration, device: Device):
    scan(person, device)
    alone = count_queries(lambda: live.board(event, NOW))
    for number in range(4):
        scan(store_registration(event, name=f"Person {number}"), device, number)
    db.session.expire_all()

    assert count_queries(lambda: live.board(event, NOW)) <= alone + 1


def test_who_is_missing_those_looked_for_first(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    store_registration(event, db.session.query(Category).filter_by(code="vip").one(), name="Zoe Important")
    scan(store_registration(event, visitors(event), name="Here Already"), device)

    page = client.get(f"{pages}/live/missing").text

    assert page.index("Zoe Important") < page.index("Ada Sample")
    assert "Here Already" not in page
    assert "Zoe" not in client.get(f"{pages}/live/missing?category=visitor").text
    assert "Ada" not in client.get(f"{pages}/live/missing?q=zoe").text
    assert "Nobody is missing" in client.get(f"{pages}/live/missing?q=nobody").text


def test_the_public_screen_names_nobody_and_closes(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    scan(person, device)
    client.fill(f"{pages}/live/", form="screen/open")
    address = client.get(f"{pages}/live/").text.partition("/door-screen/")[2].partition('"')[0]
    client.sign_out()

    screen = client.get(f"/events/{event.slug}/door-screen/{address}")
    assert "Main entrance" in screen.text
    assert "of 1 have come" in screen.text
    assert "Ada" not in screen.text
    part = client.get(f"/events/{event.slug}/door-screen/{address}/part")
    again = client.get(
        f"/events/{event.slug}/door-screen/{address}/part", headers={"If-None-Match": part.headers["ETag"]}
    )
    assert (part.status_code, again.status_code) == (200, 304)
    assert client.get(f"/events/{event.slug}/door-screen/wrong").status_code == 404

    services.close_screen(event.id, actor=SYSTEM, at=NOW)
    assert client.get(f"/events/{event.slug}/door-screen/{address}").status_code == 404


def test_a_held_scan_counts_once_it_is_released(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    held = scan(person, device, standing="held")
    assert live.board(event, NOW).settle.held == 1
    page = client.get(f"{pages}/settle").text
    assert "Ada Sample" in page

    refused = client.fill(f"{pages}/settle", {"reason": "", "deed": "release"}, form=f"scan/{held.id}")
    assert refused.status_code == 422
    assert "Say how you decided" in refused.text
    client.fill(f"{pages}/settle", {"reason": "Phone was found", "deed": "release"}, form=f"scan/{held.id}")

    assert live.board(event, NOW).came == 1
    assert "Nothing waits" in client.get(f"{pages}/settle").text


def test_a_discarded_scan_never_counts_and_is_decided_once(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    held = scan(person, device, standing="held")
    client.fill(f"{pages}/settle", {"reason": "Stolen", "deed": "discard"}, form=f"scan/{held.id}")

    assert db.session.query(Presence).count() == 0
    assert db.session.get_one(Scan, held.id, populate_existing=True).standing == "discarded"
    with pytest.raises(Exception, match="already"):
        services.release_scan(event.id, held.id, "x", actor=SYSTEM, at=NOW)


@pytest.mark.parametrize(("deed", "came"), [("release", 2), ("discard", 0)])
def test_all_held_scans_of_a_device_are_decided_with_one_reason(  # noqa: PLR0917
    client: Browser,
    event: Event,
    entrance: CheckPoint,
    pages: str,
    person: Registration,
    device: Device,
    deed: str,
    came: int,
):
    other = make_device(entrance, "Entrance B")
    mine = [scan(one, device, standing="held") for one in (person, store_registration(event, name="Bo Sample"))]
    scan(person, device, standing="held", is_rehearsal=True)
    untouched = scan(store_registration(event, name="Cy Sample"), other, standing="held")
    assert "All 3 held scans of Entrance A" in client.get(f"{pages}/settle").text

    client.fill(f"{pages}/settle", {"reason": "Phone was found", "deed": deed}, form=f"device/{device.code}")

    assert live.board(event, NOW).came == came
    standings = {db.session.get_one(Scan, one.id, populate_existing=True).standing for one in mine}
    assert standings == {"counted" if deed == "release" else "discarded"}
    assert db.session.get_one(Scan, untouched.id, populate_existing=True).standing == "held"
    assert live.board(event, NOW).settle.held == 1
    with pytest.raises(Exception, match="already"):
        services.decide_held(event.id, device.id, Standing.COUNTED, "x", actor=SYSTEM, at=NOW)


def test_whoever_settles_one_of_many_comes_back_to_the_next(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    first, second = (scan(person, device, ago, standing="held") for ago in (9, 3))
    wrong = client.fill(f"{pages}/settle", {"reason": "", "deed": "release"}, form=f"scan/{second.id}")
    assert f'href="#reason-scan-{second.id}"' in wrong.text
    undecided = client.fill(f"{pages}/settle", {"reason": "Enter was pressed", "deed": ""}, form=f"scan/{first.id}")
    assert (undecided.status_code, live.board(event, NOW).settle.held) == (400, 2)

    settled = client.fill(f"{pages}/settle", {"reason": "Found", "deed": "release"}, form=f"scan/{first.id}")

    assert settled.headers["Location"].endswith(f"/settle#scan-{second.id}")
    assert f'id="scan-{second.id}"' in client.get(f"{pages}/settle").text


def test_conflicts_and_letters_are_settled_with_a_reason(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    scan(person, device, 9)
    second = scan(person, device, 3)
    letter = store(
        DeadLetter(event_id=event.id, device_id=device.id, why="malformed", body={"x": 1}, body_digest="d",
                   received_at=NOW)
    )  # fmt: skip
    assert live.board(event, NOW).settle.total == 2

    client.fill(f"{pages}/settle", {"reason": "Two brothers", "deed": "settle"}, form=f"conflict/{second.id}")
    client.fill(f"{pages}/settle", {"reason": "Old app", "deed": "settle"}, form=f"letter/{letter.id}")

    assert live.board(event, NOW).settle.total == 0
    assert db.session.get_one(ScanConflict, second.id, populate_existing=True).settled_how == "Two brothers"
    assert "Two brothers" in client.get(f"{pages}/settle").text


def test_scans_of_another_event_cannot_be_settled(client: Browser, event: Event, pages: str, device: Device):
    other = make_event()
    point = store(CheckPoint(event_id=other.id, code="x", name="X"))
    at_other = store(
        Device(event_id=other.id, code="D2", point_id=point.id, name="D", created_at=NOW, last_seen_at=NOW)
    )
    held = scan(store_registration(other), at_other, standing="held")

    with pytest.raises(Exception, match="already"):
        services.release_scan(event.id, held.id, "x", actor=SYSTEM, at=NOW)


def test_a_rehearsal_leaves_no_trace_in_any_number(
    client: Browser, event: Event, pages: str, person: Registration, device: Device
):
    client.fill(f"{pages}/rehearsal", form="rehearsal/start")
    assert queries.floor_of(event.id).rehearses
    scan(person, device, is_rehearsal=True)

    shown = live.board(event, NOW)
    assert (shown.rehearses, shown.came, shown.points[0].came, sum(shown.points[0].bars)) == (True, 0, 0, 0)
    page = client.get(f"{pages}/rehearsal").text
    assert "1 practice scan" in page
    assert "Ada Sample" in page
    client.fill(f"{pages}/rehearsal", form="rehearsal/end")

    assert not queries.floor_of(event.id).rehearses
    assert "practice now" not in client.get(f"{pages}/live/").text


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.VIEWER, "live/", 200), (Role.DOOR, "live/", 403), (Role.VIEWER, "settle", 200),
        (Role.DOOR, "settle", 403),
        (Role.VIEWER, "rehearsal", 200), (Role.VIEWER, "live/missing", 200), (Role.DOOR, "live/missing", 403),
    ],
)  # fmt: skip
def test_roles_that_see_the_board(client: Browser, event: Event, role: Role, path: str, status: int):
    client.sign_in(make_member(event, role))

    assert client.get(f"/manage/{event.slug}/check-in/{path}").status_code == status
