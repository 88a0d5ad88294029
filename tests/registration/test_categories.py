"""Categories and places: kept by organisers, told to people, added places given to who waits."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from conference.core.audit import Actor
from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration import manage_queries, queries, services
from conference.registration.models import Category, Registration
from conference.registration.rules import CategoryClosed
from tests.browser import Browser, forms_of
from tests.factories import OPEN, make_category, make_event, make_member, make_room, store_registration
from tests.registration.conftest import places

ORGANISER = Actor("Olga Organiser", 7)
HOUR = timedelta(hours=1)


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="infopoint", languages=["en", "ru"], mode="hybrid", capacity=1)
    client.sign_in(make_member(event))
    return event


def stored(code: str) -> Category:
    db.session.rollback()
    return db.session.scalars(select(Category).where(Category.code == code)).one()


ROOT = "/manage/infopoint/registrations"


def test_a_category_is_added_with_all_that_can_be_said_of_it(client: Browser, event: Event):
    room = make_room(event)
    code = room.code

    answer = client.fill(
        f"{ROOT}/categories/new",
        {
            "name": "Пресса & Media", "description": "With a card.", "colour": "#7A2E1F", "capacity": "5",
            "opens_at": "2027-04-01T10:00", "closes_at": "2027-05-01T10:00", "modes": "online", "priority": "3",
            "needs_approval": "y", "rooms": [code], "texts-0-name": "Пресса",
        },
    )  # fmt: skip

    row = stored("pressa-media")
    assert answer.status_code == 303
    assert (row.name, row.colour, row.capacity, row.modes, row.priority) == (
        "Пресса & Media",
        "#7a2e1f",
        5,
        "online",
        3,
    )
    assert (row.is_public, row.needs_approval) == (True, True)
    assert row.opens_at is not None
    assert row.opens_at.isoformat() == "2027-04-01T08:00:00+00:00"
    assert row.rights == {"rooms": [code]}
    assert row.translations == {"ru": {"name": "Пресса"}}
    page = client.get(f"{ROOT}/categories").text
    assert "Пресса &amp; Media" in page
    assert client.get(f"{ROOT}/categories/pressa-media").status_code == 200


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter the name of the category"),
        ({"name": "press"}, "There is a category with this name already"),
        ({"name": "x" * 61}, "Use 60 characters or fewer"),
        ({"colour": "#ffffff"}, "This colour hardly stands out"),
        ({"colour": "red"}, "Enter a colour like"),
        ({"capacity": "-1"}, "Enter a whole number of people"),
        ({"capacity": "many"}, "Enter a whole number of people"),
        ({"priority": "1.5"}, "Enter a whole number from 0 to 999"),
        ({"opens_at": "2027-04-02T10:00", "closes_at": "2027-04-01T10:00"}, "must close after it opens"),
        ({"opens_at": "2027-03-28T02:30"}, "That time does not exist"),
        ({"modes": "both"}, "Choose one of the list"),
        ({"rooms": ["nowhere"]}, "Choose one of the list"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_lost(client: Browser, event: Event, typed: Any, words: str):
    make_room(event)
    make_category(event, "press")

    answer = client.fill(f"{ROOT}/categories/new", {"name": "Guest", "description": "Kept.", **typed})

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert "Kept." in answer.text
    assert [row.code for row in manage_queries.categories_of_event(event.id)] == ["press"]


def test_two_people_edit_one_category(client: Browser, event: Event):
    make_category(event, "press", colour="#7a2e1f")
    page = client.get(f"{ROOT}/categories/press")
    client.fill(f"{ROOT}/categories/press", {"capacity": "7"})

    own = next(form for form in forms_of(page.text) if any(name == "shown" for name, _ in form.fields))
    kept = client.send(f"{ROOT}/categories/press", own, {"name": "Media"})
    refused = client.send(f"{ROOT}/categories/press", own, {"capacity": "9"})

    assert kept.status_code == 303
    assert (stored("press").name, stored("press").capacity) == ("Media", 7)
    assert refused.status_code == 409
    assert "in the meantime" in refused.text


def test_the_order_is_changed_and_an_unused_category_deleted(client: Browser, event: Event):
    make_category(event, "press", position=0)
    make_category(event, "guest", position=1)
    store_registration(event, stored("press"))

    client.fill(f"{ROOT}/categories", {}, form="/guest/move")
    assert [row.code for row in manage_queries.categories_of_event(event.id)] == ["guest", "press"]
    client.fill(f"{ROOT}/categories/guest", {}, form="/delete")
    assert [row.code for row in manage_queries.categories_of_event(event.id)] == ["press"]

    page = client.get(f"{ROOT}/categories/press").text
    assert "/delete" not in page
    with pytest.raises(Exception, match="used"):
        services.delete_category(stored("press").id, actor=ORGANISER, at=OPEN)


def test_a_place_fewer_than_taken_is_refused_and_places_added_go_to_the_line(client: Browser, event: Event, register):
    make_category(event, "press", capacity=1)
    event_id = event.id
    row = db.session.merge(event)
    row.capacity = 5
    db.session.commit()
    register(event_id, category="press")
    waits = [register(event_id, f"{n}@example.org", category="press", waits=True).registration_id for n in range(3)]

    assert client.fill(f"{ROOT}/categories/press", {"capacity": "0"}).status_code == 422
    assert client.fill(f"{ROOT}/categories/press", {"capacity": "3"}).status_code == 303

    assert [queries.get_registration(ident).has_offer for ident in waits] == [True, True, False]
    assert places(event_id) == (3, 3, 3)


def test_places_added_to_the_event_go_to_the_line(client: Browser, event: Event, register):
    make_category(event)
    event_id = event.id
    register(event_id)
    waits = register(event_id, "a@example.org", waits=True).registration_id

    answer = client.fill("/manage/infopoint/settings", {"capacity": "2", "join_url": "https://stream.example.org/x"},
                         form="")  # fmt: skip

    assert answer.status_code in (302, 303)
    assert queries.get_registration(waits).has_offer
    assert places(event_id) == (2, 2, 2)
    assert client.fill("/manage/infopoint/settings", {"capacity": "1"}).status_code == 409


@pytest.mark.parametrize("hours", [{"closes_at": OPEN - HOUR}, {"opens_at": OPEN + HOUR}])
def test_a_category_keeps_its_own_hours(event: Event, register: Any, hours: Any):
    make_category(event, "press", **hours)
    make_category(event, "guest")

    with pytest.raises(CategoryClosed, match="Registration as “Press”"):
        register(event.id, category="press")


@pytest.mark.usefixtures("clock")
def test_a_category_closed_between_page_and_form_is_said_beside_the_choice(client: Browser, event: Event):
    make_category(event, "press")
    make_category(event, "guest")
    page = client.get("/events/infopoint/register")
    stored("press").closes_at = OPEN - HOUR
    db.session.commit()

    answer = client.send(
        "/events/infopoint/register",
        forms_of(page.text)[0],
        {"name": "Ada Kept", "email": "ada@example.org", "organisation": "Ministry", "country": "KG",
         "category": "press", "mode": "in_person"},
    )  # fmt: skip

    assert answer.status_code == 409
    assert "Registration as “Press” closed on" in answer.text
    assert "Ada Kept" in answer.text
    assert 'value="press"' not in answer.text
    assert db.session.scalar(select(Registration.id)) is None


def test_how_one_takes_part_is_asked_only_of_categories_that_leave_it_open(client: Browser, event: Event):
    make_category(event)
    page = client.get("/events/infopoint/register").text
    assert "In the room or online?" in page
    assert "data-for" not in page

    make_category(event, "online", position=2, modes="online", translations={"ru": {"name": "Зритель"}})
    page = client.get("/events/infopoint/register", query_string={"lang": "ru"}).text
    assert 'data-for="participant"' in page
    assert "Только если вы участвуете как: Participant." in page


def test_settings_are_saved_once_and_not_over_somebody_else(client: Browser, event: Event):
    assert client.fill(f"{ROOT}/settings", {"waiting_list": "direct", "needs_verification": "y"}).status_code == 303
    row = queries.settings_of(event.id)
    assert row is not None
    assert (row.waiting_list, row.needs_verification, row.offer_hours, row.version) == ("direct", True, 48, 1)

    stale = client.fill(f"{ROOT}/settings", {"version": "0", "offer_hours": "5"})
    assert stale.status_code == 409
    assert client.fill(f"{ROOT}/settings", {"offer_hours": "0"}).status_code == 422
    assert client.fill(f"{ROOT}/settings", {"offer_hours": ""}).status_code == 422


def test_the_line_is_shown_and_moved(client: Browser, event: Event, register: Any):
    make_category(event)
    event_id = event.id
    register(event_id)
    waits = [register(event_id, f"{n}@example.org", f"Waits {n}", waits=True, at=OPEN + n * HOUR).registration_id
             for n in range(3)]  # fmt: skip
    last = queries.get_registration(waits[2]).code
    address = f"{ROOT}/waiting"

    page = client.get(address).text
    assert page.index("Waits 0") < page.index("Waits 1") < page.index("Waits 2")
    assert client.fill(address, {}, form=f"/{last}/up").status_code == 303
    page = client.get(address).text
    assert page.index("Waits 0") < page.index("Waits 2") < page.index("Waits 1")
    full = client.fill(address, {}, form=f"/{last}/offer")
    assert full.status_code == 409
    assert "Every place is taken" in full.text


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 403), (Role.EDITOR, 200), (Role.DOOR, 403)])
def test_who_may_keep_categories(client: Browser, role: Role, status: int):
    event = make_event(slug="other")
    make_category(event)
    client.sign_in(make_member(event, role))

    for page in ("categories", "categories/new", "categories/participant", "settings"):
        assert client.get(f"/manage/other/registrations/{page}").status_code == status
