"""People who register at a desk of the door, with a network and without one."""

from typing import Any

import pytest
from sqlalchemy import select

from conference.checkin.models import DeadLetter, Device, Presence, Scan
from conference.checkin.sealing import keys_of, text_of
from conference.core.codes import digest, new_uuid7
from conference.core.db import db
from conference.events.models import Event
from conference.registration.models import Registration
from tests.browser import Browser
from tests.checkin.conftest import NOW
from tests.factories import make_category, make_device, make_event, make_point, store_registration

pytestmark = pytest.mark.usefixtures("clock")
TOKEN = "t" * 43
AUTH = {"Authorization": f"Device {TOKEN}"}


@pytest.fixture
def event(db_session: object) -> Event:
    event = make_event()
    make_category(event, "visitor")
    return event


@pytest.fixture
def desk(event: Event) -> Device:
    rights = {"search": "off", "walk_in": True, "undo": True, "supervise": False, "print": False}
    return make_device(make_point(event), token_digest=digest(TOKEN), rights=rights, name="Desk 1")


def ask(client: Browser, **values: Any) -> Any:
    return client.post("/door/api/v1/walkin", json={"id": new_uuid7(), "blank": None, **values}, headers=AUTH)


def report(client: Browser, desk: Device, **values: Any) -> Any:
    at = int(NOW.timestamp() * 1000)
    scan = {
        "scan_id": new_uuid7(), "seq": 1, "point": desk.point.code, "lookup": None, "kind": "walkin", "device_time": at,
        "offset": 0, "outcome": "admit", "reason": "", "by": "staff", "via": "typed", "rehearsal": False, **values,
    }  # fmt: skip
    body = {"cursor": 0, "events": [scan], "app": "1", "unsent": 0}
    return client.post("/door/api/v1/sync", json=body, headers=AUTH)


def people() -> list[tuple[str, ...]]:
    query = select(Registration.name, Registration.state, Registration.source)
    return [tuple(row) for row in db.session.execute(query)]


def test_a_desk_registers_somebody_and_gets_the_code_of_the_badge(client: Browser, desk: Device):
    answer = ask(client, name=" Ұлпан   Сейіт ", organisation="Ministry", category="visitor", language="ru")

    assert answer.status_code == 201
    assert (answer.json["state"], len(answer.json["code"])) == ("confirmed", 29)
    assert answer.json["person"]["name"] == "Ұлпан Сейіт"
    assert people() == [("Ұлпан Сейіт", "confirmed", "walk_in")]
    at = int(NOW.timestamp() * 1000)
    scan = {"scan_id": new_uuid7(), "point": desk.point.code, "kind": "entry", "via": "typed", "device_time": at,
            "offset": 0, "code": answer.json["code"]}  # fmt: skip
    let_in = client.post("/door/api/v1/scan", json=scan, headers=AUTH).json
    assert let_in["decision"]["outcome"] == "admit"


def test_the_desk_can_judge_the_new_badge_by_itself(client: Browser, event: Event, desk: Device):
    answer = ask(client, name="Ada").json

    assert answer["record"]["l"] == text_of(keys_of(answer["code"], event.uuid)[0])
    assert answer["record"]["s"] == "ok"
    listed = client.get("/door/api/v1/snapshot", headers=AUTH).json["tickets"]
    assert listed == [answer["record"]]


def test_the_same_id_is_the_same_person(client: Browser, desk: Device):
    ident = new_uuid7()

    first, second = ask(client, id=ident, name="Ada"), ask(client, id=ident, name="Ada")

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert len(people()) == 1


def test_who_needs_approval_gets_no_badge_yet(client: Browser, event: Event, desk: Device):
    make_category(event, "press", needs_approval=True)

    answer = ask(client, name="Ada", category="press")

    assert (answer.json["state"], answer.json["code"]) == ("pending", "")


@pytest.mark.parametrize(
    ("values", "said"),
    [({"name": " "}, "Enter the name"), ({"name": "Ada", "email": "no"}, "Enter one e-mail address"),
     ({"name": "Ada", "id": "no"}, "id of their own"), ({"name": 7}, "Enter the name")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(client: Browser, desk: Device, values: dict[str, Any], said: str):
    answer = ask(client, **values)

    assert answer.status_code == 422
    assert said in answer.json["detail"]
    assert people() == []


def test_a_full_event_says_so(client: Browser, event: Event, desk: Device):
    event.capacity = event.places_taken = 1
    db.session.commit()

    answer = ask(client, name="Ada")

    assert (answer.status_code, people()) == (409, [])


def test_a_steward_may_not_register_people(client: Browser, desk: Device):
    desk.rights = {**desk.rights, "walk_in": False}
    db.session.commit()

    assert ask(client, name="Ada").status_code == 403
    assert client.post("/door/api/v1/walkin", json={}).status_code == 401


def test_whom_a_desk_without_a_network_let_in_is_registered_and_inside(client: Browser, desk: Device):
    person = {"id": new_uuid7(), "name": "Ada Offline", "email": "ada@example.org"}
    scan_id = new_uuid7()

    first = report(client, desk, scan_id=scan_id, walkin=person)
    report(client, desk, scan_id=scan_id, walkin=person)

    assert first.json["results"] == [{"scan_id": scan_id, "status": "recorded"}]
    assert people() == [("Ada Offline", "confirmed", "walk_in")]
    inside = db.session.scalars(select(Presence)).one()
    assert inside.is_inside
    assert db.session.get_one(Scan, scan_id, populate_existing=True).registration_id == inside.registration_id


def test_who_came_in_offline_without_a_place_waits_for_a_decision(client: Browser, event: Event, desk: Device):
    event.capacity = 1
    db.session.commit()
    store_registration(event)

    report(client, desk, walkin={"id": new_uuid7(), "name": "Ada Offline"})

    assert ("Ada Offline", "waiting", "walk_in") in people()


@pytest.mark.parametrize(
    ("values", "why"),
    [({"walkin": {"name": ""}}, "walk_in_unreadable"), ({"walkin": 7}, "walk_in_unreadable"),
     ({"walkin": {"name": "Ada", "category": "gone"}}, "walk_in_unreadable")],
)  # fmt: skip
def test_nothing_that_a_desk_reports_is_dropped(client: Browser, desk: Device, values: dict[str, Any], why: str):
    scan_id = new_uuid7()
    report(client, desk, scan_id=scan_id, **values)
    report(client, desk, scan_id=scan_id, **values)

    assert db.session.scalars(select(DeadLetter.why)).all() == [why]
    assert people() == []


def test_a_device_that_may_not_leaves_a_message(client: Browser, desk: Device):
    desk.rights = {**desk.rights, "walk_in": False}
    db.session.commit()

    report(client, desk, walkin={"id": new_uuid7(), "name": "Ada"})

    assert db.session.scalars(select(DeadLetter.why)).all() == ["walk_in_not_allowed"]
    assert people() == []
