"""What door staff are told of a person: by marks, answers and consents, at the points that are for it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from conference.checkin import rules, services
from conference.checkin.models import DoorNote, PointKind
from conference.checkin.rules import Noted
from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.questions.presets import PRESETS, values_of_preset
from conference.questions.services import add_question
from conference.registration import services as registration
from conference.registration.models import Registration, Source
from tests.browser import Browser, Form, forms_of
from tests.checkin.devices import Paired, code_of, opened
from tests.factories import STARTS, make_category, make_event, make_member, make_point, make_registration, store

EVERYTHING = ["vip", "headset", "dietary", "no_photo", "wheelchair", "minor", "desk"]


@pytest.fixture(autouse=True)
def during_the_event() -> Iterator[None]:
    with time_machine.travel(STARTS, tick=False):
        yield


@pytest.fixture
def event(client: Browser) -> Event:
    return make_event()


def note(person: Registration, kind: str, text: str = "") -> None:
    store(DoorNote(registration_id=person.id, kind=kind, text=text, noted_at=now()))


def answer(person: Registration, **answers: Any) -> None:
    person.answers = {**person.answers, **answers}
    db.session.commit()


def told(phone: Paired, person: Registration, point: str) -> list[dict[str, Any]]:
    return list(phone.ask(code_of(person), point).json["person"]["notes"])


def sealed(phone: Paired, person: Registration, event: Event) -> list[dict[str, Any]]:
    (record,) = phone.get("snapshot").json["tickets"]
    return list(opened(record, code_of(person), event.uuid)["notes"])


@pytest.mark.parametrize("kind", list(PointKind))
def test_no_point_shows_more_than_it_is_for(kind: str):
    shown = rules.fitting_notes(kind, EVERYTHING)

    assert ("dietary" in shown) == (kind == PointKind.HAND_OUT)
    assert ("minor" in shown) == ("no_photo" in shown) == (kind in (PointKind.ENTRANCE, PointKind.DAY))


def test_notes_are_chosen_options_and_never_what_somebody_typed():
    answers = {"interpretation": "lang_ru", "dietary": ["vegan", "other"], "dietary_other": "peanuts"}
    answers |= {"accessibility": "I use a chair"}

    notes = rules.notes_of(Noted("vip_guest", True, answers, {"desk": "Parcel"}), EVERYTHING)

    assert notes == [
        {"icon": "vip"}, {"icon": "headset", "of": ["lang_ru"]}, {"icon": "dietary", "of": ["vegan", "other"]},
        {"icon": "no_photo"}, {"icon": "desk", "text": "Parcel"},
    ]  # fmt: skip


@pytest.mark.parametrize("answers", [{}, {"interpretation": "none"}, {"dietary": []}, {"dietary": "vegan"}])
def test_who_needs_nothing_has_no_note(answers: dict[str, Any]):
    assert rules.notes_of(Noted("speaker", False, answers), EVERYTHING) == []


def test_each_point_and_the_sealed_list_have_what_they_are_for(client: Browser, event: Event):
    make_point(event, "Entrance", code="main")
    make_point(event, "Headsets", code="heads", kind=PointKind.HAND_OUT, notes=["headset"])
    person = make_registration(event, photo_text="Yes")
    note(person, "vip")
    answer(person, interpretation="lang_ru", dietary=["halal"])
    phone = Paired(client, event)

    assert told(phone, person, "main") == [{"icon": "vip"}]
    assert told(phone, person, "heads") == [{"icon": "headset", "of": ["lang_ru"]}]
    assert sealed(phone, person, event) == [{"icon": "vip"}, {"icon": "headset", "of": ["lang_ru"]}]  # no lunch here
    assert "lang_ru" not in json.dumps(phone.get("snapshot").json)


def test_a_new_note_reaches_the_phones(client: Browser, event: Event):
    make_point(event, code="main")
    person = make_registration(event, photo_text="Yes")
    phone = Paired(client, event)
    before = sealed(phone, person, event)

    services.set_notes(person.id, {"desk": "Has a parcel"}, version=person.version, actor=SYSTEM, at=now())

    assert (before, sealed(phone, person, event)) == ([], [{"icon": "desk", "text": "Has a parcel"}])


NEVER, AGREED, TOOK_BACK = "never agreed", "agreed", "took it back"


@pytest.mark.parametrize(
    ("source", "word", "shown"),
    [
        (Source.FORM, NEVER, True), (Source.FORM, AGREED, False), (Source.FORM, TOOK_BACK, True),
        (Source.IMPORT, NEVER, False), (Source.WALK_IN, NEVER, False), (Source.IMPORT, TOOK_BACK, True),
    ],
)  # fmt: skip
def test_no_photos_is_said_of_who_was_asked_and_did_not_agree(
    client: Browser, event: Event, source: str, word: str, shown: bool
):
    make_point(event, code="main")
    person = make_registration(event, source=source, photo_text="" if word == NEVER else "Yes")
    if word == TOOK_BACK:
        registration.withdraw_consent(person.id, actor=SYSTEM, at=now())
    phone = Paired(client, event)

    notes = [{"icon": "no_photo"}] if shown else []
    assert (told(phone, person, "main"), sealed(phone, person, event)) == (notes, notes)


def test_devices_learn_the_words_of_options_and_the_notes_of_points(client: Browser, event: Event):
    make_point(event, "Lunch", code="lunch", kind=PointKind.HAND_OUT, notes=["dietary"])
    add_question(event.id, values_of_preset(PRESETS["dietary"], event), code="dietary", actor=SYSTEM, at=now())

    config = Paired(client, event).get("config").json

    assert config["answers"]["dietary"]["halal"] == "Halal"
    assert [point["notes"] for point in config["points"]] == [["dietary"]]


def test_an_organiser_notes_something_of_a_person(client: Browser, event: Event):
    client.sign_in(make_member(event, Role.EDITOR))
    person = make_registration(event, "Ada Sample")
    page = f"/manage/{event.slug}/registrations/{person.code}"

    done = client.fill(f"{page}/door", {"vip": "y", "text": "Has a parcel"})

    assert done.status_code == 302
    shown = client.get(page)
    assert "VIP; Call the desk: Has a parcel" in shown.text
    assert "Notes for the door changed" in shown.text
    assert 'value="Has a parcel"' in client.get(f"{page}/door").text


def test_what_somebody_noted_meanwhile_is_not_overwritten(client: Browser, event: Event):
    client.sign_in(make_member(event, Role.EDITOR))
    person = make_registration(event)
    address = f"/manage/{event.slug}/registrations/{person.code}/door"
    (form,) = [one for one in forms_of(client.get(address).text) if not one.action]
    services.set_notes(person.id, {"minor": ""}, version=person.version, actor=SYSTEM, at=now())

    answered = client.send(address, form, {"vip": "y"})

    assert answered.status_code == 409
    assert set(db.session.scalars(select(DoorNote.kind))) == {"minor"}


def test_many_get_a_note_and_lose_it_again(client: Browser, event: Event):
    client.sign_in(make_member(event, Role.EDITOR))
    press, others = make_category(event, "press"), make_category(event, "others")
    people = [make_registration(event, f"Ada {number}", category=press.code) for number in range(3)]
    make_registration(event, "Somebody Else", category=others.code)
    table = f"/manage/{event.slug}/registrations/"

    bulk = next(form for form in forms_of(client.get(f"{table}?category=press").text) if form.action.endswith("/bulk"))
    asked = client.send(table, Form(f"{table}door", bulk.fields), {"scope": "all"})
    give = next(form for form in forms_of(asked.text) if form.action.endswith("/door/do"))
    done = client.send(table, give, {"kind": "minor", "deed": "give"})

    assert "3 people are meant" in asked.text
    assert done.status_code == 303
    marked = list(db.session.scalars(select(DoorNote.registration_id).order_by(DoorNote.registration_id)))
    assert marked == [person.id for person in people]
    assert "Somebody Else" not in client.get(f"{table}?door_note=yes").text

    taken = {"scope": None, "category": None, "codes": people[0].code, "total": "1", "kind": "minor", "deed": "take"}
    client.send(table, give, taken)
    assert len(list(db.session.scalars(select(DoorNote.registration_id)))) == 2


def test_the_same_note_again_changes_nobody(db_session: object):
    event = make_event()
    person = make_registration(event)
    give: Any = {"is_set": True, "actor": SYSTEM, "at": now()}

    changed = [services.mark_many(event.id, [person.id], "vip", "", **give) for _ in range(2)]

    assert changed == [1, 0]


def test_an_erased_person_leaves_no_note(db_session: object):
    person = make_registration(make_event())
    note(person, "desk", "Ada's parcel")

    registration.erase(person.id, actor=SYSTEM, at=now())

    assert list(db.session.scalars(select(DoorNote.kind))) == []
