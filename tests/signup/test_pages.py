"""Choosing sessions in the registration form, and later by the own link."""

import pytest
import time_machine

from conference.core.audit import ATTENDEE
from conference.core.db import db
from conference.registration import links, queries
from conference.registration.models import Registration
from conference.signup import manage_services, services
from conference.signup.manage_services import SlotValues
from conference.signup.rules import SignUpClosed
from tests.browser import forms_of
from tests.factories import OPEN, STARTS, make_registration

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock():
    with time_machine.travel(OPEN, tick=False):
        yield


def filled(**values):
    own = {"name": "Ada Sample", "email": "ada@example.org", "organisation": "Guard", "country": "LV"}
    return own | {"language": "en"} | values


def own_page(person):
    db.session.rollback()
    row = queries.get_registration(person.id)
    return f"/events/{row.event.slug}/registrations/{links.own_page_token(row)}"


def test_form_offers_sessions_with_counted_places_and_signs_up(client, shop):
    address = f"/events/{shop.event.slug}/register"
    page = client.get(address).text
    assert "Maps" in page
    assert "2 places left" in page
    assert "Lecture" not in page
    assert "At the same time: Radio" in page

    answer = client.fill(address, filled(sessions=shop.key(shop.maps)))

    assert answer.status_code == 303
    assert shop.states(shop.maps) == {"Ada Sample": "taken"}
    assert shop.states(shop.radio) == {}


def test_session_that_filled_up_meanwhile_is_told_on_the_next_page_and_in_the_letter(client, workshops, letters):
    shop = workshops(capacity=1)
    address = f"/events/{shop.event.slug}/register"
    (form, *_others) = forms_of(client.get(address).text)
    other = make_registration(shop.event, "Bob")
    services.choose(other.id, {shop.key(shop.maps): 1}, actor=ATTENDEE, at=OPEN)
    letters()

    answer = client.send(address, form, filled(sessions=[shop.key(shop.maps), shop.key(shop.radio)]))

    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Every place was taken in these of the sessions that you chose: Maps. You wait for one there" in page
    assert shop.states(shop.maps) == {"Bob": "taken", "Ada Sample": "waiting"}
    assert shop.states(shop.radio) == {"Ada Sample": "taken"}
    lines = letters()[-1].get_body(("plain",)).get_content().splitlines()
    told = lines[lines.index("Your sessions:") + 1 :][:2]
    assert told == ["– Maps, 12 May 2027, 09:00: Waiting list, number 1", "– Radio, 12 May 2027, 09:00: Signed up"]


def test_page_after_the_form_says_the_same_to_whoever_is_registered_already(client, workshops):
    shop = workshops(capacity=1)
    ada = make_registration(shop.event, "Ada", email="ada@example.org")
    services.choose(ada.id, {shop.key(shop.maps): 1}, actor=ATTENDEE, at=OPEN)

    known = client.fill(f"/events/{shop.event.slug}/register", filled(sessions=shop.key(shop.maps)))
    new = client.fill(
        f"/events/{shop.event.slug}/register", filled(email="new@example.org", sessions=shop.key(shop.maps))
    )

    assert known.location == new.location


def test_form_without_a_session_chosen_registers_all_the_same(client, shop):
    assert client.fill(f"/events/{shop.event.slug}/register", filled()).status_code == 303
    assert shop.states(shop.maps) == {}


def test_form_that_names_a_session_of_the_past_comes_back_filled_and_registers_nobody(client, shop):
    answer = client.fill(f"/events/{shop.event.slug}/register", filled(sessions=shop.key(shop.lecture)))

    assert answer.status_code == 409
    assert "not offered any more" in answer.text
    assert "Ada Sample" in answer.text
    assert db.session.query(Registration).count() == 0


def test_form_with_an_error_keeps_the_ticks(client, shop):
    answer = client.fill(f"/events/{shop.event.slug}/register", filled(name="", sessions=shop.key(shop.maps)))

    assert answer.status_code == 422
    assert (
        f'value="{shop.key(shop.maps)}" aria-describedby="session-{shop.key(shop.maps)}-about" checked' in answer.text
    )


