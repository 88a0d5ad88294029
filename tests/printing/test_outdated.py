"""Whose badge says something old: exactly those whose badge would be another one, whatever changed, and read by few."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import update

from conference.badges import beyond, design_services
from conference.badges.design import as_json, read_design
from conference.badges.design.fields import FIELDS
from conference.badges.gallery import GALLERY
from conference.badges.hooks import FIELD_SOURCES
from conference.badges.models import BadgeDesign
from conference.checkin.services import notes
from conference.core.audit import Actor
from conference.core.clock import now
from conference.core.codes import new_uuid7
from conference.core.db import db, transaction
from conference.core.jobs import run_due
from conference.delegations.models.delegations import Delegation
from conference.delegations.models.invitations import Invitation, InvitationState
from conference.events.models import Event, Mode
from conference.printing import box_services, choosing, drawing, queries, services
from conference.printing.models import BadgePrint, BoxKind
from conference.printing.rules import Which, Wish
from conference.registration.manage_queries import RegistrationFilter
from conference.registration.models import Registration
from conference.registration.services import telling
from conference.registration.services.secrets import replace_ticket
from conference.signup.models import SignUp, SignUpState
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import OPEN, make_category, make_member, make_project, make_speaker, store, store_registration
from tests.signup.conftest import Workshops

OLGA = Actor("Olga Organiser")
SHOWN = "{honorific} {name} {given_name} {family_name} {position} {organisation} {country} {delegation} {pickup}"
EVENT = "{event} {dates} {place} {when} {where} {contact}"


class World:
    """Three people with badges that show everything: Ada speaks, Bea came with a delegation and chose a session."""

    def __init__(self) -> None:
        self.workshops = Workshops(slug="border")
        self.event = event = self.workshops.event
        self.press, self.guest = make_category(event, "press"), make_category(event, "guest")
        self.project = make_project("BOMCA", event)
        self.speaker = make_speaker(event, email="ada@example.org", title="Dr")
        self.ada = store_registration(event, self.press, name="Ada", email="ADA@example.org")
        self.bea = store_registration(event, self.guest, name="Bea", answers={"family_name": "Zorn", "diet": "none"})
        self.cleo = store_registration(event, self.guest, name="Cleo", country="KG")
        self.delegation = self.delegation_of(self.bea)
        self.signed = self.sign_up(self.bea)
        self.design = self.choose_design()
        self.boxes(2)

    def delegation_of(self, person: Registration) -> Delegation:
        when = {"created_at": OPEN, "changed_at": OPEN}
        delegation = store(
            Delegation(event_id=self.event.id, name="Ministry", focal_name="F", focal_email="f@example.org",
                       closes_at=OPEN, **when)
        )  # fmt: skip
        store(
            Invitation(event_id=self.event.id, delegation_id=delegation.id, category_id=self.guest.id, name="Bea",
                       email="b@example.org", email_key="b@example.org", state=InvitationState.ACCEPTED,
                       expires_at=OPEN, registration_id=person.id, link_digest=new_uuid7(), created_at=OPEN)
        )  # fmt: skip
        return delegation

    def sign_up(self, person: Registration, state: str = SignUpState.TAKEN) -> SignUp:
        slot = self.workshops.slot(self.workshops.maps)
        return store(
            SignUp(registration_id=person.id, slot_id=slot.id, state=state, since=OPEN, created_at=OPEN)
        )  # fmt: skip

    def choose_design(self, category: int | None = None) -> BadgeDesign:
        data = as_json(GALLERY["a6"].design())
        text = {
            "kind": "text",
            "id": "all",
            "x": 5,
            "y": 5,
            "w": 90,
            "h": 20,
            "texts": [{"text": SHOWN}, {"text": EVENT}],
        }
        own = {"kind": "agenda", "id": "own", "x": 5, "y": 30, "w": 90, "h": 50, "of": "person"}
        data["front"] = [*data["front"], text, own]
        code = design_services.add_design(self.event.id, read_design(data), actor=OLGA, at=OPEN)
        row = db.session.query(BadgeDesign).filter_by(code=code).one()
        design_services.choose_designs(self.event.id, {("badge", category): row.id}, actor=OLGA, at=OPEN)
        return row

    def boxes(self, number: int) -> None:
        box_services.make_boxes(self.event.id, BoxKind.LETTERS, number, actor=OLGA, at=OPEN)

    def change_design(self) -> None:
        data = dict(self.design.data, bleed=2)
        ident, version = self.design.id, self.design.version
        design_services.save_design(ident, read_design(data), version=version, actor=OLGA, at=OPEN)

    def publish(self, **changes: Any) -> None:
        change(self.workshops.maps, **changes)
        self.workshops.publish()

    def tell(self) -> None:
        change(self.event, title="Told")
        print_all(self)
        telling.tell_of_event(self.event.id, version=self.event.version, actor=OLGA, at=OPEN)

    def mark(self) -> None:
        ids = [self.ada.id, self.bea.id]
        notes.mark_many(self.event.id, ids, "desk", "Has a parcel", is_set=True, actor=OLGA, at=OPEN)

    def lose(self) -> None:
        with transaction():
            replace_ticket(db.session.get_one(Registration, self.cleo.id), OPEN, "lost")


def change(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    db.session.commit()


def print_all(world: World) -> None:
    db.session.rollback()
    services.ask_for_run(world.event.id, Wish(), queries.everybody(world.event.id), actor=OLGA, at=now())
    with current_app.app_context():
        run_due()
    db.session.expire_all()


@pytest.fixture
def world(client: Browser, monkeypatch: pytest.MonkeyPatch) -> World:
    """Everybody has a badge; the drawing itself is skipped."""

    def draw(into: Any, printed: Any, *_rest: Any) -> None:
        assert len(list(printed)) == len(printed)
        into.write(b"%PDF")

    monkeypatch.setattr(drawing, "write_badges", draw)
    made = World()
    print_all(made)
    return made


def outdated(event: Event) -> set[str]:
    db.session.expire_all()
    ids = choosing.standing_of(event, RegistrationFilter()).of(Which.CHANGED)
    return {row.name for row in queries.who_say(event.id, ids)}


def differing(event: Event) -> set[str]:
    """The same by comparing everybody's badge."""
    people = queries.who_say(event.id, queries.everybody(event.id))
    before, said = queries.digests_of_newest(event.id, {row.id for row in people}), choosing.said_by(event, people)
    return {row.name for row in people if said[row.id].digest != before[row.id]}


