"""The page where signed-in door staff make their phone a door."""

import pytest

from conference.core.codes import new_uuid7
from conference.events.models import Event
from conference.events.permissions import Role
from tests.browser import Browser
from tests.checkin.devices import API, code_of, ms
from tests.factories import STARTS, make_event, make_member, make_point, make_registration


@pytest.fixture
def event(db_session: object) -> Event:
    event = make_event()
    make_point(event, code="entrance")
    return event


def test_staff_make_their_phone_a_door_without_anybodys_word(client: Browser, event: Event):
    code, slug = code_of(make_registration(event)), event.slug
    client.sign_in(make_member(event, Role.DOOR))

    address = client.fill(f"/door/{slug}/", {"entrance": "Entrance A", "point": "entrance"}).location
    page, _, pair_code = address.partition("#p=")
    claim = client.post(f"{API}/pair", json={"code": pair_code, "agent": "Test"}).json["claim"]
    token = client.post(f"{API}/pair/state", json={"claim": claim}).json["token"]
    headers = {"Authorization": f"Device {token}"}
    config = client.get(f"{API}/config", headers=headers).json
    scan = {
        "scan_id": new_uuid7(),
        "code": code,
        "kind": "entry",
        "via": "camera",
        "device_time": ms(STARTS),
        "offset": 0,
    }

    assert page == "/door/"
    assert (config["device"]["name"], config["device"]["point"]) == ("Entrance A", "entrance")
    assert config["device"]["rights"]["search"] == "online"
    assert client.post(f"{API}/scan", json=scan, headers=headers).json["decision"]["outcome"] == "admit"


def test_without_a_name_or_a_point_nothing_is_made(client: Browser, event: Event):
    make_point(event, "Lunch")
    client.sign_in(make_member(event, Role.DOOR))

    answer = client.fill(f"/door/{event.slug}/", {"entrance": " ", "point": None})

    assert answer.status_code == 422
    assert "Enter a name for this entrance" in answer.text
    assert "Choose what is checked here" in answer.text


def test_door_of_another_event_and_other_roles_are_turned_away(client: Browser, event: Event):
    other = make_event()
    make_point(other, code="entrance")
    client.sign_in(make_member(event, Role.DOOR))

    assert client.get(f"/door/{other.slug}/").status_code == 404
    assert client.get(f"/manage/{event.slug}/check-in/").status_code == 403
    client.sign_in(make_member(event, Role.VIEWER))
    assert client.get(f"/door/{event.slug}/").status_code == 403
    client.sign_out()
    assert client.get(f"/door/{event.slug}/").location.startswith("/account/sign-in")
