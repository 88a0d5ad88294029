"""The list of a group: who gets a place and who waits, and what whoever made it changes later."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest

from conference.core.audit import ATTENDEE, Actor
from conference.core.db import db, transaction
from conference.delegations import group_queries, links, services
from conference.delegations.group_rules import Contact, GroupClosed, OnList, Short, who_fits
from conference.delegations.models import RegistrationGroup
from conference.events.models import Event
from conference.registration import services as registration_services
from conference.registration.hooks import origin_of
from conference.registration.models import Registration, RegistrationSettings, WaitingList
from conference.registration.rules import Free, Person
from tests.factories import OPEN, make_registration
from tests.registration.conftest import places

pytestmark = pytest.mark.usefixtures("clock")


def test_without_places_for_all_those_who_fit_come_the_rest_or_all_of_them_wait():
    free = Free({"in_person": 2}, {1: None, 2: 1})
    wanted = [(2, "in_person"), (2, "in_person"), (1, "in_person")]

    assert who_fits(free, wanted, Short.SOME) == [True, False, True]
    assert who_fits(free, wanted, Short.ALL) == [False, False, False]
    assert who_fits(free, wanted[::2], Short.ALL) == [True, True]
    assert who_fits(free, wanted, Short.NOBODY) == [True, True, True]  # taking the places says no
    assert free.modes == {"in_person": 2}


def group(event, *names, short=Short.ALL, category="participant", at=OPEN):
    people = [Person(name, f"{name}@example.org", category=category) for name in names]
    contact = Contact("Olaf", "office@example.org", "Lab")
    services.register_group(event.id, contact, people, submit_key=str(uuid4()), at=at, short=short)
    found = db.session.query(RegistrationGroup).order_by(RegistrationGroup.id.desc()).first()
    return found.id


def states():
    db.session.rollback()
    return {row.name: row.state for row in db.session.query(Registration).order_by(Registration.id)}


def with_capacity(event, capacity, waiting_list=WaitingList.DIRECT):
    with transaction():
        db.session.get_one(Event, event.id).capacity = capacity
        db.session.add(RegistrationSettings(event_id=event.id, waiting_list=waiting_list, offer_hours=24))


def code_of(group_id, name):
    return next(one.code for one in group_queries.members_of(group_id) if one.name == name)


def leave(name):
    row = db.session.query(Registration).filter_by(name=name).one()
    registration_services.cancel(row.id, actor=ATTENDEE, at=OPEN)


def test_those_who_fit_come_in_the_order_of_the_form_and_the_rest_wait(event):
    with_capacity(event, 2)

    group(event, "ada", "bob", "cleo", short=Short.SOME)

    assert states() == {"ada": "confirmed", "bob": "confirmed", "cleo": "waiting"}
    leave("ada")
    assert states()["cleo"] == "confirmed"


def test_a_group_that_waits_together_gets_places_when_there_are_enough_for_all_and_others_pass(event):
    with_capacity(event, 3)
    group(event, "x", "y", "z", short=Short.NOBODY)
    group(event, "ada", "bob")
    group(event, "solo", short=Short.SOME)
    assert set(states().values()) == {"confirmed", "waiting"}

    leave("x")
    assert states() == {
        "x": "cancelled", "y": "confirmed", "z": "confirmed", "ada": "waiting", "bob": "waiting", "solo": "confirmed",
    }  # fmt: skip
    leave("y")
    assert (states()["ada"], states()["bob"]) == ("waiting", "waiting")
    leave("z")
    assert (states()["ada"], states()["bob"]) == ("confirmed", "confirmed")
    assert places(event.id) == (3, 3, 3)


def test_who_leaves_a_group_that_waits_may_be_all_it_was_short_of(event, letters):
    with_capacity(event, 3)
    group(event, "x", "y", short=Short.NOBODY)
    group(event, "ada", "bob")
    leave("bob")
    letters()

    assert states()["ada"] == "confirmed"


def test_whoever_is_named_instead_gets_the_very_place_though_others_wait(event):
    with_capacity(event, 2)
    ident = group(event, "ada", "bob")
    group(event, "solo", short=Short.SOME)

    dora = Person("dora", "dora@example.org")
    services.replace_member(ident, code_of(ident, "ada"), dora, submit_key=str(uuid4()), at=OPEN)

    assert states() == {"ada": "cancelled", "bob": "confirmed", "solo": "waiting", "dora": "confirmed"}
    assert places(event.id) == (2, 2, 2)
    row = db.session.query(Registration).filter_by(name="dora").one()
    assert origin_of(row).startswith("You get this because Olaf (office@example.org) registered you")
    services.cancel_member(ident, code_of(ident, "dora"), at=OPEN)
    assert (states()["dora"], states()["solo"]) == ("cancelled", "confirmed")
    assert places(event.id) == (2, 2, 2)
    leave("solo")
    first = db.session.query(Registration).filter_by(name="ada").one()
    registration_services.restore(first.id, actor=Actor("Olga", 1), at=OPEN)
    registration_services.cancel(first.id, actor=ATTENDEE, at=OPEN)
    assert places(event.id) == (1, 1, 1)


def test_whoever_is_named_instead_of_who_waits_has_their_place_in_the_line(event):
    with_capacity(event, 1)
    group(event, "x", short=Short.NOBODY)
    ident = group(event, "ada", short=Short.SOME)
    group(event, "solo", short=Short.SOME, at=OPEN + timedelta(hours=1))

    dora = Person("dora", "dora@example.org")
    services.replace_member(ident, code_of(ident, "ada"), dora, submit_key=str(uuid4()), at=OPEN + timedelta(hours=2))
    leave("x")

    assert (states()["dora"], states()["solo"]) == ("confirmed", "waiting")


def test_naming_somebody_who_is_registered_tells_nothing_and_the_other_is_off(event):
    with_capacity(event, 5)
    make_registration(event, "Eve", email="eve@example.org", category="participant")
    ident = group(event, "ada", "bob")
    code = code_of(ident, "ada")

    services.replace_member(ident, code, Person("E", "eve@example.org"), submit_key=str(uuid4()), at=OPEN)

    assert states() == {"Eve": "confirmed", "ada": "cancelled", "bob": "confirmed"}
    assert [(one.name, one.state) for one in group_queries.members_of(ident)] == [
        ("bob", "confirmed"), ("E", "confirmed"), ("ada", "cancelled"),
    ]  # fmt: skip
    services.cancel_member(ident, code_of(ident, "E"), at=OPEN)
    assert states()["Eve"] == "confirmed"
    with pytest.raises(OnList):
        services.replace_member(ident, code_of(ident, "bob"), Person("B", "BOB@example.org"), submit_key="", at=OPEN)
    with pytest.raises(GroupClosed):
        services.cancel_member(ident, code_of(ident, "bob"), at=event.starts_at)


def test_the_state_of_who_was_registered_before_is_that_of_anybody_else(event):
    with_capacity(event, 9)
    row = make_registration(event, "Eve", email="eve@example.org", category="participant")
    registration_services.cancel(row.id, actor=ATTENDEE, at=OPEN)
    registration_services.restore(row.id, actor=ATTENDEE, at=OPEN)
    ident = group(event, "eve", "bob")
    registration_services.cancel(row.id, actor=ATTENDEE, at=OPEN)

    assert {one.name: one.state for one in group_queries.members_of(ident)} == {"eve": "confirmed", "bob": "confirmed"}


def test_whoever_registered_the_group_replaces_and_takes_off_by_their_page(client, event, letters):
    ident = group(event, "ada", "bob")
    letters()
    token = links.token_of_group(db.session.get_one(RegistrationGroup, ident))
    own = f"/events/{event.slug}/group/{token}/"
    assert "Confirmed" in client.get(own).text

    wrong = client.fill(f"{own}people/{code_of(ident, 'ada')}/replace", {"person-name": "", "person-email": "x"})
    assert wrong.status_code == 422
    assert 'href="#person-name"' in wrong.text
    dora = {"person-name": "Dora", "person-email": "dora@example.org"}
    assert client.fill(f"{own}people/{code_of(ident, 'ada')}/replace", dora).status_code == 303
    page = client.fill(own, form=f"{code_of(ident, 'bob')}/cancel", follow_redirects=True).text

    assert "bob is taken off your list" in page
    assert "1 person is on your list" in page
    assert "2 people are out" in page
    by_address = {letter["To"].addresses[0].addr_spec: letter for letter in letters()[3:]}
    told = " ".join(by_address["bob@example.org"].get_body(("plain",)).get_content().split())
    assert "Whoever registered or nominated you took your name off their list" in told


def test_four_groups_fight_for_five_places(app, event):
    with_capacity(event, 5)
    ident = event.id
    barrier = Barrier(4)

    def go(number):
        with app.app_context():
            barrier.wait()
            people = [Person(f"{number}-{one}", f"{number}-{one}@example.org") for one in range(3)]
            contact = Contact("Olaf", f"o{number}@example.org", "Lab")
            own = [replace(person, category="participant") for person in people]
            services.register_group(ident, contact, own, submit_key=str(uuid4()), at=OPEN, short=Short.SOME)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(go, range(4)))

    assert Counter(states().values()) == {"confirmed": 5, "waiting": 7}
    assert places(ident) == (5, 5, 5)
