"""Places in sessions are in a room: who takes part online has none, and gives up what they had."""

import pytest
import time_machine
from sqlalchemy import update

from conference.core.audit import ATTENDEE, Actor, history
from conference.core.db import db, transaction
from conference.events.models import Event, Mode
from conference.registration import links, queries
from conference.registration import services as registrations
from conference.registration.rules import Correction, Details
from conference.rosters.merge_services import merge
from conference.signup import manage_services, services
from conference.signup.rules import OnlyInRoom
from tests.factories import OPEN, STARTS, make_member, make_registration

OLGA = Actor("Olga", 1)

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock():
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def hybrid(workshops):
    return workshops(capacity=1, mode=Mode.HYBRID)


def person(shop, name, **values):
    return make_registration(shop.event, name, **values)


def join(shop, who, *sessions):
    services.choose(who.id, {shop.key(session): 1 for session in sessions}, actor=ATTENDEE, at=OPEN)


def calendar_methods(letter):
    parts = [part for part in letter.iter_attachments() if part.get_content_type() == "text/calendar"]
    return [part.get_filename() for part in parts if "METHOD:CANCEL" in part.get_content()]


def test_who_moves_online_gives_up_seats_and_waits_no_more_and_reads_it_in_the_ticket_mail(hybrid, letters):
    ada, bob = person(hybrid, "Ada"), person(hybrid, "Bob")
    join(hybrid, ada, hybrid.maps)
    join(hybrid, bob, hybrid.maps, hybrid.radio)
    join(hybrid, ada, hybrid.maps, hybrid.radio)
    assert hybrid.states(hybrid.radio) == {"Bob": "taken", "Ada": "waiting"}
    letters()

    registrations.change_mode(ada.id, Mode.ONLINE, actor=ATTENDEE, at=OPEN)

    assert hybrid.states(hybrid.maps) == {"Bob": "taken"}
    assert hybrid.states(hybrid.radio) == {"Bob": "taken"}
    assert (hybrid.taken(hybrid.maps), hybrid.taken(hybrid.radio)) == (1, 1)
    sent = letters()
    told = [letter for letter in sent if ada.email in letter["To"]]
    assert [letter["Subject"].partition(":")[0] for letter in told] == ["Your ticket", "Your place online"]
    text = told[1].get_body(("plain",)).get_content()
    assert "others get what you had chosen in the room" in text
    assert "Maps" in text
    assert "Radio" in text
    assert calendar_methods(told[1]) == [f"{hybrid.maps.code}.ics"]
    assert "You have a place: Maps" in [letter["Subject"] for letter in sent if bob.email in letter["To"]]
    deeds = [entry.action for entry in history(ada)]
    assert deeds.count("sign_up.left_room") == 2


def test_online_person_is_refused_a_session_in_the_room(hybrid):
    ada = person(hybrid, "Ada", mode=Mode.ONLINE)

    with pytest.raises(OnlyInRoom) as refusal:
        join(hybrid, ada, hybrid.maps)

    assert "Maps" in str(refusal.value)
    assert hybrid.states(hybrid.maps) == {}


def test_online_form_that_names_a_session_in_the_room_comes_back_filled(client, hybrid):
    filled = {"name": "Ada Sample", "email": "ada@example.org", "organisation": "Guard", "country": "LV"}
    address = f"/events/{hybrid.event.slug}/register"
    assert "not for those who take part online" in client.get(address).text

    answer = client.fill(address, filled | {"language": "en", "mode": "online", "sessions": hybrid.key(hybrid.maps)})

    assert answer.status_code == 409
    ident = f"session-{hybrid.key(hybrid.maps)}"
    sentence = "“Maps” takes place in the room only: you take part online"
    assert f'<a href="#{ident}">{sentence}</a>' in answer.text
    assert f'id="{ident}-error"><span class="visually-hidden">Error:</span> {sentence}</p>' in answer.text
    assert "Ada Sample" in answer.text
    assert hybrid.states(hybrid.maps) == {}


