"""Organisers see how full the sessions are, decide who gets a place, and allot wishes."""

import re
from html import unescape

import pytest
import time_machine

from conference.core.audit import ATTENDEE, Actor
from conference.core.db import db
from conference.events.permissions import Role
from conference.programme.models import Slot
from conference.signup import manage_services, queries, services
from conference.signup.rules import NoPlaceLeft
from tests.counting import count_queries
from tests.factories import OPEN, STARTS, make_member, make_registration, make_release, place

OLGA = Actor("Olga", 1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(OPEN, tick=False):
        yield


def join(shop, name, *sessions):
    person = make_registration(shop.event, name)
    services.choose(person.id, {shop.key(s): n for n, s in enumerate(sessions, 1)}, actor=ATTENDEE, at=OPEN)
    return person


def test_list_and_page_tell_who_is_in_and_who_waits(client, workshops):
    shop = workshops(capacity=1)
    join(shop, "Ada", shop.maps)
    join(shop, "Bob", shop.maps)
    client.sign_in(make_member(shop.event))

    listed = client.get(f"/manage/{shop.event.slug}/sign-up/").text
    page = client.get(f"/manage/{shop.event.slug}/sign-up/{shop.maps.code}/1").text

    assert "<strong>1</strong> of 1 places taken" in listed
    assert "1 session without sign-up" in listed
    assert page.index("Ada") < page.index("Bob")
    assert f"to-sign_up=taken:{shop.maps.code}" in page.replace("%3A", ":")


def test_writing_to_those_of_one_time_reaches_nobody_of_another(client, workshops):
    shop = workshops()
    place(shop.maps, None, STARTS.replace(hour=15))
    make_release(shop.event, number=2)
    first, second = db.session.query(Slot).filter_by(session_id=shop.maps.id).order_by(Slot.id)
    for name, slot in (("Ada", first), ("Bob", second)):
        person = make_registration(shop.event, name)
        services.choose(person.id, {slot.uuid: 1}, actor=ATTENDEE, at=OPEN)
    client.sign_in(make_member(shop.event))

    people = client.get(f"/manage/{shop.event.slug}/sign-up/{shop.maps.code}/2").text
    found = re.search(r'href="([^"]*to-sign_up=[^"]*)"', people)
    assert found is not None
    letter = client.get(unescape(found[1])).text

    assert "1 person gets it." in re.sub(r"<[^>]*>", "", letter)


def test_csv_has_who_is_in_before_who_waits(client, workshops):
    shop = workshops(capacity=1)
    join(shop, "Ada", shop.maps)
    join(shop, "=Bob()", shop.maps)
    client.sign_in(make_member(shop.event))

    lines = client.get(f"/manage/{shop.event.slug}/sign-up/{shop.maps.code}/1.csv").text.splitlines()

    assert lines[1].startswith('"Signed up","1","Ada"')
    assert lines[2].startswith('"Waiting list","1","\'=Bob()"')


def test_number_of_queries_does_not_grow_with_people(client, shop):
    client.sign_in(make_member(shop.event))
    address = f"/manage/{shop.event.slug}/sign-up/{shop.maps.code}/1"
    join(shop, "Ada", shop.maps)
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for name in ("Bob", "Cleo", "Dan"):
        join(shop, name, shop.maps)

    assert count_queries(lambda: client.get(address)) == few


def test_organiser_takes_somebody_out_and_gives_the_place_to_another(client, workshops, letters):
    shop = workshops(capacity=1)
    join(shop, "Ada", shop.maps)
    join(shop, "Bob", shop.maps)
    cleo = join(shop, "Cleo", shop.maps)
    client.sign_in(make_member(shop.event))
    address = f"/manage/{shop.event.slug}/sign-up/{shop.maps.code}/1"

    assert client.fill(address, form=f"{cleo.code}/give").status_code == 409
    client.fill(address, form="remove")
    assert shop.states(shop.maps) == {"Bob": "taken", "Cleo": "waiting"}
    told = {mail["To"].addresses[0].display_name: mail for mail in letters()}
    assert told["Ada"]["Subject"] == "Your place was taken back: Maps"
    assert "METHOD:CANCEL" in next(told["Ada"].iter_attachments()).get_content()
    assert told["Bob"]["Subject"] == "You have a place: Maps"


def test_who_only_waited_for_a_session_is_told_so_and_their_calendar_is_left_alone(client, workshops, letters):
    shop = workshops(capacity=1)
    join(shop, "Ada", shop.maps)
    bob = join(shop, "Bob", shop.maps)
    client.sign_in(make_member(shop.event))
    code = bob.code

    client.fill(f"/manage/{shop.event.slug}/sign-up/{shop.maps.code}/1", form=f"{code}/remove")

    letter = [mail for mail in letters() if mail["To"].addresses[0].display_name == "Bob"][-1]
    assert letter["Subject"] == "You no longer wait for a place: Maps"
    assert "Your place" not in letter.get_body(("plain",)).get_content()
    assert list(letter.iter_attachments()) == []


def test_viewer_sees_and_changes_nothing(client, shop):
    join(shop, "Ada", shop.maps)
    client.sign_in(make_member(shop.event, Role.VIEWER))
    address = f"/manage/{shop.event.slug}/sign-up/{shop.maps.code}/1"

    page = client.get(address).text

    assert "Ada" in page
    assert "Take out" not in page
    assert client.get(f"/manage/{shop.event.slug}/sign-up/").status_code == 200


def test_sign_up_is_turned_on_for_a_session_without_capacity_and_closed_in_time(client, shop):
    client.sign_in(make_member(shop.event))
    address = f"/manage/{shop.event.slug}/sign-up/{shop.lecture.code}/1"

    client.fill(address, {"asks": "on", "closes_at": "2027-05-01T12:00"})

    page = client.get(f"/events/{shop.event.slug}/register").text
    assert "Lecture" in page
    assert "Room for everybody" in page
    with time_machine.travel(STARTS.replace(day=2), tick=False):
        assert "Lecture" not in client.get(f"/events/{shop.event.slug}/register").text
    client.fill(address, {"asks": "off", "closes_at": ""})
    assert "Lecture" not in client.get(f"/events/{shop.event.slug}/register").text


def test_wishes_are_ranked_allotted_and_everybody_is_told_once(client, workshops, letters):
    shop = workshops(capacity=1)
    client.sign_in(make_member(shop.event))
    client.fill(f"/manage/{shop.event.slug}/sign-up/", {"by_preference": "y", "asks_in_form": "y"})
    page = client.get(f"/events/{shop.event.slug}/register").text
    assert "First choice" in page
    for name, first, second in (("Ada", "maps", "radio"), ("Bob", "maps", "radio"), ("Cleo", "radio", "maps")):
        person = make_registration(shop.event, name)
        wishes = {shop.key(getattr(shop, first)): 1, shop.key(getattr(shop, second)): 2}
        services.choose(person.id, wishes, actor=ATTENDEE, at=OPEN)
    assert shop.taken(shop.maps) == 0
    letters()

    said = client.fill(f"/manage/{shop.event.slug}/sign-up/", form="allot", follow_redirects=True).text

    assert "Allotted: 2 places given. 2 wishes wait." in said
    assert shop.states(shop.maps) == {"Ada": "taken", "Bob": "waiting"}
    assert shop.states(shop.radio) == {"Bob": "waiting", "Cleo": "taken"}
    assert (shop.taken(shop.maps), shop.taken(shop.radio)) == (1, 1)
    told = [mail for mail in letters() if "Your sessions" in mail["Subject"]]
    assert len(told) == 3
    assert "First choice" not in client.get(f"/events/{shop.event.slug}/register").text


def test_no_place_is_given_past_the_capacity(workshops):
    shop = workshops(capacity=1)
    join(shop, "Ada", shop.maps)
    bob = join(shop, "Bob", shop.maps)
    row = queries.sign_ups_of(bob.id)[0]

    with pytest.raises(NoPlaceLeft):
        manage_services.give_place(row.id, actor=OLGA, at=OPEN)
    db.session.rollback()
    assert shop.taken(shop.maps) == 1


def test_moved_session_is_told_to_who_signed_up_in_one_mail(shop, letters):
    join(shop, "Ada", shop.maps, shop.radio)
    letters()
    shop.move(shop.maps, hours=3)

    shop.publish(tells=True)

    told = [mail for mail in letters() if "changed" in mail["Subject"]]
    assert len(told) == 1
    assert "Maps" in told[0].get_body(("plain",)).get_content()
