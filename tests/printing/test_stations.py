"""Print stations: paired once by a code, sent badges, each printed by one, found again when something went wrong."""

import re
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from conference.badges.design_services import add_design
from conference.badges.gallery import GALLERY
from conference.badges.models import BadgeDesign
from conference.core.audit import Actor
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.printing import station_queries, station_services, task_services
from conference.printing.models import BadgePrint, Reason
from conference.printing.station_models import PrintStation, PrintTask
from conference.printing.station_rules import NoStation, NotYours, WrongCode
from conference.printing.station_services import StationValues
from conference.registration.models import Registration
from tests.browser import Browser, forms_of
from tests.factories import OPEN, make_event, make_member, store_registration

OLGA = Actor("Olga Organiser")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def event(client: Browser) -> Event:
    return make_event(slug="border")


def add(event: Event, name: str = "Front desk", **values: Any) -> PrintStation:
    code = station_services.add_station(event.id, StationValues(name, "single", **values), actor=OLGA, at=OPEN)
    found = station_queries.find_station(event.id, code)
    assert found is not None
    return found


def paired(event: Event, name: str = "Front desk", **values: Any) -> PrintStation:
    station = add(event, name, **values)
    station_services.pair(station_services.pairing_code(station, OPEN), at=OPEN)
    return station


def send(person: Registration, station: str = "", **values: Any) -> str:
    return task_services.send_to_station(person.id, station, actor=OLGA, at=OPEN, **values)


def take(station: PrintStation) -> str | None:
    return task_services.take_task(station.id, at=OPEN)


def states() -> list[str]:
    return list(db.session.scalars(select(PrintTask.state).order_by(PrintTask.id)))


def prints() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(BadgePrint).order_by(BadgePrint.id))
    return [(row.printed_by, row.station, row.reason) for row in rows]


class Device:
    """A browser beside a printer, without an account."""

    def __init__(self, app: Flask) -> None:
        client = app.test_client()
        assert isinstance(client, Browser)
        self.client = client

    def pair(self, code: str, query: str = "") -> Any:
        return self.client.fill(f"/print-station/{query}", {"code": code})

    def post(self, address: str) -> Any:
        page = self.client.get("/print-station/").text
        token = re.search(r'data-token="([^"]+)"', page)
        return self.client.post(address, headers={"X-CSRF-Token": token[1] if token else ""})

    def next(self) -> Any:
        return self.post("/print-station/next").json["task"]


def test_a_browser_that_asks_for_a_language_stays_the_station(app: Flask, event: Event):
    with time_machine.travel(OPEN, tick=False):
        device = Device(app)
        device.pair(station_services.pairing_code(add(event), OPEN), "?lang=ru")

        assert "Front desk" in device.client.get("/print-station/").text


def test_a_code_makes_a_browser_the_station_once(app: Flask, event: Event):
    with time_machine.travel(OPEN, tick=False):
        code = station_services.pairing_code(add(event), OPEN)
        device, other = Device(app), Device(app)
        answer, late = device.pair(code.lower().replace(" ", "-")), other.pair(code)
        page = device.client.get("/print-station/").text

    cookie = answer.headers["Set-Cookie"]
    assert all(words in cookie for words in ("print_station=", "Path=/print-station/", "HttpOnly", "SameSite=Strict"))
    assert "Front desk" in page
    assert late.status_code == 409
    assert "was used already" in late.text
    assert "Set-Cookie" not in late.headers


@pytest.mark.parametrize("later", [timedelta(minutes=10), timedelta(days=1)])
def test_a_code_ends_after_ten_minutes(event: Event, later: timedelta):
    code = station_services.pairing_code(add(event), OPEN)

    with pytest.raises(WrongCode):
        station_services.pair(code, at=OPEN + later)


def test_database_holds_neither_code_nor_secret(event: Event):
    station = add(event)
    code = station_services.pairing_code(station, OPEN)
    token = station_services.pair(code, at=OPEN)
    row = db.session.get_one(PrintStation, station.id)

    assert station_queries.station_by_token(token) is not None
    assert not any(secret in str(value) for value in vars(row).values() for secret in (token, code.replace(" ", "")))


def test_another_device_takes_the_place_of_the_first(event: Event):
    station = add(event)
    first = station_services.pair(station_services.pairing_code(station, OPEN), at=OPEN)
    station_services.open_pairing(station.id, actor=OLGA, at=OPEN)
    assert station_queries.station_by_token(first) is not None
    station_services.pair(station_services.pairing_code(db.session.get_one(PrintStation, station.id), OPEN), at=OPEN)

    assert station_queries.station_by_token(first) is None


def test_codes_cannot_be_tried_without_end(app: Flask):
    device = Device(app)
    answers = [device.pair("AAAA AAAA").status_code for _try in range(21)]

    assert (answers[0], answers[-1]) == (409, 429)


def test_badge_is_taken_printed_and_noted(app: Flask, event: Event):
    person = store_registration(event, name="Ada Sample")
    device = Device(app)
    with time_machine.travel(OPEN, tick=False):
        station = add(event)
        device.pair(station_services.pairing_code(station, OPEN))
        assert device.next() is None
        send(person, station.code)
        task = device.next()
        device.post(f"/print-station/tasks/{task['code']}/printed")
        device.post(f"/print-station/tasks/{task['code']}/printed")

    assert task["name"] == "Ada Sample"
    assert task["style"] == "/print-page/105x148.css"
    assert 'width="105mm" height="148mm"' in task["pages"][0]
    assert states() == ["printed"]
    assert prints() == [("Olga Organiser", "Front desk", "first")]