def test_refusal_names_the_session_in_the_readers_language(client, workshops):
    shop = workshops(capacity=1, mode=Mode.HYBRID, languages=["en", "ru"])
    with transaction() as session:
        session.merge(shop.maps).translations = {"ru": {"title": "Карты"}}
    shop.move(shop.radio, hours=2)
    shop.publish()
    filled = {"name": "Ada Sample", "email": "ada@example.org", "organisation": "Guard", "country": "LV"}
    address = f"/events/{shop.event.slug}/register?lang=ru"

    answer = client.fill(address, filled | {"language": "ru", "mode": "online", "sessions": shop.key(shop.maps)})

    assert answer.status_code == 409
    assert "«Карты» проходит только в зале" in answer.text


def test_all_online_event_may_call_its_meetings_rooms(workshops):
    shop = workshops(mode=Mode.ONLINE)
    ada = person(shop, "Ada", mode=Mode.ONLINE)

    join(shop, ada, shop.maps)

    assert shop.states(shop.maps) == {"Ada": "taken"}


def test_streamed_session_without_counted_seats_stays_and_one_with_seats_goes(workshops, letters):
    shop = workshops(mode=Mode.HYBRID)
    open_one, counted = shop.lecture, shop.maps
    for session in (open_one, counted):
        session.is_streamed = True
    db.session.commit()
    shop.move(shop.radio, hours=2)
    shop.publish()
    manage_services.change_slot(
        shop.event_id,
        shop.slot(open_one).id,
        manage_services.SlotValues(is_on=True, closes_at=None),
        capacity=None,
        actor=OLGA,
        at=OPEN,
    )
    ada = person(shop, "Ada")
    join(shop, ada, open_one, counted)
    letters()

    registrations.change_mode(ada.id, Mode.ONLINE, actor=ATTENDEE, at=OPEN)

    assert shop.states(open_one) == {"Ada": "taken"}
    assert shop.states(counted) == {}
    given_up, kept = letters()[-1].get_body(("plain",)).get_content().split("Your sessions:")
    assert "Maps" in given_up
    assert "you can follow it online" in given_up
    assert "Lecture" not in given_up
    assert "– Lecture, 12 May 2027, 11:00: Signed up" in kept


def test_organiser_who_moves_somebody_online_frees_the_seat_too(hybrid, letters):
    ada = person(hybrid, "Ada")
    join(hybrid, ada, hybrid.maps)
    row = queries.get_registration(ada.id)
    details = Details(
        name=row.name, national_name="", organisation=row.organisation, position="", country=row.country,
        language=row.language, answers=None,
    )  # fmt: skip
    new = Correction(details, email=row.email, category=row.category.code, mode=Mode.ONLINE, note="")

    registrations.correct(ada.id, new, actor=OLGA, at=OPEN, version=row.version)

    assert hybrid.states(hybrid.maps) == {}
    assert hybrid.taken(hybrid.maps) == 0
    assert "Maps" in letters()[-1].get_body(("plain",)).get_content()


def test_organisers_read_who_holds_a_seat_from_before_and_take_part_online(client, workshops):
    shop = workshops(mode=Mode.ONLINE)
    join(shop, person(shop, "Ada", mode=Mode.ONLINE), shop.maps)
    join(shop, person(shop, "Bob", mode=Mode.ONLINE), shop.maps)
    client.sign_in(make_member(shop.event))
    overview, people = (f"/manage/{shop.event.slug}/sign-up/{path}" for path in ("", f"{shop.maps.code}/1"))
    assert "take part online" not in client.get(overview).text + client.get(people).text

    with transaction() as session:
        session.execute(update(Event).values(mode=Mode.HYBRID, version=Event.version + 1))

    assert "2 seats are held by people who take part online" in client.get(overview).text
    assert "2 of them take part online" in client.get(people).text
    client.fill(people, form="/remove")
    assert "1 of them takes part online" in client.get(people).text


