"""Codes of one event open nothing under the address of another, whoever asks."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from conference.accounts.models import User
from conference.badges.design_services import add_design
from conference.badges.gallery import GALLERY
from conference.checkin.queries import waiting_phones
from conference.checkin.queries.screens import token_of_screen
from conference.checkin.services import add_point, claim_pairing, new_pairing, open_screen
from conference.checkin.services.pairing import DeviceValues
from conference.core.audit import SYSTEM, Actor
from conference.core.clock import now
from conference.core.codes import new_uuid7
from conference.core.db import transaction
from conference.core.files import CleanFile
from conference.correspondence.announcement_services import add_announcement
from conference.correspondence.links import token_of as unsubscribe_token_of
from conference.correspondence.rules import AnnouncementValues
from conference.events.models import Event
from conference.events.permissions import Permission, Role
from conference.exports.made_services import ask_for_snapshot
from conference.intake.models import IntakeKind
from conference.intake.queries import find_intake
from conference.intake.table_reading import Row, Table
from conference.intake.table_services import save_mapping, upload_table
from conference.printing.rules import Wish
from conference.printing.services import ask_for_run, print_badge
from conference.printing.station_services import StationValues, add_station
from conference.programme.material_rules import MaterialValues
from conference.programme.material_services import add_file
from conference.programme.models import InterpretationTeam, Track
from conference.questions.file_services import claim_files, keep_file
from conference.questions.models import Kind
from conference.questions.rules import QuestionValues
from conference.questions.services import add_question
from conference.registration.links import own_page_token
from conference.registration.rules.table_views import Keeper, ViewValues
from conference.registration.services import keep_view
from conference.speaking.links import token_of
from conference.speaking.services import make_link
from conference.visibility.rules import DerogationValues
from conference.visibility.services import record_derogation
from tests.browser import Browser
from tests.factories import (
    OPEN,
    make_device,
    make_event,
    make_member,
    make_project,
    make_registration,
    make_release,
    make_room,
    make_session,
    make_speaker,
    place,
    speaks_at,
    store,
    store_message,
)  # fmt: skip
from tests.security.one_of_everything import people_and_ways

KINDS = {"manage_registrations": "registration", "manage_prints": "registration", "manage_notes": "registration",
         "manage_printing": "run",
         "manage_stations": "station",
         "manage_mail": "message", "manage_projects": "project", "registration": "token",
         "manage_speaking": "speaker", "manage_rooms": "room", "manage_visibility": "derogation",
         "made": "snapshot", "intake": "intake", "manage_announcements": "announcement",
         "manage_form": "question", "manage_batches": "batch", "manage_categories": "category",
         "manage_codes": "access_code", "manage_delegations": "delegation", "manage_invitations": "invitation",
         "manage_line": "registration", "manage_signup": "session", "people_import": "people_import",
         "registration.own_consent": "question", "manage_design": "design", "manage_elements": "design",
         "design_calls": "design", "manage_registrations.view": "view",
         "manage_registrations.act_on_view": "view"}  # fmt: skip
NAMED_OTHERWISE = {"manage_attendance": {"person": "registration"}}
NOT_MADE_YET = ("manage_printing.run_pdf", "made.snapshot_zip")  # files of jobs that nobody ran
NOT_FOR_THEM = ("registration.own_join",)  # who comes to the room has no stream to join
NO_OBJECTS = {"kind", "speech", "name", "what", "part"}  # letters that every event has, ready-made questions, words
TOKENS = {
    "focal": "focal_token",
    "groups": "group",
    "invitation": "invitation_token",
    "correspondence": "unsubscribe",
    "registration": "token",
    "speaking": "speaker_token",
    "door_screen": "screen",
}  # of pages behind a secret link


@pytest.fixture
def theirs(client: Browser) -> tuple[Event, User, dict[str, str]]:
    """An event with one of everything, its owner, and what leads to each thing."""
    event = make_event(slug="theirs")
    owner = make_member(event, Role.OWNER)
    room, session, registration = make_room(event), make_session(event, capacity=5), make_registration(event)
    place(session, room)
    bomca, speaker = make_project("BOMCA", event), make_speaker(event)
    speaks_at(speaker, session)
    make_release(event)
    make_link(speaker.id, actor=Actor(owner.name, owner.id), at=OPEN)
    values = DerogationValues(
        reason="Harm", approver="Head of cooperation", decided_on=OPEN.date(), is_everywhere=False
    )
    derogation = record_derogation(
        event.id, bomca.id, values, today=OPEN.date(), actor=Actor(owner.name, owner.id), at=OPEN
    )
    found = add_point(event.id, "main", "Main entrance")
    codes = {
        "session": session.code,
        "speaker": speaker.code,
        "speaker_token": token_of(speaker),
        "purpose": "publish",
        "derogation": derogation.code,
        "project": bomca.code,
        "room": room.code,
        "track": str(store(Track(event_id=event.id, name="Borders")).id),
        "team": str(store(InterpretationTeam(event_id=event.id, name="Booth 1")).id),
        "uuid": add_file(
            session.id, speaker.id, CleanFile(b"x", "x.txt", "text/plain"), MaterialValues("x"), actor=SYSTEM, at=OPEN
        ),
        "registration": registration.code,
        "token": own_page_token(registration),
        "message": store_message(event).code,
        "device": make_device(found).code,
        "point": found.code,
        "pairing": waiting_phone(event),
        "number": "1",
        "action": "cancel",
    }
    codes["announcement"] = add_announcement(
        event.id, AnnouncementValues("News", "Dear {name}"), actor=Actor(owner.name, owner.id), at=OPEN
    )
    codes |= people_and_ways(event, registration, Actor(owner.name, owner.id))
    codes["question"] = file_question(event, registration.id)
    codes["unsubscribe"] = unsubscribe_token_of(registration)
    codes["intake"] = open_import(event, Actor(owner.name, owner.id))
    codes["run"] = ask_for_run(event.id, Wish(), [registration.id], actor=Actor(owner.name, owner.id), at=now())
    codes["station"] = add_station(
        event.id, StationValues("Desk", "single"), actor=Actor(owner.name, owner.id), at=OPEN
    )
    codes["printed"] = print_badge(registration.id, None, "", actor=Actor(owner.name, owner.id), at=OPEN)
    codes["design"] = add_design(event.id, GALLERY["a6"].design(), actor=Actor(owner.name, owner.id), at=OPEN)
    codes["ident"] = "person"
    codes["view"] = keep_view(
        event.id, ViewValues("Mine", False, {}, []), Keeper(owner.id, may_share=True), actor=SYSTEM, at=OPEN
    )
    open_screen(event.id, actor=SYSTEM, at=OPEN)
    codes["screen"] = token_of_screen(event.id) or ""
    codes["scan"] = new_uuid7()
    codes["snapshot"] = ask_for_snapshot(event.id, actor=Actor(owner.name, owner.id), at=OPEN)
    return event, owner, codes


def waiting_phone(event: Event) -> str:
    code = new_pairing(event.id, DeviceValues("Entrance A"), user_id=None, at=now())
    claim_pairing(code, "", at=now())
    (waiting,) = waiting_phones(event.id, now())
    return waiting.key


def file_question(event: Event, registration_id: int) -> str:
    """A question that the registration answered with a file."""
    code = add_question(event.id, QuestionValues(Kind.FILE, "Letter"), actor=SYSTEM, at=OPEN)
    kept = keep_file(event.id, code, CleanFile(b"x", "x.txt", "text/plain"), at=OPEN)
    with transaction():
        claim_files(event.id, registration_id, {code: kept.answer()})
    return code


def open_import(event: Event, actor: Actor) -> str:
    table = Table(["name"], [Row(2, ["Ada"])])
    code = upload_table(event, IntakeKind.SPEAKERS, table, "people.csv", actor=actor, at=OPEN)
    intake = find_intake(event.id, code, IntakeKind.SPEAKERS)
    assert intake is not None
    save_mapping(intake.id, {"columns": ["name"]})
    return code


def rules_with_objects(app: Flask) -> list[Rule]:
    known = {*map(str, Permission), "secret link"}
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "slug" in rule.arguments and names_objects(rule) and access_of(app, rule) in known
    ]


def names_objects(rule: Rule) -> bool:
    """Not only deeds and kinds, words that the address chooses from a few."""
    words = {name for name in rule.arguments if getattr(rule._converters[name], "items", None)}
    return bool(rule.arguments - {"slug"} - NO_OBJECTS - words)


def access_of(app: Flask, rule: Rule) -> Any:
    return getattr(app.view_functions[rule.endpoint], "access", "")


def address(app: Flask, rule: Rule, slug: str, codes: dict[str, str]) -> str:
    blueprint, _dot, page = rule.endpoint.partition(".")
    kind = KINDS.get(rule.endpoint) or KINDS.get(blueprint) or ("speaker" if "speaker" in page else "session")
    stands_for = {"code": kind, "token": TOKENS.get(blueprint, "token")} | NAMED_OTHERWISE.get(blueprint, {})
    named = {name: getattr(rule._converters[name], "items", None) for name in rule.arguments - {"slug"}}
    values: dict[str, Any] = {}
    for name, words in named.items():
        known = codes.get(stands_for.get(name, name), "")
        values[name] = min(words) if words and known not in words else known
    assert all(values.values()), f"nothing leads to {rule}"
    with app.test_request_context():
        return str(app.url_for(rule.endpoint, slug=slug, **values))


def test_the_owner_finds_everything(client: Browser, theirs: tuple[Event, User, dict[str, str]]):
    _event, owner, codes = theirs
    client.sign_in(owner)

    for rule in rules_with_objects(client.application):
        if "GET" in (rule.methods or ()):
            url = address(client.application, rule, "theirs", codes)
            status = client.get(url).status_code
            is_missing = (rule.endpoint in NOT_MADE_YET and status == 404) or (
                rule.endpoint in NOT_FOR_THEM and status == 409
            )
            assert status == 200 or is_missing, f"{url}: {status}"


def test_the_owner_of_another_event_finds_none_of_it(client: Browser, theirs: tuple[Event, User, dict[str, str]]):
    client.sign_in(make_member(make_event(slug="mine"), Role.OWNER))

    for rule in rules_with_objects(client.application):
        for method in {"GET", "POST"} & set(rule.methods or ()):
            for slug in ("mine", "theirs"):
                if access_of(client.application, rule) == "secret link" and slug == "theirs":
                    continue  # whoever knows the link may
                url = address(client.application, rule, slug, theirs[2])
                status = client.open(url, method=method).status_code
                # a door that is not set up at this event leads back to the start of this one
                own_start = rule.endpoint == "door.scan" and slug == "mine" and status == 302
                stale = status == 400 and rule.endpoint in ("door.record_scan", "door.undo_scan") and slug == "mine"
                assert status == 404 or own_start or stale, f"{method} {url}: {status}"
