"""Whom an announcement can be narrowed down to."""

import pytest

from conference.core.db import db
from conference.correspondence import recipients
from conference.events.models import Event
from conference.personal.models import PersonalAgenda, Pick
from conference.programme.models import Slot
from conference.questions.models import Question
from conference.registration import page_queries
from conference.registration.audience import narrowings
from conference.registration.manage_queries import RegistrationFilter
from conference.registration.models import RegistrationSettings, RoomWish
from conference.signup.models import SignUp
from tests.counting import count_queries
from tests.factories import (
    OPEN,
    let_in,
    make_category,
    make_device,
    make_event,
    make_point,
    make_project,
    make_session,
    make_slot,
    run_by,
    store,
    store_registration,
)  # fmt: skip


@pytest.fixture
def event(db_session: object) -> Event:
    event = make_event(slug="border", mode="hybrid")
    make_category(event)
    return event


def names(event: Event, **chosen: list[str]) -> list[str]:
    db.session.rollback()
    keys = {key.replace("__", "-"): values for key, values in chosen.items()}
    return [person.name for person in recipients.page_of_recipients(event, keys, 1).rows]


def test_by_state_category_mode_language_and_country(event: Event):
    press = make_category(event, "press", position=2)
    others = make_category(event, "expert", position=3)
    store_registration(event, others, name="Ada", country="BE", language="en")
    store_registration(event, others, name="Bek", country="KG", language="ru", mode="online")
    store_registration(event, press, name="Cyd", state="pending", country="KG")

    assert names(event) == ["Ada", "Bek", "Cyd"]
    assert names(event, state=["pending"]) == ["Cyd"]
    assert names(event, state=["pending", "confirmed"], country=["KG"]) == ["Bek", "Cyd"]
    assert names(event, category=["press"]) == ["Cyd"]
    assert names(event, mode=["online"]) == ["Bek"]
    assert names(event, language=["ru"]) == ["Bek"]
    assert names(event, country=["BE"], language=["ru"]) == []


def test_by_entrance(event: Event):
    inside, outside = (store_registration(event, name=name) for name in ("Ada", "Bek"))
    entrance = make_point(event, code="main")
    device = make_device(entrance)
    let_in(inside, device)

    assert names(event, check_in=["in:main"]) == ["Ada"]
    assert names(event, check_in=["out:main"]) == [outside.name]
    assert names(event, check_in=["in:main", "out:main"]) == ["Ada", "Bek"]


def test_by_the_place_in_the_room_that_somebody_online_asked_for(event: Event):
    marks = {"Ada": {}, "Bek": {"offered_until": OPEN}, "Cyd": {"offer_ended_at": OPEN}, "Dan": {"moved_at": OPEN}}
    for name, stands in marks.items():
        mode = "in_person" if "moved_at" in stands else "online"
        person = store_registration(event, name=name, mode=mode)
        store(RoomWish(registration_id=person.id, event_id=event.id, asked_at=OPEN, **stands))
    store_registration(event, name="Eva", mode="online")

    found = {how: names(event, room=[how]) for how in ("asked", "offered", "missed", "came")}

    assert found == {"asked": ["Ada"], "offered": ["Bek"], "missed": ["Cyd"], "came": ["Dan"]}
    table = page_queries.page_of_registrations(event.id, RegistrationFilter(marks=("room",)), 1)
    assert [one.name for one in table.rows] == ["Ada"]


def test_by_session_starred_and_by_its_project(event: Event):
    ada = store_registration(event, name="Ada")
    store_registration(event, name="Bek")
    session = make_session(event, "Customs")
    run_by(session, make_project("BOMCA", event))
    agenda = store(
        PersonalAgenda(uuid="u", event_id=event.id, registration_id=ada.id, link_digest="d", created_at=OPEN,
                       changed_at=OPEN)
    )  # fmt: skip
    store(Pick(personal_agenda_id=agenda.id, session_id=session.id, picked_at=OPEN))

    assert names(event, starred=[session.code]) == ["Ada"]
    assert names(event, project=["BOMCA"]) == ["Ada"]


def test_by_session_signed_up_for(event: Event):
    ada, bek = (store_registration(event, name=name) for name in ("Ada", "Bek"))
    store_registration(event, name="Cyd")
    session = make_session(event, "Customs")
    slot: Slot = make_slot(session)
    for person, state in ((ada, "taken"), (bek, "waiting")):
        store(SignUp(registration_id=person.id, slot_id=slot.id, state=state, since=OPEN, created_at=OPEN))

    run_by(session, make_project("PROTECT", event))

    assert names(event, project=["PROTECT"]) == ["Ada", "Bek"]
    assert names(event, sign_up=[f"taken:{session.code}"]) == ["Ada"]
    assert names(event, sign_up=[f"waiting:{session.code}"]) == ["Bek"]


def test_by_answers(event: Event):
    options = [{"code": code, "text": code.upper()} for code in ("veg", "vegan", "meat")]
    for code, kind in (("food", "choice"), ("tours", "several")):
        store(Question(event_id=event.id, code=code, kind=kind, label=code.capitalize(), options=options))
    store_registration(event, name="Ada", answers={"food": "veg", "tours": ["vegan", "meat"]})
    store_registration(event, name="Bek", answers={"food": "vegan", "tours": ["veg"]})
    store_registration(event, name="Cyd")

    assert names(event, answer__food=["veg"]) == ["Ada"]
    assert names(event, answer__food=["-"]) == ["Cyd"]
    assert names(event, answer__tours=["veg"]) == ["Bek"]
    assert names(event, answer__tours=["veg", "meat"]) == ["Ada", "Bek"]


def test_unconfirmed_addresses_get_nothing_where_the_event_asks_for_proof(event: Event):
    store(RegistrationSettings(event_id=event.id, needs_verification=True))
    store_registration(event, name="Ada", state="pending")
    store_registration(event, name="Bek", state="pending", verified_at=OPEN)

    assert names(event) == ["Bek"]


def test_ways_cost_the_same_however_much_there_is_to_choose(event: Event):
    store_registration(event, country="BE")
    narrowings(event)
    few = cost(event)
    for place in range(5):
        make_point(event, f"Door {place}")
        make_category(event, f"c{place}")
        make_session(event, f"Session {place}")

    assert cost(event) == few


def cost(event: Event) -> int:
    db.session.refresh(event)
    return count_queries(lambda: narrowings(event))
