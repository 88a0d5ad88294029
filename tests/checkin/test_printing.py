"""A door sends badges to a print station."""

from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from conference.checkin.models import Device
from conference.core.audit import SYSTEM
from conference.core.codes import digest, new_uuid7
from conference.core.db import db
from conference.events.models import Event
from conference.printing import station_queries, station_rules, station_services, task_services
from conference.printing.models import BadgePrint
from conference.printing.services import print_badge
from conference.printing.station_models import PrintStation, PrintTask
from conference.printing.station_services import StationValues
from conference.registration.models import Registration
from tests.browser import Browser
from tests.factories import OPEN, make_category, make_device, make_event, make_point, store_registration

TOKEN = "t" * 43
AUTH = {"Authorization": f"Device {TOKEN}"}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def event(db_session: object) -> Event:
    return make_event()


@pytest.fixture
def person(event: Event) -> Registration:
    return store_registration(event)


@pytest.fixture
def door(event: Event) -> Device:
    rights = {"search": "off", "walk_in": False, "undo": True, "supervise": False, "print": True}
    return make_device(make_point(event), token_digest=digest(TOKEN), rights=rights)


@pytest.fixture
def station(event: Event) -> PrintStation:
    code = station_services.add_station(event.id, StationValues("Front desk", "single"), actor=SYSTEM, at=OPEN)
    found = station_queries.find_station(event.id, code)
    assert found is not None
    station_services.pair(station_services.pairing_code(found, OPEN), at=OPEN)
    return found


def ask(client: Browser, **values: Any) -> Any:
    return client.post("/door/api/v1/print", json={"id": new_uuid7(), "again": False, **values}, headers=AUTH)


def test_a_badge_is_sent_on_its_way_once(client: Browser, person: Registration, door: Device, station: PrintStation):
    first, second = (ask(client, registration=person.code, station=station.code) for _time in range(2))

    assert (first.status_code, second.json) == (202, first.json)
    (task,) = db.session.scalars(select(PrintTask))
    assert (task.registration_id, task.station_id, task.sent_by) == (person.id, station.id, "Entrance A")


def test_one_that_was_printed_is_asked_about_first(
    client: Browser, person: Registration, door: Device, station: PrintStation
):
    ask(client, registration=person.code)
    code = task_services.take_task(station.id, at=OPEN)
    assert code is not None
    task_services.finish_task(station.id, code, at=OPEN)

    again = ask(client, registration=person.code)

    assert (again.status_code, again.json["code"]) == (409, "printed_before")
    assert (again.json["at"], again.json["by"]) == (int(OPEN.timestamp() * 1000), "Entrance A")
    assert ask(client, registration=person.code, again=True).status_code == 202


def test_without_a_station_the_door_is_told(client: Browser, person: Registration, door: Device):
    answer = ask(client, registration=person.code)

    assert (answer.status_code, answer.json["code"]) == (409, "no_station")


def test_the_door_is_told_when_no_station_that_may_print_it_answers(
    client: Browser, person: Registration, door: Device, station: PrintStation
):
    assert ask(client, registration=person.code, station=station.code).json["waits"] is False

    with time_machine.travel(OPEN + station_rules.ONLINE_FOR, tick=False):
        answer = ask(client, registration=person.code, station=station.code)

    assert (answer.status_code, answer.json["waits"]) == (202, True)


def test_a_badge_that_the_desk_printed_meanwhile_does_not_come_out_of_the_station_too(
    client: Browser, person: Registration, door: Device, station: PrintStation
):
    ask(client, registration=person.code)
    print_badge(person.id, None, "", actor=SYSTEM, at=OPEN)

    assert task_services.take_task(station.id, at=OPEN) is None
    assert db.session.scalar(select(func.count()).select_from(BadgePrint)) == 1


@pytest.mark.parametrize("values", [{}, {"registration": "NOBODY"}, {"lookup": "x" * 22}, {"registration": 7}])
def test_nobody_is_printed_for_a_badge_that_is_unknown(
    client: Browser, door: Device, station: PrintStation, values: dict[str, Any]
):
    assert ask(client, **values).status_code == 404


def test_people_of_other_events_are_unknown(client: Browser, door: Device, station: PrintStation):
    assert ask(client, registration=store_registration(make_event()).code).status_code == 404


def test_a_steward_may_not_print(client: Browser, person: Registration, door: Device, station: PrintStation):
    door.rights = {**door.rights, "print": False}
    db.session.commit()

    assert ask(client, registration=person.code).status_code == 403


def register(client: Browser, **values: Any) -> Any:
    body = {"id": new_uuid7(), "blank": None, "name": "Ada", **values}
    return client.post("/door/api/v1/walkin", json=body, headers=AUTH)


@pytest.fixture
def desk(event: Event, door: Device) -> Device:
    make_category(event, "visitor")
    door.rights = {**door.rights, "walk_in": True}
    db.session.commit()
    return door


def test_the_badge_of_somebody_new_goes_to_a_station_and_the_door_hears_of_it(
    client: Browser, desk: Device, station: PrintStation
):
    desk.rights = {**desk.rights, "station": station.code}
    db.session.commit()
    ident = new_uuid7()

    first, again = register(client, id=ident).json, register(client, id=ident).json

    assert first["print"]["station"] == "Front desk"
    assert again["print"] == first["print"]
    assert [task.code for task in db.session.scalars(select(PrintTask))] == [first["print"]["task"]]


def test_without_a_station_the_door_hears_why_nothing_is_printed(client: Browser, desk: Device):
    answer = register(client).json

    assert answer["state"] == "confirmed"
    assert "station" in answer["print"]["failed"]


def test_a_door_that_prints_nothing_hears_nothing_of_printing(client: Browser, desk: Device, station: PrintStation):
    desk.rights = {**desk.rights, "print": False}
    db.session.commit()

    assert "print" not in register(client).json
    assert db.session.scalars(select(PrintTask)).all() == []
