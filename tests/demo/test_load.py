import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import scoped_session

from conference.accounts.services import sign_in
from conference.checkin.models import CheckPoint, PointKind, Presence, Scan
from conference.checkin.queries.people import person_shown
from conference.checkin.rules.notes import fitting_notes
from conference.core.db import db
from conference.demo import loader
from conference.demo.files import read
from conference.events.models import Event, Membership
from conference.events.queries import event_by_slug
from conference.mail.models import Message
from conference.programme.models import Placement, Session, SessionProject
from conference.programme.queries import agenda, newest_release
from conference.projects.models import Component, Project
from conference.registration.links import ticket_code_of
from conference.registration.models import HOLDS_PLACE, Category, Registration, Ticket
from tests.browser import Browser

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSWORD = re.compile(r"^ +(\S+@example\.org) +(\w{4}(?:-\w{4}){3}) ", re.MULTILINE)
INFOPOINT, SAMPLE = loader.SLUGS
Db = scoped_session[DbSession]


def contents() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    db.session.rollback()
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in db.metadata.sorted_tables
    }


KEPT: dict[str, tuple[loader.Loaded, dict[str, list[tuple[object, ...]]]]] = {}


@pytest.fixture
def just_loaded(db_session: Db) -> loader.Loaded:
    """For tests that go on writing."""
    return loader.load(at=AT)


@pytest.fixture
def loaded(db_session: Db) -> loader.Loaded:
    """For tests that only read: loaded by the first of them on each database, for the others the same rows again."""
    dialect = db.engine.dialect.name
    if dialect in KEPT:
        with db.engine.begin() as connection:
            for table in db.metadata.sorted_tables:
                if rows := KEPT[dialect][1][table.name]:
                    names = table.columns.keys()
                    connection.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])
    else:
        KEPT[dialect] = loader.load(at=AT), contents()
    return KEPT[dialect][0]


def test_load_twice_changes_nothing(just_loaded: loader.Loaded):
    before = contents()

    again = loader.load(at=datetime(2027, 8, 1, tzinfo=UTC))

    assert again == loader.Loaded()
    assert contents() == before
    assert just_loaded.events == [INFOPOINT, SAMPLE]


def test_load_leaves_what_organisers_changed(just_loaded: loader.Loaded, db_session: Db):
    event = event_by_slug(SAMPLE)
    event.title = "Renamed"
    door = db_session.scalars(select(Membership).where(Membership.event_id == event.id)).first()
    db_session.delete(door)
    db_session.delete(db_session.scalars(select(Session).where(Session.event_id == event.id)).first())
    db_session.commit()
    before = contents()

    loader.load(at=AT)

    assert contents() == before