def test_session_that_has_begun_stays_as_it_was(hybrid):
    ada = person(hybrid, "Ada")
    join(hybrid, ada, hybrid.maps)

    with time_machine.travel(STARTS, tick=False):
        registrations.change_mode(ada.id, Mode.ONLINE, actor=OLGA, at=STARTS)

    assert hybrid.states(hybrid.maps) == {"Ada": "taken"}


def test_twin_who_takes_part_online_does_not_bring_seats_over(hybrid, letters):
    kept, twin = person(hybrid, "Ada", mode=Mode.ONLINE), person(hybrid, "Ada B")
    join(hybrid, twin, hybrid.maps)

    merge(kept.id, twin.id, (), actor=OLGA, at=OPEN)
    letters()

    assert hybrid.states(hybrid.maps) == {}
    assert hybrid.taken(hybrid.maps) == 0


def test_own_page_says_before_the_press_what_goes_to_others(client, hybrid):
    ada = person(hybrid, "Ada")
    join(hybrid, ada, hybrid.maps)
    row = queries.get_registration(ada.id)
    address = f"/events/{hybrid.event.slug}/registrations/{links.own_page_token(row)}"

    assert "go to others too: Maps" in client.get(address).text

    registrations.change_mode(ada.id, Mode.ONLINE, actor=ATTENDEE, at=OPEN)
    db.session.rollback()
    page = client.get(f"{address}/sessions").text
    assert "the places that are counted are in the room" in page
    assert "Maps" not in page


def test_own_page_tells_afterwards_what_went_to_others_until_it_is_chosen_anew(client, hybrid):
    ada = person(hybrid, "Ada")
    join(hybrid, ada, hybrid.maps)
    address = f"/events/{hybrid.event.slug}/registrations/{links.own_page_token(queries.get_registration(ada.id))}"
    told = "When your place moved online, others got what you had chosen in the room:"
    assert told not in client.get(address).text

    registrations.change_mode(ada.id, Mode.ONLINE, actor=ATTENDEE, at=OPEN)
    page = client.get(address).text
    assert told in page
    assert "<li>Maps, 12 May 2027, 09:00</li>" in page

    registrations.change_mode(ada.id, Mode.IN_PERSON, actor=ATTENDEE, at=OPEN)
    assert told in client.get(address).text
    join(hybrid, ada, hybrid.maps)
    assert told not in client.get(address).text


def test_own_page_tells_nothing_of_what_has_begun(client, hybrid):
    ada = person(hybrid, "Ada")
    join(hybrid, ada, hybrid.maps)
    address = f"/events/{hybrid.event.slug}/registrations/{links.own_page_token(queries.get_registration(ada.id))}"
    registrations.change_mode(ada.id, Mode.ONLINE, actor=ATTENDEE, at=OPEN)

    with time_machine.travel(STARTS, tick=False):
        assert "others got what you had chosen" not in client.get(address).text


@pytest.mark.parametrize(
    ("tells", "reminder"),
    [("y", "went to others: Maps."), (None, "went to others: Maps. The person was not told: let them know.")],
)
def test_organiser_who_moves_somebody_online_reads_what_they_lose(client, hybrid, tells, reminder):
    ada = person(hybrid, "Ada")
    join(hybrid, ada, hybrid.maps)
    client.sign_in(make_member(hybrid.event))
    address = f"/manage/{hybrid.event.slug}/registrations/{ada.code}/change"
    assert "Online, these sessions in the room go to others: Maps." in client.get(address).text

    answer = client.fill(address, {"mode": "online", "tells": tells}, follow_redirects=True)

    assert reminder in answer.text
    assert ("let them know" in answer.text) is not bool(tells)


def test_organiser_who_changes_a_name_is_told_of_no_sessions(client, hybrid):
    ada = person(hybrid, "Ada")
    join(hybrid, ada, hybrid.maps)
    client.sign_in(make_member(hybrid.event))
    address = f"/manage/{hybrid.event.slug}/registrations/{ada.code}/change"

    answer = client.fill(address, {"name": "Ada B"}, follow_redirects=True)

    assert "The changes are saved." in answer.text
    assert "went to others" not in answer.text