ALL = {"Ada", "Bea", "Cleo"}
CHANGES: dict[str, tuple[Callable[[World], object], set[str]]] = {
    "nothing": (id, set()),
    "name": (lambda w: change(w.bea, name="Béa"), {"Béa"}),
    "national name": (lambda w: change(w.bea, national_name="Беа"), {"Bea"}),
    "organisation": (lambda w: change(w.bea, organisation="Zoo"), {"Bea"}),
    "position": (lambda w: change(w.bea, position="Head"), {"Bea"}),
    "country": (lambda w: change(w.cleo, country="KZ"), {"Cleo"}),
    "answer on the badge": (lambda w: change(w.cleo, answers={"honorific": "H.E."}), {"Cleo"}),
    "answer that files it": (lambda w: change(w.bea, answers={"family_name": "Adams"}), {"Bea"}),
    "answer elsewhere": (lambda w: change(w.bea, answers={"family_name": "Zorn", "diet": "fish"}), set()),
    "language": (lambda w: change(w.bea, language="ru"), set()),
    "note": (lambda w: change(w.bea, note="late"), set()),
    "place": (lambda w: change(w.bea, mode=Mode.ONLINE), set()),
    "other category": (lambda w: change(w.ada, category_id=w.guest.id), {"Ada"}),
    "name of a category": (lambda w: change(w.press, name="Media"), {"Ada"}),
    "colour of a category": (lambda w: change(w.guest, colour="#7a2e1f"), {"Bea", "Cleo"}),
    "title of the event": (lambda w: change(w.event, title="Another"), ALL),
    "venue": (lambda w: change(w.event, venue="Elsewhere"), ALL),
    "contact": (lambda w: change(w.event, contact_email="help@example.org"), ALL),
    "mark of a project": (lambda w: change(w.project, colour="#123456"), ALL),
    "disclaimer of a project": (lambda w: change(w.project, disclaimer="Ours alone."), ALL),
    "one project more": (lambda w: make_project("PROTECT", w.event), ALL),
    "design": (lambda w: w.change_design(), ALL),
    "design of a category": (lambda w: design_services.choose_designs(
        w.event.id, {("badge", w.press.id): w.choose_design(w.guest.id).id}, actor=OLGA, at=OPEN), set()),
    "ready design": (lambda w: design_services.choose_designs(
        w.event.id, {("badge", None): None}, actor=OLGA, at=OPEN), ALL),
    "other boxes": (lambda w: w.boxes(3), ALL),
    "no boxes": (lambda w: box_services.drop_boxes(w.event.id, actor=OLGA, at=OPEN), ALL),
    "title of a speaker": (lambda w: change(w.speaker, title="Prof."), {"Ada"}),
    "no title of a speaker": (lambda w: change(w.speaker, title=""), {"Ada"}),
    "another speaker": (lambda w: make_speaker(w.event, email=w.cleo.email, title="Dr"), {"Cleo"}),
    "name of a delegation": (lambda w: change(w.delegation, name="Agency"), {"Bea"}),
    "named by a delegation": (lambda w: w.delegation_of(w.cleo), {"Cleo"}),
    "chosen session": (lambda w: w.sign_up(w.cleo), {"Cleo"}),
    "waits for a session": (lambda w: w.sign_up(w.cleo, SignUpState.WAITING), set()),
    "left a session": (lambda w: change(w.signed, state=SignUpState.WAITING), {"Bea"}),
    "title of a session": (lambda w: w.publish(title="Charts"), {"Bea"}),
    "new ticket": (lambda w: w.lose(), {"Cleo"}),
    "mail to all": (lambda w: w.tell(), set()),
    "notes for the door": (lambda w: w.mark(), set()),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_whose_badge_would_be_another_one(world: World, name: str):
    make, expected = CHANGES[name]

    make(world)

    assert outdated(world.event) == differing(world.event) == expected


def test_only_whoever_changed_is_compared(world: World, monkeypatch: pytest.MonkeyPatch):
    compared: list[set[str]] = []

    def said_by(event: Event, people: Any) -> Any:
        compared.append({row.name for row in people})
        return real(event, people)

    real = choosing.said_by
    monkeypatch.setattr(choosing, "said_by", said_by)

    assert outdated(world.event) == set()
    assert compared == []
    change(world.bea, note="late")
    assert outdated(world.event) == set()
    change(world.speaker, title="Prof.")
    assert outdated(world.event) == {"Ada"}
    world.change_design()
    assert outdated(world.event) == ALL
    assert compared == [{"Bea"}, {"Ada", "Bea"}]


def test_prints_of_which_it_is_not_known_are_compared(world: World):
    unknown = dict.fromkeys(("person_version", "shared", "beyond"))
    with transaction() as session:
        session.execute(update(BadgePrint).values(unknown))

    assert outdated(world.event) == set()
    change(world.bea, name="Béa")
    assert outdated(world.event) == differing(world.event) == {"Béa"}
    change(world.event, title="Another")
    assert outdated(world.event) == differing(world.event) == {"Ada", "Béa", "Cleo"}


def test_badge_of_the_desk_is_known_as_that_of_a_run(world: World):
    db.session.rollback()
    before = queries.newest_print(world.ada.id)
    assert before is not None
    services.print_badge(world.ada.id, None, before.code, actor=OLGA, at=now())
    after = queries.newest_print(world.ada.id)

    assert after is not None
    assert after.id != before.id
    names = ("person_version", "shared", "beyond")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]
    assert None not in [getattr(after, name) for name in names]


def test_every_placeholder_is_known_to_come_from_the_person_the_event_or_beyond():
    """A new one needs a thought: does a version of the registration tell of its change, or what all share?"""
    person = {"name", "given_name", "family_name", "national_name", "position", "organisation", "code", "number"}
    signs = {"room", "day"}
    event = {name for name, field in FIELDS.items() if not field.personal}

    assert set(FIELDS) == person | signs | event | set(FIELD_SOURCES) | (set(beyond.OURS) - {"agenda:person"})


def test_pages_ask_the_database_as_often_for_one_as_for_many(client: Browser, world: World):
    client.sign_in(make_member(world.event))
    pages = [f"/manage/border/badges/{page}" for page in ("", "outdated", "boxes")]
    change(world.ada, name="Áda")
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]  # type: ignore[misc]
    for number in range(9):
        store_registration(world.event, world.guest, name=f"Person {number}")
    print_all(world)
    change(world.ada, name="Ada")
    change(world.bea, name="Béa")

    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == few  # type: ignore[misc]