def test_load_completes_what_was_left_half_way(db_session: Db, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loader, "add_people", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        loader.load(at=AT)
    monkeypatch.undo()

    made = loader.load(at=AT)

    assert made.events == [SAMPLE]
    assert made.registrations == len(list(db_session.scalars(select(Registration.id))))
    assert db_session.scalar(select(func.count(Membership.id))) == 8


def test_bomca_is_told_as_published(loaded: loader.Loaded, db_session: Db):
    bomca = db_session.scalars(select(Project).where(Project.code == "BOMCA")).one()

    assert bomca.budget_eur == Decimal(21_650_000)
    assert (bomca.phase, bomca.contact_email) == ("10th phase", "BOMCA@icmpd.org")
    assert [(part.number, part.lead.name) for part in bomca.components if part.lead] == [
        (1, "State Border Guard of the Republic of Latvia"),
        (2, "State Border Guard Service of the Republic of Lithuania"),
        (3, "State Revenue Service of the Republic of Latvia"),
        (4, "International Centre for Migration Policy Development"),
    ]
    assert len([partner for partner in bomca.partners if partner.role == "associate"]) == 5
    assert [(office.kind, office.city) for office in bomca.offices] == [
        ("secretariat", "Vienna"),
        ("regional", "Bishkek"),
        ("country", "Bishkek"),
        ("country", "Astana"),
        ("country", "Dushanbe"),
        ("country", "Ashgabat"),
        ("country", "Tashkent"),
    ]


def test_protect_is_told_as_published(loaded: loader.Loaded, db_session: Db):
    protect = db_session.scalars(select(Project).where(Project.code == "PROTECT")).one()

    assert protect.budget_eur == Decimal(9_000_000)
    assert protect.component_word == "objective"
    assert [part.lead.short_name for part in protect.components if part.lead] == ["ICMPD", "ICMPD", "UNODC"]
    assert sorted(protect.countries) == ["AF", "IQ", "KG", "KZ", "PK", "TJ", "UZ"]
    assert {partner.organisation.name for partner in protect.partners if partner.role == "funder"} == {"European Union"}


def test_every_session_is_run_by_a_project_and_one_leads(loaded: loader.Loaded, db_session: Db):
    leads = db_session.execute(
        select(Session.code, func.count(SessionProject.id))
        .outerjoin(SessionProject, (SessionProject.session_id == Session.id) & SessionProject.is_lead)
        .group_by(Session.id)
    ).all()
    links = db_session.execute(
        select(Project.code, Component.project_id == Project.id)
        .join(SessionProject, SessionProject.project_id == Project.id)
        .outerjoin(Component, Component.id == SessionProject.component_id)
    ).all()

    assert {number for _code, number in leads} == {1}
    assert {code for code, _own in links} == {"BOMCA", "PROTECT"}
    assert {own for _code, own in links} == {True, None}  # a component is always one of that project


def test_every_component_runs_a_session_of_the_reference_event(loaded: loader.Loaded, db_session: Db):
    query = select(SessionProject.component_id).join(Session).where(Session.event_id == event_by_slug(INFOPOINT).id)

    assert set(db_session.scalars(query)) - {None} == set(db_session.scalars(select(Component.id)))


def test_release_holds_the_whole_draft_inside_the_event(loaded: loader.Loaded, db_session: Db):
    for slug in loader.SLUGS:
        event = event_by_slug(slug)
        rows = db_session.scalars(select(Placement).join(Session).where(Session.event_id == event.id)).all()
        newest = newest_release(event.id)
        places = {(row.slot_id, row.room_id, row.starts_at, row.ends_at) for row in rows if row.release_id is None}

        assert newest is not None
        assert places == {
            (row.slot_id, row.room_id, row.starts_at, row.ends_at) for row in rows if row.release_id == newest.id
        }
        assert len(places) >= 14
        assert min(row.starts_at for row in rows) == event.starts_at
        assert max(row.ends_at for row in rows) == event.ends_at


def test_second_release_of_the_sample_calls_one_session_off_and_moves_another(loaded: loader.Loaded):
    second = newest_release(event_by_slug(SAMPLE).id)

    assert second is not None
    slots = {item.code: item for item in agenda(second.id, language="ru")}
    assert second.number == 2
    assert [code for code, item in slots.items() if item.is_cancelled] == ["BK2710"]
    assert [code for code, item in slots.items() if item.sequence] == ["BK2710", "BK2713"]
    assert slots["BK2707"].title == "Где стоит грузовик? Карта торгового коридора"
    assert slots["BK2709"].title_language == "en"


def test_times_are_those_of_the_event_zone(loaded: loader.Loaded):
    assert event_by_slug(INFOPOINT).starts_at == datetime(2024, 11, 20, 7, 30, tzinfo=UTC)
    assert event_by_slug(SAMPLE).starts_at == datetime(2027, 4, 22, 2, 30, tzinfo=UTC)


def test_every_name_passes_unchanged(loaded: loader.Loaded, db_session: Db):
    query = select(Registration.email, Registration.name, Registration.national_name)
    rows = db_session.execute(query.where(Registration.event_id == event_by_slug(INFOPOINT).id)).all()

    assert {tuple(row) for row in rows} == {
        (entry["email"], entry["name"], entry.get("national", "")) for entry in read("people")["people"]
    }


def test_places_taken_are_those_of_the_registrations(loaded: loader.Loaded, db_session: Db):
    holders = Registration.state.in_(HOLDS_PLACE)
    by_event = select(Registration.event_id, func.count()).where(holders).group_by(Registration.event_id)
    by_category = select(Registration.category_id, func.count()).where(holders).group_by(Registration.category_id)

    for told, counted in (
        (select(Event.id, Event.places_taken + Event.online_taken), by_event),
        (select(Category.id, Category.places_taken).where(Category.places_taken > 0), by_category),
    ):
        assert set(map(tuple, db_session.execute(told))) == set(map(tuple, db_session.execute(counted)))


def test_tickets_are_valid_exactly_for_who_is_confirmed(loaded: loader.Loaded, db_session: Db):
    valid = Ticket.revoked_at.is_(None)
    query = select(Registration.state, Ticket.id).outerjoin(Ticket, (Ticket.registration_id == Registration.id) & valid)
    rows = db_session.execute(query).all()

    assert {(state == "confirmed", ticket is not None) for state, ticket in rows} == {(True, True), (False, False)}
    assert {len(ticket_code_of(ticket)) for ticket in db_session.scalars(select(Ticket).where(valid))} == {29}


def test_nobody_is_mailed(loaded: loader.Loaded, db_session: Db):
    assert db_session.scalar(select(func.count(Message.id))) == 0


def test_reference_event_has_been_scanned_and_the_open_one_not(loaded: loader.Loaded, db_session: Db):
    reasons = set(db_session.scalars(select(Scan.reason)))

    assert reasons == {"", "already", "cancelled"}
    assert set(db_session.scalars(select(Scan.event_id))) == {event_by_slug(INFOPOINT).id}
    entrance = select(CheckPoint.id).where(CheckPoint.kind == PointKind.ENTRANCE)
    admitted = select(func.count(Scan.id)).where(Scan.outcome == "admit", Scan.point_id.in_(entrance))
    came = select(func.count()).select_from(Presence).where(Presence.point_id.in_(entrance))
    assert db_session.execute(came).scalar_one() == db_session.execute(admitted).scalar_one() > 50


def test_every_session_in_a_room_of_the_reference_event_was_visited(loaded: loader.Loaded, db_session: Db):
    release = newest_release(event_by_slug(INFOPOINT).id)
    assert release is not None
    in_rooms = {item.slot_id for item in agenda(release.id, with_people=False) if item.room_code}
    visited = select(Scan.slot_id).join(CheckPoint).where(CheckPoint.kind == PointKind.ROOM)
    assert set(db_session.scalars(visited)) == in_rooms


@pytest.mark.parametrize("slug", loader.SLUGS)
def test_lunch_and_headsets_are_handed_out(loaded: loader.Loaded, db_session: Db, slug: str):
    event_id, kind = event_by_slug(slug).id, PointKind.HAND_OUT
    found = db_session.scalars(select(CheckPoint).where(CheckPoint.event_id == event_id, CheckPoint.kind == kind)).all()

    assert {(point.name, point.policy, point.needs_tap) for point in found} == {
        ("Lunch", "once_per_day", False),
        ("Headsets", "reentry", True),
    }
    assert all(point.notes == fitting_notes(point.kind, point.notes) for point in found)


def test_each_is_told_what_it_is_for_and_nothing_else(loaded: loader.Loaded, db_session: Db):
    event_id = event_by_slug(SAMPLE).id
    people = list(db_session.scalars(select(Registration.id).where(Registration.event_id == event_id)))
    told: dict[str, set[str]] = {}
    for point in db_session.scalars(select(CheckPoint).where(CheckPoint.event_id == event_id)):
        shown = [person_shown(person, point.id) for person in people]
        told[point.code] = {note["icon"] for one in shown for note in one.notes} & {"headset", "dietary"}

    assert told == {"event": set(), "lunch": {"dietary"}, "headsets": {"headset"}}


def test_command_shows_passwords_once_and_they_work(app: Flask, db_session: Db):
    runner = app.test_cli_runner()

    first = dict(PASSWORD.findall(runner.invoke(args=["demo", "load"]).output))
    second = runner.invoke(args=["demo", "load"]).output
    third = dict(PASSWORD.findall(runner.invoke(args=["demo", "load", "--reset-passwords"]).output))

    assert set(first) == set(third) == {account.email for account in loader.ACCOUNTS}
    assert not PASSWORD.findall(second)
    assert "nothing was changed" in second
    assert not set(first.values()) & set(third.values())
    assert sign_in("organiser@example.org", third["organiser@example.org"], at=AT)


def test_pages_of_the_reference_event_are_shown(loaded: loader.Loaded, client: Browser):
    page = client.get(f"/events/{INFOPOINT}/agenda")

    assert page.status_code == 200
    assert "What a border looks like from both sides of the counter" in page.text
    assert client.get(f"/events/{SAMPLE}/").status_code == 200
