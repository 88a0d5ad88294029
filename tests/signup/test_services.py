"""Places in sessions: taken, waited for, given back, freed by whoever cancels."""

import pytest
import time_machine
from sqlalchemy import func, select

from conference.core.audit import ATTENDEE, Actor
from conference.core.db import db, transaction
from conference.planning.hooks import sign_ups
from conference.programme.models import Session
from conference.registration import services as registrations
from conference.registration.models import Registration
from conference.signup import services
from conference.signup.models import SignUp
from conference.signup.rules import NotOffered, SignUpClosed
from tests.factories import OPEN, STARTS, make_registration

OLGA = Actor("Olga", 1)


def join(shop, person, *sessions, at=OPEN):
    wanted = {shop.key(session): 1 for session in sessions}
    return services.choose(person.id, wanted, actor=ATTENDEE, at=at)


def people(shop, *names):
    return [make_registration(shop.event, name) for name in names]


def test_third_of_two_places_waits_and_moves_up_by_mail(shop, letters):
    ada, bob, cleo = people(shop, "Ada", "Bob", "Cleo")

    outcomes = [join(shop, person, shop.maps) for person in (ada, bob, cleo)]
    assert [bool(one.taken) for one in outcomes] == [True, True, False]
    assert shop.states(shop.maps) == {"Ada": "taken", "Bob": "taken", "Cleo": "waiting"}
    assert shop.taken(shop.maps) == 2

    join(shop, ada)
    assert shop.states(shop.maps) == {"Bob": "taken", "Cleo": "taken"}
    assert shop.taken(shop.maps) == 2
    with time_machine.travel(OPEN, tick=False):
        last = letters()[-1]
    assert last["To"] is not None
    assert "Maps" in last["Subject"]
    assert cleo.email in last["To"]
    calendar = next(part for part in last.iter_attachments() if part.get_content_type() == "text/calendar")
    assert "METHOD:REQUEST" in calendar.get_content()
    assert shop.maps.uuid in calendar.get_content()


def test_nobody_is_in_the_line_twice_and_choosing_again_changes_nothing(shop):
    (ada,) = people(shop, "Ada")

    join(shop, ada, shop.maps)
    again = join(shop, ada, shop.maps)

    assert (again.taken, again.left) == ((), ())
    assert shop.taken(shop.maps) == 1


def test_cancelled_registration_frees_its_places_and_gets_back_what_is_left(shop, letters):
    ada, bob, cleo = people(shop, "Ada", "Bob", "Cleo")
    for person in (ada, bob, cleo):
        join(shop, person, shop.maps)

    registrations.cancel(ada.id, actor=ATTENDEE, at=OPEN)
    assert shop.states(shop.maps) == {"Ada": "waiting", "Bob": "taken", "Cleo": "taken"}

    registrations.restore(ada.id, actor=ATTENDEE, at=OPEN)
    registrations.cancel(bob.id, actor=OLGA, at=OPEN)
    with time_machine.travel(OPEN, tick=False):
        letters()
    assert shop.states(shop.maps) == {"Ada": "taken", "Bob": "waiting", "Cleo": "taken"}
    assert shop.taken(shop.maps) == 2


def test_who_waits_for_the_event_waits_for_the_session_until_there_is_a_place(workshops, letters):
    shop = workshops(capacity=1)
    ada, bob = people(shop, "Ada", "Bob")
    with transaction() as session:
        session.get_one(Registration, ada.id).state = "waiting"
    join(shop, ada, shop.maps)
    assert shop.taken(shop.maps) == 0

    registrations.approve(ada.id, actor=OLGA, at=OPEN)
    with time_machine.travel(OPEN, tick=False):
        letters()
    join(shop, bob, shop.maps)

    assert shop.states(shop.maps) == {"Ada": "taken", "Bob": "waiting"}


def test_what_has_begun_or_is_not_offered_is_refused(shop):
    (ada,) = people(shop, "Ada")

    with pytest.raises(SignUpClosed):
        join(shop, ada, shop.maps, at=STARTS)
    with pytest.raises(NotOffered):
        join(shop, ada, shop.lecture)
    assert db.session.scalar(select(func.count(SignUp.id))) == 0


def test_nobody_moves_up_into_what_has_begun(workshops):
    shop = workshops(capacity=1)
    ada, bob = people(shop, "Ada", "Bob")
    join(shop, ada, shop.maps)
    join(shop, bob, shop.maps)

    registrations.cancel(ada.id, actor=OLGA, at=STARTS)

    assert shop.states(shop.maps) == {"Ada": "waiting", "Bob": "waiting"}
    assert shop.taken(shop.maps) == 0


def test_planning_knows_how_many_seats_are_needed(shop):
    ada, bob = people(shop, "Ada", "Bob")
    join(shop, ada, shop.maps)
    join(shop, bob, shop.maps, shop.radio)

    assert sign_ups(shop.event_id) == {shop.maps.id: 2, shop.radio.id: 1}


def test_release_with_more_places_lets_people_move_up(shop, letters):
    people_in = people(shop, "Ada", "Bob", "Cleo")
    for person in people_in:
        join(shop, person, shop.maps)
    with transaction() as session:
        session.get_one(Session, shop.maps.id).capacity = 3

    shop.publish()
    with time_machine.travel(OPEN, tick=False):
        letters()

    assert shop.states(shop.maps) == {"Ada": "taken", "Bob": "taken", "Cleo": "taken"}
    assert shop.taken(shop.maps) == 3