def test_own_page_switches_sessions(client, shop):
    ada = make_registration(shop.event, "Ada")
    address = own_page(ada)
    assert "Choose sessions" in client.get(address).text

    client.fill(f"{address}/sessions", {"sessions": shop.key(shop.maps)})
    assert shop.states(shop.maps) == {"Ada": "taken"}
    page = client.fill(f"{address}/sessions", {"sessions": shop.key(shop.radio)})
    assert page.status_code == 303
    assert shop.states(shop.maps) == {}
    assert shop.states(shop.radio) == {"Ada": "taken"}
    assert "Signed up" in client.get(address).text


def test_own_page_hints_at_what_overlaps_and_tells_the_place_in_the_line(client, workshops):
    shop = workshops(capacity=1)
    bob, ada = make_registration(shop.event, "Bob"), make_registration(shop.event, "Ada")
    services.choose(bob.id, {shop.key(shop.maps): 1}, actor=ATTENDEE, at=OPEN)
    both = {shop.key(shop.maps): 1, shop.key(shop.radio): 1}
    services.choose(ada.id, both, actor=ATTENDEE, at=OPEN)

    page = client.get(f"{own_page(ada)}/sessions").text

    assert "Waiting list, number 1" in page
    assert "At the same time as “Radio”" in page


def test_session_that_has_begun_stays_as_it_is_when_others_are_changed(client, shop):
    ada = make_registration(shop.event, "Ada")
    services.choose(ada.id, {shop.key(shop.maps): 1}, actor=ATTENDEE, at=OPEN)
    address = own_page(ada)

    with time_machine.travel(STARTS, tick=False):
        page = client.get(f"{address}/sessions").text
    assert "No session to sign up for" in page
    assert shop.states(shop.maps) == {"Ada": "taken"}


def test_cancelled_registration_has_no_sessions_page(client, shop):
    ada = make_registration(shop.event, "Ada")
    address = own_page(ada)
    (form, *_others) = [one for one in forms_of(client.get(f"{address}/sessions").text) if not one.action]
    client.fill(address, form="cancel")

    assert client.get(f"{address}/sessions").status_code == 303
    answer = client.send(f"{address}/sessions", form, {"sessions": shop.key(shop.maps)}, follow_redirects=True)
    assert "the registration is now “Cancelled”" in answer.text


def test_event_without_counted_sessions_asks_nothing(client, workshops):
    shop = workshops(capacity=None)
    ada = make_registration(shop.event, "Ada")

    assert "Sessions</h2>" not in client.get(f"/events/{shop.event.slug}/register").text
    assert "My sessions" not in client.get(own_page(ada)).text


def test_place_can_be_given_back_after_signing_up_ended(client, shop):
    person = make_registration(shop.event, "Ada Sample")
    services.choose(person.id, {shop.key(shop.maps): 1}, actor=ATTENDEE, at=OPEN)
    manage_services.change_slot(
        shop.event_id, shop.slot(shop.maps).id, SlotValues(is_on=False, closes_at=None),
        capacity=2, actor=ATTENDEE, at=OPEN,
    )  # fmt: skip
    manage_services.change_slot(
        shop.event_id, shop.slot(shop.radio).id, SlotValues(is_on=False, closes_at=None),
        capacity=2, actor=ATTENDEE, at=OPEN,
    )  # fmt: skip
    address = f"{own_page(person)}/sessions"
    assert address in client.get(own_page(person)).text
    assert "No session to sign up for" not in client.get(address).text

    answer = client.fill(address, form="/leave", follow_redirects=True)

    assert "Your choice is saved" in answer.text
    assert (shop.states(shop.maps), shop.taken(shop.maps)) == ({}, 0)


def test_place_in_a_session_that_has_begun_is_not_given_back(client, shop):
    person = make_registration(shop.event, "Ada Sample")
    services.choose(person.id, {shop.key(shop.maps): 1}, actor=ATTENDEE, at=OPEN)

    with pytest.raises(SignUpClosed):
        services.give_back(person.id, shop.key(shop.maps), actor=ATTENDEE, at=STARTS)

    assert shop.states(shop.maps) == {"Ada Sample": "taken"}
