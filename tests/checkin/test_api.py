"""The calls of paired devices: pairing, the sealed list, asking, reporting."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from conference.checkin import services
from conference.checkin.models import (
    CheckPoint,
    DeadLetter,
    Device,
    DoorRecord,
    DoorState,
    Pairing,
    Presence,
    Scan,
    ScanConflict,
)
from conference.checkin.services.pairing import DeviceValues
from conference.core import audit
from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.events.models import Event
from conference.registration import services as registration
from conference.registration.models import Registration
from tests.browser import Browser
from tests.checkin.devices import API, Paired, code_of, lookup_of, ms, opened
from tests.factories import (
    STARTS,
    make_category,
    make_event,
    make_member,
    make_point,
    make_registration,
    make_release,
    make_room,
    make_session,
    place,
)


@pytest.fixture(autouse=True)
def during_the_event() -> Iterator[None]:
    with time_machine.travel(STARTS, tick=False):
        yield


@pytest.fixture
def event(db_session: object) -> Event:
    return make_event()


@pytest.fixture
def person(event: Event) -> Registration:
    return make_registration(event)


@pytest.fixture
def point(event: Event) -> CheckPoint:
    return make_point(event, code="main")


@pytest.fixture
def phone(client: Browser, event: Event, point: CheckPoint) -> Paired:
    return Paired(client, event, point_id=point.id)


def test_a_phone_waits_until_somebody_confirms_it_and_gets_its_token_once(client: Browser, event: Event):
    code = services.new_pairing(event.id, DeviceValues("Entrance A"), user_id=None, at=now())
    typed = f"{code[:4].lower()} {code[4:]}"

    claimed = client.post(f"{API}/pair", json={"code": typed, "agent": "Pixel"})
    waiting = client.post(f"{API}/pair/state", json={"claim": claimed.json["claim"]}).json
    again = client.post(f"{API}/pair", json={"code": code})
    pairing_id = db.session.scalars(select(Pairing.id)).one()
    services.confirm_pairing(pairing_id, actor=SYSTEM, at=now())
    first: Any = client.post(f"{API}/pair/state", json={"claim": claimed.json["claim"]}).json
    second: Any = client.post(f"{API}/pair/state", json={"claim": claimed.json["claim"]}).json

    assert (claimed.status_code, claimed.json["state"], len(claimed.json["match"])) == (201, "waiting", 2)
    assert waiting == {"state": "waiting", "match": claimed.json["match"]}
    assert (again.status_code, again.json["code"]) == (410, "pair_code_used")
    assert first["state"] == second["state"] == "confirmed"
    assert "token" in first
    assert "token" not in second


@pytest.mark.parametrize("body", [None, {}, {"code": 7}, {"code": "AAAA"}, {"code": "x" * 4000}])
def test_wrong_codes_pair_nothing(client: Browser, event: Event, body: Any):
    answer = client.post(f"{API}/pair", json=body)

    assert (answer.status_code, answer.mimetype) in {
        (404, "application/problem+json"),
        (400, "application/problem+json"),
    }
    assert db.session.scalar(select(func.count(Device.id))) == 0


def test_strangers_and_removed_devices_are_told_apart(client: Browser, phone: Paired):
    stranger = client.get(f"{API}/config", headers={"Authorization": "Device nobody"})
    device_id = db.session.scalars(select(Device.id)).one()
    services.revoke_device(device_id, actor=SYSTEM, at=now())
    removed = phone.get("config")

    assert (stranger.status_code, stranger.json["code"]) == (401, "device_unknown")
    assert (removed.status_code, removed.json["code"], removed.json["wipe"]) == (403, "device_revoked", True)


def test_config_names_the_points_and_is_not_sent_twice(phone: Paired, event: Event):
    first = phone.get("config")
    second = phone.get("config", **{"If-None-Match": first.headers["ETag"]})

    assert first.json["event"]["salt"] == event.uuid
    assert first.json["device"]["point"] == "main"
    assert [(one["code"], one["policy"]) for one in first.json["points"]] == [("main", "once")]
    assert second.status_code == 304


def test_config_is_in_the_language_of_the_page(phone: Paired, event: Event):
    room = make_room(event, "Plenary")
    session = make_session(event, "Opening", translations={"ru": {"title": "Открытие"}})
    make_release(event, place(session, room))
    make_point(event, "Plenary", code="plenary", kind="room", room_id=room.id)
    make_category(event, "visitor", name="Visitor", translations={"ru": {"name": "Посетитель"}})

    english, russian = (phone.get(f"config?lang={language}").json for language in ("en", "ru"))

    assert [words_in(english), words_in(russian)] == [["Opening", "Visitor"], ["Открытие", "Посетитель"]]


def test_a_phone_whose_language_changed_gets_its_config_again(phone: Paired):
    english = phone.get("config?lang=en")

    russian = phone.get("config?lang=ru", **{"If-None-Match": english.headers["ETag"]})

    assert (russian.status_code, russian.headers["ETag"]) != (304, english.headers["ETag"])
    assert phone.sync().json["config"] == english.json["version"]


def words_in(config: dict[str, Any]) -> list[str]:
    plenary = next(point for point in config["points"] if point["code"] == "plenary")
    visitor = next(one for one in config["categories"] if one["code"] == "visitor")
    return [plenary["agenda"][0]["title"], visitor["name"]]


def test_the_list_on_a_phone_names_nobody_until_the_badge_is_there(phone: Paired, event: Event, person: Registration):
    code, name, salt = code_of(person), person.name, event.uuid

    answer = phone.get("snapshot")

    (record,) = answer.json["tickets"]
    assert (record["l"], record["s"], record["p"]) == (lookup_of(event, code), "ok", {"main": None})
    assert name not in answer.text
    assert code not in answer.text
    assert opened(record, code, salt)["name"] == name


def test_only_what_changed_is_sent_again(phone: Paired, event: Event, person: Registration):
    make_registration(event, "Ada")
    code, person_id = code_of(person), person.id
    cursor = phone.get("snapshot").json["cursor"]

    nothing = phone.get(f"snapshot?cursor={cursor}").json
    registration.cancel(person_id, actor=SYSTEM, at=now())
    services.refresh(event.id, at=now() + timedelta(minutes=1))
    changed = phone.get(f"snapshot?cursor={cursor}").json

    assert (nothing["tickets"], nothing["cursor"], nothing["more"]) == ([], cursor, False)
    assert [(row["l"], row["s"]) for row in changed["tickets"]] == [(lookup_of(event, code), "cancelled")]


def test_a_door_is_told_where_somebody_is_since_another_door_let_them_in(
    client: Browser, phone: Paired, event: Event, person: Registration
):
    other = Paired(client, event, "Entrance B")
    cursor = phone.get("snapshot").json["cursor"]
    other.sync(other.event(code_of(person), "main"))

    told = phone.sync(cursor=cursor).json

    assert [(row["l"], row["inside"]) for row in told["presence"]] == [(lookup_of(event, code_of(person)), True)]
    assert phone.sync(cursor=told["cursor"]).json["presence"] == []


def test_a_replaced_badge_goes_and_the_new_one_knows_that_its_person_is_in(
    phone: Paired, event: Event, person: Registration
):
    old, person_id = code_of(person), person.id
    phone.ask(old, "main")
    cursor = phone.get("snapshot").json["cursor"]
    registration.issue_ticket(person_id, actor=SYSTEM, at=now())
    new = code_of(db.session.get_one(Registration, person_id))
    services.refresh(event.id, at=now() + timedelta(minutes=1))

    changed = phone.get(f"snapshot?cursor={cursor}").json

    assert {row["l"]: row["s"] for row in changed["tickets"]} == {
        lookup_of(event, old): "replaced",
        lookup_of(event, new): "ok",
    }
    assert [(row["l"], row["inside"]) for row in changed["presence"]] == [(lookup_of(event, new), True)]


def test_refreshing_without_a_change_writes_nothing(phone: Paired, event: Event, person: Registration):
    services.refresh(event.id, at=now())
    before = db.session.scalar(select(DoorState.revision))
    db.session.rollback()

    services.refresh(event.id, at=now() + timedelta(minutes=1))

    assert db.session.scalar(select(DoorState.revision)) == before


def test_rights_of_the_category_are_in_the_records(phone: Paired, event: Event, person: Registration):
    db.session.get_one(Registration, person.id).category.rights = {"days": ["2027-05-13"]}
    db.session.get_one(Registration, person.id).category.version += 1
    db.session.commit()

    (record,) = phone.get("snapshot").json["tickets"]

    assert record["p"] == {"main": ["2027-05-13"]}


def test_asking_admits_once_and_the_same_scan_gets_the_same_words(phone: Paired, event: Event, person: Registration):
    code, scan_id = code_of(person), new_uuid7()

    first = phone.ask(code, "main", scan_id=scan_id)
    second = phone.ask(code, "main", at=STARTS + timedelta(minutes=5))
    again = phone.ask(code, "main", scan_id=scan_id)

    assert (first.json["decision"], first.json["person"]["name"]) == (
        {"outcome": "admit", "reason": ""},
        "Өмүрбек Улгу",
    )
    assert first.json["counts"] == {"inside": 1, "expected": 1}
    assert (second.json["decision"]["reason"], second.json["decision"]["first"]["device"]) == ("already", "Entrance A")
    assert (again.json["status"], again.json["decision"]) == ("replayed", first.json["decision"])


def test_a_scan_that_was_asked_and_reported_is_one(phone: Paired, person: Registration):
    code = code_of(person)
    event = phone.event(code, "main", outcome="admit", by="device")
    phone.get("snapshot")
    phone.ask(code, "main", at=STARTS - timedelta(minutes=1))

    asked = phone.ask(code, "main", scan_id=event["scan_id"])
    done = phone.sync(event).json
    row = db.session.get_one(Scan, event["scan_id"])

    assert asked.json["decision"]["reason"] == "already"
    assert done["results"] == [{"scan_id": event["scan_id"], "status": "recorded"}]
    assert (row.decision_outcome, row.report_outcome, row.outcome) == ("deny", "admit", "admit")
    assert done["to_settle"] == {"conflicts": 1, "aside": 0}


def test_reports_are_stored_once_and_acknowledged_without_gaps(phone: Paired, person: Registration):
    code = code_of(person)
    phone.get("snapshot")
    one, two, three = (phone.event(code, "main", at=STARTS + timedelta(minutes=n)) for n in range(3))

    first = phone.sync(three, one).json
    second = phone.sync(two, one).json

    assert [row["status"] for row in first["results"]] == ["recorded", "recorded"]
    assert first["acked_seq"] == 1
    assert [row["status"] for row in second["results"]] == ["recorded", "replayed"]
    assert second["acked_seq"] == 3
    assert second["inside"] == {"main": 1}
    assert second["to_settle"] == {"conflicts": 2, "aside": 0}


def test_both_doors_are_told_of_a_badge_let_in_twice_until_it_is_settled(
    client: Browser, event: Event, phone: Paired, person: Registration
):
    other, code = Paired(client, event, "Entrance B"), code_of(person)
    for one, minutes in ((phone, 0), (other, 9)):
        one.get("snapshot")
        one.sync(one.event(code, "main", at=STARTS + timedelta(minutes=minutes), outcome="admit", by="device"))

    for _ in range(2):  # not only the first answer says so
        assert [one.sync().json["to_settle"]["conflicts"] for one in (phone, other)] == [1, 1]
    services.settle_conflict(
        event.id, db.session.scalars(select(ScanConflict.scan_id)).one(), "Two brothers", actor=SYSTEM, at=now()
    )
    assert [one.sync().json["to_settle"]["conflicts"] for one in (phone, other)] == [0, 0]


def test_what_nobody_can_read_is_kept_and_blocks_nothing(phone: Paired, person: Registration):
    code = code_of(person)
    phone.get("snapshot")
    bad = {**phone.event(code, "main"), "outcome": "perhaps\x00"}
    good = phone.event(code, "main")
    reused = {**phone.event(code, "main"), "scan_id": good["scan_id"]}
    same_seq = {**phone.event(code, "main"), "seq": good["seq"]}

    first = phone.sync(bad, good, reused, same_seq, "nonsense", [[]]).json
    second = phone.sync(bad, good, reused, same_seq, "nonsense", [[]]).json

    assert [(row["status"], row.get("why")) for row in first["results"]] == [
        ("quarantined", "malformed"), ("recorded", None), ("quarantined", "scan_id_reused"),
        ("quarantined", "seq_reused"), ("quarantined", "malformed"), ("quarantined", "malformed"),
    ]  # fmt: skip
    assert first["acked_seq"] == 3
    assert second["results"][1]["status"] == "replayed"
    assert db.session.scalar(select(func.count(DeadLetter.id))) == 5
    assert second["to_settle"] == {"conflicts": 0, "aside": 5}


def test_a_removed_device_still_reports_and_what_it_says_is_held(phone: Paired, event: Event, person: Registration):
    code = code_of(person)
    phone.get("snapshot")
    services.revoke_device(db.session.scalars(select(Device.id)).one(), actor=SYSTEM, at=now())
    scan = phone.event(code, "main")

    answer = phone.sync(scan)

    assert (answer.status_code, answer.json["wipe"]) == (403, True)
    assert answer.json["results"] == [{"scan_id": scan["scan_id"], "status": "held"}]
    assert answer.json["acked_seq"] == 1
    assert db.session.get_one(Scan, scan["scan_id"]).standing == "held"


def test_asked_again_after_its_report_the_server_says_what_it_said(phone: Paired, person: Registration):
    code = code_of(person)
    scan = phone.event(code, "main", outcome="deny", reason="wrong_point")
    question = {name: value for name, value in scan.items() if name not in ("seq", "outcome", "reason", "by")} | {
        "code": code
    }
    said = phone.post("scan", question).json["decision"]
    phone.sync(scan)

    again = phone.post("scan", question).json

    assert (again["status"], again["decision"]) == ("replayed", said)
    assert said["outcome"] == "admit"


def test_practice_that_the_server_decides_brings_nobody_in(phone: Paired, person: Registration):
    code = code_of(person)

    practised = phone.ask(code, "main", rehearsal=True).json["decision"]["outcome"]

    assert (practised, db.session.scalar(select(func.count()).select_from(Presence))) == ("admit", 0)
    assert phone.ask(code, "main").json["decision"]["outcome"] == "admit"


def test_a_report_that_names_another_point_than_was_asked_about_is_kept_aside(
    phone: Paired, event: Event, person: Registration
):
    make_point(event, "Side door", code="side")
    code = code_of(person)
    scan = phone.event(code, "main")
    asked = {name: value for name, value in scan.items() if name not in ("seq", "outcome", "reason", "by")}
    phone.post("scan", asked | {"code": code})

    (result,) = phone.sync(scan | {"point": "side"}).json["results"]

    assert (result["status"], result["why"]) == ("quarantined", "scan_id_reused")


def test_what_a_call_brings_is_not_waited_for_any_more(phone: Paired, person: Registration):
    scans = [phone.event(code_of(person), "main", STARTS + timedelta(minutes=n)) for n in range(2)]

    phone.sync(*scans, unsent=5)
    assert db.session.scalars(select(Device.unsent)).one() == 3
    phone.sync(*scans, unsent=5)  # the answer was lost
    assert db.session.scalars(select(Device.unsent)).one() == 3
    phone.sync(unsent=0)
    assert db.session.scalars(select(Device.unsent)).one() == 0


def test_another_device_cannot_report_what_the_server_decided_for_this_one(
    client: Browser, phone: Paired, event: Event, person: Registration
):
    other = Paired(client, event, "Entrance B")
    scan = phone.event(code_of(person), "main")
    asked = {name: value for name, value in scan.items() if name not in ("seq", "outcome", "reason", "by")}
    phone.post("scan", asked | {"code": code_of(person)})

    foreign = other.sync(scan | {"outcome": "deny", "reason": "wrong_point"})
    own = phone.sync(scan)

    assert foreign.json["results"][0] | {"scan_id": ""} == {
        "scan_id": "", "status": "quarantined", "why": "scan_id_reused",
    }  # fmt: skip
    assert own.json["results"][0]["status"] == "recorded"
    assert db.session.get_one(Scan, scan["scan_id"]).outcome == "admit"


def asked_in_the_last_moment(phone: Paired, code: str, **values: Any) -> dict[str, Any]:
    """A scan that the server decided, and its report, which comes once the device was removed."""
    scan = phone.event(code, "main", **values)
    asked = {name: value for name, value in scan.items() if name not in ("seq", "outcome", "reason", "by")}
    assert phone.post("scan", asked | {"code": code}).status_code == 200
    services.revoke_device(db.session.scalars(select(Device.id)).one(), actor=SYSTEM, at=now())
    return scan


def test_a_removed_device_that_contradicts_what_the_server_decided_waits_for_a_person(
    phone: Paired, person: Registration
):
    scan = asked_in_the_last_moment(phone, code_of(person), outcome="deny", reason="wrong_point")

    answer = phone.sync(scan)

    assert answer.json["results"] == [{"scan_id": scan["scan_id"], "status": "quarantined", "why": "device_revoked"}]
    assert db.session.get_one(Scan, scan["scan_id"]).outcome == "admit"
    assert db.session.scalars(select(DeadLetter.why)).all() == ["device_revoked"]


def test_a_removed_device_that_says_what_the_server_decided_completes_its_scan(phone: Paired, person: Registration):
    scan = asked_in_the_last_moment(phone, code_of(person))

    assert phone.sync(scan).json["results"][0]["status"] == "recorded"  # it counted before, and goes on counting
    assert db.session.get_one(Scan, scan["scan_id"]).standing == "counted"


def test_reported_undo_of_another_doors_scan_waits_for_a_person_unless_a_supervisor_made_it(
    client: Browser, phone: Paired, event: Event, person: Registration
):
    steward, supervisor = Paired(client, event, "Entrance B"), Paired(client, event, "Desk", supervise=True)
    phone.get("snapshot")
    entry = phone.event(code_of(person), "main")
    phone.sync(entry)

    said = [
        door.sync(door.event(None, "main", kind="undo", ref=entry["scan_id"])).json for door in (steward, supervisor)
    ]

    assert [one["results"][0]["status"] for one in said] == ["held", "recorded"]
    assert [one["inside"]["main"] for one in said] == [1, 0]


def test_conflict_goes_with_the_entry_that_made_it_and_turns_to_the_first_that_is_left(
    phone: Paired, person: Registration
):
    code = code_of(person)
    phone.get("snapshot")
    first, second, third = (phone.event(code, "main", STARTS + timedelta(minutes=n)) for n in range(3))

    def conflicts(*events: dict[str, Any]) -> dict[str, str]:
        phone.sync(*events)
        db.session.rollback()
        return dict(db.session.execute(select(ScanConflict.scan_id, ScanConflict.against_id)).all())

    def undo(entry: dict[str, Any]) -> dict[str, Any]:
        return phone.event(None, "main", kind="undo", ref=entry["scan_id"])

    ids = [one["scan_id"] for one in (first, second, third)]
    assert conflicts(third, first, second) == {ids[1]: ids[0], ids[2]: ids[0]}
    assert conflicts(undo(first)) == {ids[2]: ids[1]}
    assert conflicts(undo(third)) == {}


def test_undo_at_the_own_door_and_not_at_another(client: Browser, phone: Paired, event: Event, person: Registration):
    code = code_of(person)
    other = Paired(client, event, "Entrance B")
    scan_id = phone.ask(code, "main", at=now()).json["scan_id"]

    foreign = other.ask(None, "main", kind="undo", ref=scan_id, at=now())
    own = phone.ask(None, "main", kind="undo", ref=scan_id, at=now())

    assert (foreign.status_code, foreign.json["code"]) == (409, "not_undoable")
    assert own.json["counts"]["inside"] == 0


def test_too_much_and_nonsense_are_refused(phone: Paired):
    assert phone.sync(*[{}] * 201).status_code == 413
    assert phone.post("sync", []).status_code == 422
    assert phone.post("sync", {"events": {}}).status_code == 422
    assert phone.sync(app="0").status_code == 426
    assert phone.ask("x", "nowhere").status_code == 409
    assert phone.post("scan", {"scan_id": "1"}).json["code"] == "malformed"


def test_names_are_found_only_by_devices_that_may(client: Browser, phone: Paired, event: Event, person: Registration):
    email = person.email
    desk = Paired(client, event, "Desk", search="online")

    found = desk.get("search?q=omurbek&point=main")
    desk.get("search?q=nobody")
    desk.get("search?q=")

    assert phone.get("search?q=omurbek").status_code == 403
    assert [(row["name"], row["state"]) for row in found.json["results"]] == [("Өмүрбек Улгу", "expected")]
    assert email not in found.text
    client.sign_in(make_member(event))
    noted = client.get(f"/manage/{event.slug}/check-in/devices/searches").text
    assert re.findall(r"<bdi>(.+?)</bdi></td>\s*<td[^>]*>(\d+)", noted) == [("Desk", "0"), ("Desk", "1")]
    assert not {"omurbek", "nobody"} & set(noted.casefold().split())
    assert [
        entry.detail
        for entry in audit.history(db.session.scalars(select(Device).filter_by(name="Desk")).one())
        if entry.action == "door.searched"
    ] == [{"found": 0}, {"found": 1}]


def test_after_the_event_devices_are_told_to_wipe(phone: Paired, event: Event, person: Registration):
    code = code_of(person)
    phone.get("snapshot")
    db.session.get_one(Event, event.id).starts_at = now() - timedelta(days=2)
    db.session.get_one(Event, event.id).ends_at = now() - timedelta(days=1)
    db.session.commit()

    done = phone.sync(phone.event(code, "main"))

    assert phone.get("snapshot").status_code == 410
    assert (done.json["commands"], done.json["results"][0]["status"]) == (["wipe"], "recorded")


DAY = timedelta(days=1)


@pytest.mark.parametrize(("event_ends_in", "lasts"), [(30 * DAY, 3 * DAY), (DAY, 1.5 * DAY)])
def test_a_list_lives_until_half_a_day_after_the_event_and_never_three_days_without_contact(
    phone: Paired, event: Event, event_ends_in: timedelta, lasts: timedelta
):
    at = now().replace(microsecond=0)
    db.session.get_one(Event, event.id).ends_at = at + event_ends_in
    db.session.commit()

    with time_machine.travel(at, tick=False):
        told = {phone.get(call).json["expires_at"] for call in ("config", "snapshot")} | {
            phone.sync().json["expires_at"]
        }

    assert told == {ms(at + lasts)}


@pytest.mark.parametrize(("seconds", "status", "commands"), [(-1, 200, []), (0, 410, ["wipe"])])
def test_the_list_is_given_out_to_the_last_second_of_its_time(
    phone: Paired, event: Event, seconds: int, status: int, commands: list[str]
):
    ends_at = (now() + DAY).replace(microsecond=0)
    db.session.get_one(Event, event.id).ends_at = ends_at
    db.session.commit()

    with time_machine.travel(ends_at + DAY / 2 + timedelta(seconds=seconds), tick=False):
        assert (phone.get("snapshot").status_code, phone.sync().json["commands"]) == (status, commands)


def test_records_are_not_made_for_tickets_of_other_events(phone: Paired, person: Registration):
    stranger = make_registration(make_event())
    phone.get("snapshot")

    assert db.session.scalars(select(DoorRecord.registration_id)).all() == [person.id]
    assert phone.ask(code_of(stranger), "main").json["decision"]["reason"] == "other_event"
