"""The organiser's pages of check points and devices."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from conference.checkin import queries, services
from conference.checkin.models import CheckPoint, Device
from conference.checkin.rules import StillInUse
from conference.checkin.services.pairing import DeviceValues
from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from tests.browser import Browser
from tests.checkin.devices import API, Paired, code_of
from tests.factories import make_event, make_member, make_point, make_room, store_registration


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event, Role.OWNER))
    return event


def address(event: Event, rest: str) -> str:
    return f"/manage/{event.slug}/check-in/{rest}"


def names(event: Event) -> list[str]:
    db.session.rollback()
    return [point.name for point in queries.points_of_event(event.id)]


def test_an_event_gets_its_entrance_when_somebody_looks(client: Browser, event: Event):
    assert "Entrance" in client.get(address(event, "points")).text
    assert names(event) == ["Entrance"]
    client.get(address(event, ""))
    assert names(event) == ["Entrance"]


def test_a_strict_room_is_added_and_changed(client: Browser, event: Event):
    room = make_room(event, "Hall 2")
    room_id = str(room.id)
    fields = {"name": "Hall", "kind": "room", "policy": "reentry", "room": room_id, "capacity": "40", "is_strict": "y"}

    done = client.fill(address(event, "points/new"), fields)
    made = db.session.scalars(select(CheckPoint).where(CheckPoint.name == "Hall")).one()
    code, facts = made.code, (made.kind, made.policy, made.room_id, made.capacity, made.is_strict, made.grace_minutes)
    client.fill(address(event, f"points/{code}"), {"name": "Hall two", "kind": "entrance", "room": room_id})

    assert done.status_code == 302
    assert facts == ("room", "reentry", int(room_id), 40, True, 10)
    db.session.expire_all()
    assert (made.name, made.room_id) == ("Hall two", None)


def test_a_point_shows_only_the_notes_that_fit_what_it_is(client: Browser, event: Event):
    lunch = {"name": "Lunch", "kind": "hand_out", "notes": ["dietary", "minor", "no_photo"]}

    client.fill(address(event, "points/new"), lunch)
    made = db.session.scalars(select(CheckPoint).where(CheckPoint.name == "Lunch")).one()
    code, notes = made.code, made.notes
    shown = client.get(address(event, f"points/{code}")).text

    assert notes == ["dietary"]
    assert [kind for kind in ("vip", "dietary") if re.search(f'checked[^>]*value="{kind}"', shown)] == ["dietary"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "room"}, "Choose the room"),
        ({"kind": "session"}, "Choose the session"),
        ({"is_strict": "y"}, "Enter how many people may be inside"),
        ({"name": ""}, "Enter a name"),
        ({"capacity": "many"}, "Enter a whole number"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client: Browser, event: Event, fields: dict[str, str], words: str):
    answer = client.fill(address(event, "points/new"), {"name": "Kept name", "policy": "once", **fields})

    assert answer.status_code in {409, 422}
    assert words in answer.text
    assert "name" in fields or "Kept name" in answer.text


def test_points_are_moved_and_taken_out_of_use(client: Browser, event: Event):
    first, second = make_point(event, "First", position=1), make_point(event, "Second", position=2)
    codes = first.code, second.code

    client.fill(address(event, "points"), form=f"{codes[1]}/up")
    moved = names(event)
    client.fill(address(event, f"points/{codes[0]}"), form="close")

    assert moved == ["Second", "First"]
    assert names(event) == ["Second"]


def test_a_phone_is_connected_by_its_two_digits(client: Browser, event: Event):
    page = client.fill(address(event, "devices/pair"), {"name": "Entrance A", "search": "y"}).text
    code = "".join(re.findall(r"<span>([0-9A-Z]{4})</span>", page))
    claimed = client.post(f"{API}/pair", json={"code": code, "agent": "Pixel 9"}).json
    waiting = client.get(address(event, "devices")).text

    client.fill(address(event, "devices"), form="confirm")
    told: Any = client.post(f"{API}/pair/state", json={"claim": claimed["claim"]}).json

    assert f">{claimed['match']}</strong>" in waiting
    assert "Pixel 9" in waiting
    assert (told["state"], "token" in told) == ("confirmed", True)
    assert db.session.scalars(select(Device)).one().rights["search"] == "online"


def test_a_stranger_is_turned_away(client: Browser, event: Event):
    code = services.new_pairing(event.id, DeviceValues("Entrance A"), user_id=None, at=now())
    claimed = client.post(f"{API}/pair", json={"code": code, "agent": ""}).json

    client.fill(address(event, "devices"), form="refuse")

    assert client.post(f"{API}/pair/state", json={"claim": claimed["claim"]}).json["state"] == "refused"
    assert db.session.scalars(select(Device)).all() == []


def test_a_device_is_changed_and_removed(client: Browser, event: Event):
    phone = Paired(client, event)
    code = db.session.scalars(select(Device.code)).one()

    client.fill(address(event, f"devices/{code}"), {"name": "Desk", "supervise": "y"})
    told = phone.get("config").json["device"]
    client.fill(address(event, f"devices/{code}"), form="remove")

    assert (told["name"], told["rights"]["supervise"]) == ("Desk", True)
    assert phone.get("config").json["code"] == "device_revoked"
    assert "Removed" in client.get(address(event, "devices")).text


def test_door_staff_do_not_keep_points_or_devices(client: Browser, event: Event):
    client.sign_in(make_member(event, Role.DOOR))

    assert client.get(address(event, "points")).status_code == 403
    assert client.get(address(event, "devices/pair")).status_code == 403


def test_seats_of_a_lost_phone_are_free_only_when_somebody_says_so(client: Browser, event: Event):
    point = make_point(event, "Hall", code="hall", kind="room", policy="reentry", capacity=10, is_strict=True)
    point_id = point.id
    lost, other = Paired(client, event, "Lost phone"), Paired(client, event, "Entrance B")
    code = db.session.scalars(select(Device.code).where(Device.name == "Lost phone")).one()
    person = code_of(store_registration(event))
    lost.sync(want_seats={"hall": 10})
    lost.sync(lost.event(person, "hall", seat=True))

    before = client.get(address(event, f"devices/{code}")).text
    client.fill(address(event, f"devices/{code}"), form="remove")
    still = other.sync(want_seats={"hall": 10}).json["seats"]
    page = client.get(address(event, "devices")).text
    client.fill(address(event, "devices"), form=f"{code}/free-seats")
    freed = other.sync(want_seats={"hall": 10}).json["seats"]
    late = lost.sync(lost.event(person, "hall", kind="exit"))

    assert "It holds 9 seats" in before
    assert still == {"hall": 0}
    assert "Do it only when this device lets nobody in any more" in page
    assert freed == {"hall": 9}
    assert late.json["results"][0]["status"] == "held"
    assert queries.inside_count(point_id) == 1
    assert "Free its seats" not in client.get(address(event, "devices")).text


def test_seats_of_a_device_in_use_are_not_taken_from_it(client: Browser, event: Event):
    make_point(event, "Hall", code="hall", kind="room", policy="reentry", capacity=10, is_strict=True)
    phone = Paired(client, event)
    phone.sync(want_seats={"hall": 4})
    code, ident = db.session.execute(select(Device.code, Device.id)).one()
    client.get(address(event, "devices"))

    with pytest.raises(StillInUse):
        services.free_seats(ident, actor=SYSTEM, at=now())
    assert client.post(address(event, f"devices/{code}/free-seats")).status_code == 404
    assert phone.sync(want_seats={"hall": 4}).json["seats"] == {"hall": 4}


def test_one_phone_practises_while_the_other_doors_count(client: Browser, event: Event):
    point_id = make_point(event, code="main").id
    learner, door = Paired(client, event, "Learner", walk_in=True), Paired(client, event, "Entrance A")
    code = db.session.scalars(select(Device.code).where(Device.name == "Learner")).one()
    badges = [code_of(store_registration(event, name=name)) for name in ("Ada", "Bob")]
    version = learner.get("config").json["version"]

    client.fill(address(event, f"devices/{code}"), {"rehearse": "y"})
    told = learner.get("config").json
    practice = learner.ask(badges[0], "main", rehearsal=told["rehearsal"]).json["decision"]
    real = door.ask(badges[1], "main", rehearsal=door.get("config").json["rehearsal"]).json["decision"]
    refused = learner.post("walkin", {"id": new_uuid7(), "name": "Cleo"})

    assert (told["rehearsal"], told["version"] != version) == (True, True)
    assert (practice["outcome"], real["outcome"]) == ("admit", "admit")
    assert queries.inside_count(point_id) == 1
    assert (refused.status_code, refused.json["code"]) == (409, "rehearsal")
    assert "Practice" in client.get(address(event, "devices")).text
