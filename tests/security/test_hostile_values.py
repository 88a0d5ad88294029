"""What no browser sends and every attacker does: the answer is a sentence, never an error of ours."""

import pytest

from conference.core.db import db
from conference.core.times import zone_label
from conference.events.models import Event
from conference.events.permissions import Role
from tests.browser import Browser
from tests.checkin.devices import API, Paired
from tests.factories import STARTS, make_event, make_member, make_project, make_room, make_session, make_speaker

VERSIONS = ["abc", "²", "٣", "-1", "1.5", "NaN", "x" * 5000, "9" * 5000, str(2**63)]
TIMES = ["0001-01-01T00:00", "9999-12-31T23:59"]
UNPLACED_ZONES = ["Factory", "localtime"]  # in every copy of the zone database, but nowhere on earth
DEEP_JSON = [b"[" * 100_000, b'{"a":' * 20_000, b"9" * 5000]


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event, Role.OWNER))
    return event


def forms_with_marks(event: Event) -> list[str]:
    slug = event.slug
    return [
        f"/manage/{slug}/settings",
        f"/manage/{slug}/agenda/settings",
        f"/manage/{slug}/sessions/{make_session(event).code}",
        f"/manage/{slug}/speakers/{make_speaker(event).code}",
        f"/manage/{slug}/rooms/{make_room(event).code}",
    ]


@pytest.mark.parametrize("field", ["starts_at", "ends_at", "registration_opens_at", "registration_closes_at"])
@pytest.mark.parametrize("time", TIMES)
def test_times_at_the_ends_of_the_calendar_are_refused_in_words(client: Browser, event: Event, field: str, time: str):
    answer = client.fill(f"/manage/{event.slug}/settings", {field: time})

    assert answer.status_code == 422
    assert "Enter a date and time, like" in answer.text
    assert db.session.get_one(Event, event.id).starts_at == STARTS


@pytest.mark.parametrize("zone", UNPLACED_ZONES)
def test_zone_without_a_place_is_refused(client: Browser, event: Event, zone: str):
    assert client.fill(f"/manage/{event.slug}/settings", {"zone": zone}).status_code == 422


def test_zones_of_all_kinds_are_named(client: Browser, event: Event):
    with client.application.test_request_context():
        assert [zone_label(STARTS, zone) for zone in ("UTC", "Asia/Bishkek", "CET")]
    for zone in ("UTC", "Asia/Bishkek", "CET"):
        assert client.fill(f"/manage/{event.slug}/settings", {"zone": zone}).status_code == 302
        assert client.get(f"/events/{event.slug}/").status_code == 200


@pytest.mark.parametrize("name", ["speakers-²-speaker", "speakers-٣-role", "speakers-99999999999-speaker"])
def test_row_numbers_that_are_none_are_left_out(client: Browser, event: Event, name: str):
    make_room(event)

    answer = client.fill(f"/manage/{event.slug}/sessions/new", {"title": "Opening", name: "1"})

    assert answer.status_code in (302, 422)


@pytest.mark.parametrize("amount", ["sNaN", "NaN", "Infinity", "-1", "1e999"])
def test_amounts_that_are_none_are_refused(client: Browser, event: Event, amount: str):
    make_project("BOMCA", event)

    assert client.fill("/manage/projects/BOMCA", {"budget_eur": amount}).status_code == 422


@pytest.mark.parametrize("shown", [*VERSIONS, "title=", "title=abc,,=", "=" * 5000])
def test_marks_that_never_were_overwrite_nothing_by_force(client: Browser, event: Event, shown: str):
    make_project("BOMCA", event)

    answer = client.fill("/manage/projects/BOMCA", {"shown": shown, "phase": "10th phase"})

    assert answer.status_code in (302, 409)
    for url in forms_with_marks(event):
        assert client.fill(url, {"shown": shown}).status_code in (302, 409), url


@pytest.mark.parametrize("origin", ["http://[", "null", "//", "http://localhost:99999"])
def test_origin_that_is_no_address_is_foreign(client: Browser, origin: str):
    assert client.post("/account/sign-in", headers={"Origin": origin}).status_code == 400


@pytest.mark.parametrize("call", ["scan", "sync"])
@pytest.mark.parametrize("body", DEEP_JSON, ids=["lists", "objects", "digits"])
def test_json_deeper_than_any_scan_is_refused(client: Browser, event: Event, call: str, body: bytes):
    answer = client.post(f"{API}/{call}", data=body, headers=Paired(client, event).headers)

    assert (answer.status_code, answer.get_json()["code"]) == (422, "malformed")


def test_address_with_control_characters_is_shown_again_without_them(client: Browser, event: Event):
    answer = client.fill(f"/manage/{event.slug}/settings", {"contact_email": "ada\x00@example.org"})

    assert answer.status_code == 422
    assert "ada@example.org" in answer.text