def test_station_prints_by_its_own_design(app: Flask, event: Event):
    code = add_design(event.id, GALLERY["label-62"].design(), actor=OLGA, at=OPEN)
    design = db.session.scalars(select(BadgeDesign).where(BadgeDesign.code == code)).one()
    device, person = Device(app), store_registration(event)
    with time_machine.travel(OPEN, tick=False):
        station = add(event, design_id=design.id)
        device.pair(station_services.pairing_code(station, OPEN))
        send(person)
        task = device.next()

    assert task["style"] == f"/print-page/{design.data['width']:g}x{design.data['height']:g}.css"


def test_two_stations_never_take_the_same_badge(app: Flask, event: Event):
    ids = [paired(event, name).id for name in ("Left", "Right", "Middle")]
    people = [store_registration(event, name=f"Person {number}") for number in range(4)]
    codes = [send(person) for person in people]
    start, taken = Barrier(len(ids)), []

    def work(station_id: int) -> None:
        with app.app_context():
            start.wait()
            while code := task_services.take_task(station_id, at=OPEN):
                taken.append(code)

    threads = [Thread(target=work, args=(ident,)) for ident in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == sorted(codes)


def test_badge_for_one_station_is_not_taken_by_another(event: Event):
    left, right = paired(event, "Left"), paired(event, "Right")
    code = send(store_registration(event), left.code)

    assert take(right) is None
    assert take(left) == code


def test_sent_twice_it_is_one_badge(event: Event):
    station, person = paired(event), store_registration(event)

    assert send(person) == send(person, station.code)
    assert states() == ["waiting"]


def test_a_badge_that_a_station_took_and_never_answered_for_is_sent_anew(event: Event):
    station, person = paired(event), store_registration(event)
    first = send(person)
    take(station)

    soon = task_services.send_to_station(person.id, actor=OLGA, at=OPEN + MINUTE)
    later = task_services.send_to_station(person.id, actor=OLGA, at=OPEN + 3 * MINUTE)

    assert soon == first
    assert later != first
    assert states() == ["failed", "waiting"]


def test_lost_badge_gets_its_new_code_when_it_is_sent(event: Event):
    paired(event)
    person = store_registration(event)
    old = person.tickets[0].id

    send(person, reason=Reason.LOST)
    db.session.expire_all()

    valid = db.session.get_one(Registration, person.id).valid_ticket
    assert valid is not None
    assert valid.id != old


def test_who_lost_the_place_since_gets_no_badge(event: Event):
    station, person = paired(event), store_registration(event)
    send(person)
    person.state = "cancelled"
    db.session.commit()
    take(station)

    assert states() == ["failed"]


def test_without_a_station_nothing_is_sent(event: Event):
    add(event)
    person = store_registration(event)

    with pytest.raises(NoStation):
        send(person)


def test_only_the_station_that_took_it_answers_for_it(event: Event):
    left, right = paired(event, "Left"), paired(event, "Right")
    code = send(store_registration(event), left.code)
    take(left)

    with pytest.raises(NotYours):
        task_services.finish_task(right.id, code, at=OPEN)


def test_what_did_not_come_out_is_not_noted_and_printed_again(event: Event):
    station = paired(event)
    code = send(store_registration(event))
    take(station)
    task_services.finish_task(station.id, code, at=OPEN)

    again = task_services.print_again(station.id, code, at=OPEN)
    take(station)
    task_services.finish_task(station.id, again, at=OPEN)
    task_services.fail_task(station.id, again, at=OPEN)

    assert prints() == [("Olga Organiser", "Front desk", "first")]
    assert states() == ["printed", "failed"]


def test_removed_station_prints_nothing_and_leaves_its_badges_to_others(app: Flask, client: Browser, event: Event):
    client.sign_in(make_member(event))
    device = Device(app)
    code = store_registration(event)
    with time_machine.travel(OPEN, tick=False):
        station, other = add(event), paired(event, "Other")
        device.pair(station_services.pairing_code(station, OPEN))
        task = send(code, station.code)
    client.fill(f"/manage/border/badges/stations/{station.code}", form="revoke")

    assert device.post("/print-station/next").status_code == 401
    assert take(other) == task


def test_organisers_add_a_station_and_see_when_it_was_heard_of(app: Flask, client: Browser, event: Event):
    client.sign_in(make_member(event))
    device = Device(app)
    address = client.fill("/manage/border/badges/stations", {"name": "Front desk"}).headers["Location"]
    page = client.get(address).text
    code = re.search(r'pair-code">([0-9A-Z ]+)<', page)
    assert code is not None
    device.pair(code[1])

    assert "Not paired yet" in page
    assert "Connected" in client.get("/manage/border/badges/stations").text
    assert code[1] not in client.get(address).text


def test_desk_sends_to_a_station_and_can_take_it_back(client: Browser, event: Event):
    client.sign_in(make_member(event))
    station, person = paired(event), store_registration(event)
    page = f"/manage/border/badges/people/{person.code}"
    form = next(f for f in forms_of(client.get(f"{page}?at={station.code}").text) if "/people/" in f.action)

    answer = client.send(page, form, {})
    sent = client.get(answer.headers["Location"]).text
    waiting = client.get(page).text
    client.fill("/manage/border/badges/stations", form="cancel")

    assert "Sent to the printer: the badge of Ada Sample" in sent
    assert "On its way to the printer" in waiting
    assert states() == ["failed"]


def test_old_tasks_are_forgotten(event: Event):
    paired(event)
    send(store_registration(event))

    assert task_services.forget_tasks(OPEN + timedelta(days=1)) == 0
    assert task_services.forget_tasks(OPEN + timedelta(days=3)) == 1


def test_door_staff_see_no_stations(client: Browser, event: Event):
    client.sign_in(make_member(event, Role.DOOR))

    assert client.get("/manage/border/badges/stations").status_code == 403
