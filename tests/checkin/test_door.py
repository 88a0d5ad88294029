"""The door over HTTP, as the scanner page calls it."""

import re
from typing import Any

import pytest
import time_machine

from conference.core.clock import now
from conference.core.codes import new_uuid7
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration
from tests.browser import Browser, forms_of
from tests.factories import make_event, make_member, make_point, make_registration


@pytest.fixture
def event(db_session: object) -> Event:
    event = make_event()
    make_point(event, code="entrance")
    return event


@pytest.fixture
def person(event: Event) -> Registration:
    return make_registration(event)


class Phone:
    """Door staff with a scanner page open."""

    calls_end = ""

    def __init__(self, client: Browser, event: Event, entrance: str = "Entrance A") -> None:
        self.client = client
        client.sign_in(make_member(event, Role.DOOR))
        start = client.fill(f"/door/{event.slug}/", {"entrance": entrance, "point": "entrance"})
        assert start.status_code == 302, start.text
        self.address = start.location
        self.token = forms_of(client.get(f"/door/{event.slug}/").text)[0].fields[0][1]

    def post(self, call: str, body: Any, **headers: str) -> Any:
        return self.client.post(
            f"{self.address}/{call}{self.calls_end}", json=body, headers={"X-CSRF-Token": self.token, **headers}
        )

    def scan(self, code: str | None, **values: Any) -> Any:
        body = {"scan_id": new_uuid7(), "code": code, "registration": None, "kind": "entry",
                "scanned_at": "2027-05-12T07:00:00.000Z", "via": "camera", **values}  # fmt: skip
        return self.post("scans", body)


def test_scanner_speaks_the_language_of_its_page(client: Browser, event: Event, person: Registration) -> None:
    phone = Phone(client, event)
    page = client.get(f"{phone.address}?lang=ru").text
    calls = re.findall(r'data-(?:scan|undo|search|state)-url="([^"]*)"', page)
    assert len(calls) == 4
    assert all(call.endswith("?lang=ru") for call in calls)

    phone.calls_end = "?lang=ru"
    assert phone.scan(ticket_code_of(person.tickets[-1])).json["word"] == "Вход"


def test_badge_is_let_in_then_already_in_with_time_and_entrance(client: Browser, event: Event, person: Registration):
    code, name = ticket_code_of(person.tickets[-1]), person.name
    phone = Phone(client, event)

    first, second = phone.scan(code).json, phone.scan(code).json

    assert (first["verdict"], first["word"], first["title"]) == ("in", "Let in", name)
    assert first["counts"] == {"inside": 1, "expected": 1}
    assert second["verdict"] == "already"
    assert "Entrance A" in second["detail"]


def test_undo_over_http_and_its_refusal(client: Browser, event: Event, person: Registration):
    code = ticket_code_of(person.tickets[-1])
    phone = Phone(client, event)
    scan_id = phone.scan(code).json["scan_id"]

    undone = phone.post("undo", {"scan_id": new_uuid7(), "undoes": scan_id})
    again = phone.post("undo", {"scan_id": new_uuid7(), "undoes": scan_id})

    assert undone.json["verdict"] == "undone"
    assert undone.json["counts"]["inside"] == 0
    assert (again.status_code, again.mimetype, again.json["code"]) == (409, "application/problem+json", "not_undoable")


@pytest.mark.parametrize(
    "body",
    [None, [], "x", {}, {"scan_id": "1"}, {"scan_id": 7, "code": "x", "via": "camera"},
     {"code": "T", "registration": "X"}, {"code": "x", "via": "telepathy"}, {"code": "x", "scanned_at": "yesterday"},
     {"code": {"$gt": ""}}, {"kind": "exit", "code": "x"}],
)  # fmt: skip
def test_malformed_scans_answer_a_problem(client: Browser, event: Event, body: Any):
    phone = Phone(client, event)
    if isinstance(body, dict):
        body = {"scan_id": new_uuid7(), "via": "camera", "scanned_at": "2027-05-12T07:00:00Z", **body}

    answer = phone.post("scans", body)

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["detail"]


def test_scan_without_the_pages_token_is_refused(client: Browser, event: Event, person: Registration):
    phone = Phone(client, event)
    phone.token = "stale"

    assert phone.scan(ticket_code_of(person.tickets[-1])).status_code == 400
    phone.token = forms_of(client.get(f"/door/{event.slug}/").text)[0].fields[0][1]
    assert phone.scan(ticket_code_of(person.tickets[-1])).json["verdict"] == "in"


def test_search_answers_names_without_addresses(client: Browser, event: Event, person: Registration):
    email = person.email
    phone = Phone(client, event)

    answer = client.get(f"{phone.address}/search?q=omurbek")

    assert [row["name"] for row in answer.json["results"]] == ["Өмүрбек Улгу"]
    assert answer.json["results"][0]["state"] == "expected"
    assert email not in answer.text
    assert client.get(f"{phone.address}/search?q=").json == {"results": []}


def test_state_lists_the_last_scans(client: Browser, event: Event, person: Registration):
    phone = Phone(client, event)
    phone.scan(ticket_code_of(person.tickets[-1]))
    phone.scan("hello")

    state = client.get(f"{phone.address}/state").json

    assert [row["verdict"] for row in state["recent"]] == ["unknown", "in"]
    assert state["counts"] == {"inside": 1, "expected": 1}


def test_scanner_page_allows_the_camera_and_no_other_page_does(client: Browser, event: Event):
    phone = Phone(client, event)

    assert client.get(phone.address).headers["Permissions-Policy"].startswith("camera=(self)")
    assert "wasm-unsafe-eval" in client.get(phone.address).headers["Content-Security-Policy"]
    assert client.get(f"/door/{event.slug}/").headers["Permissions-Policy"].startswith("camera=()")


def test_door_of_another_event_and_other_roles_are_turned_away(client: Browser, event: Event):
    other = make_event()
    make_point(other, code="entrance")
    phone = Phone(client, event)

    assert client.get(f"/door/{other.slug}/").status_code == 404
    assert client.get(f"/manage/{event.slug}/check-in/").status_code == 403
    client.sign_in(make_member(event, Role.VIEWER))
    assert client.get(phone.address).status_code == 403
    client.sign_out()
    assert client.get(phone.address).location.startswith("/account/sign-in")


def test_guessing_codes_is_slowed_down(client: Browser, event: Event):
    phone = Phone(client, event)

    with time_machine.travel(now(), tick=False):  # all within one window
        statuses = {phone.scan(f"guess {number}").status_code for number in range(125)}

    assert statuses == {200, 429}


def test_organiser_sees_doors_and_scans_and_removes_a_device(client: Browser, event: Event, person: Registration):
    code, name = ticket_code_of(person.tickets[-1]), person.name
    phone = Phone(client, event)
    phone.scan(code)
    client.sign_in(make_member(event, Role.OWNER))

    page = client.get(f"/manage/{event.slug}/check-in/")
    assert name in page.text
    assert "Entrance A" in page.text
    client.fill(f"/manage/{event.slug}/check-in/", form="revoke")
    assert client.get(phone.address).status_code == 302
