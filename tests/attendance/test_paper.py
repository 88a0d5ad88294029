"""Lists for the door on paper: everybody who may come in, findable in any script, as a tagged PDF."""

import re
from datetime import date

import pytest
from flask import Flask

from conference.attendance import paper, queries
from conference.attendance.paper import Expected, PaperWords
from conference.events.models import Event
from conference.events.permissions import Role
from conference.registration.models import Category
from tests.browser import Browser
from tests.counting import count_queries
from tests.factories import make_category, make_event, make_member, store_registration
from tests.pdfs import elements, has_tags, page_lines, pages, texts


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event))
    return event


@pytest.fixture
def press(event: Event) -> Category:
    return make_category(event, "press", name="Press", rights={"days": ["2027-05-12"]})


@pytest.fixture
def people(event: Event, press: Category) -> None:
    visitors = make_category(event, "visitor", name="Visitor")
    store_registration(event, visitors, name="Žanna Bērziņa", organisation="Border Guard")
    store_registration(event, visitors, name="Omurbek Ulgu", national_name="Өмүрбек Улгу", organisation="Agency")
    store_registration(event, press, name="Élodie Petit", organisation="Radio")
    store_registration(event, visitors, name="Only Waits", state="waiting")
    store_registration(event, visitors, name="Watches Online", mode="online")


def one(name: str, organisation: str = "") -> Expected:
    return Expected(name, "", organisation, "Visitor", "#1d4ed8", "ABC")


@pytest.mark.parametrize(
    ("sort", "order", "letters"),
    [
        ("name", ["Élodie Petit", "Өмүрбек Улгу", "Žanna Bērziņa", "42"], ["#", "E", "O", "Z"]),
        ("last", ["Žanna Bērziņa", "Élodie Petit", "Өмүрбек Улгу", "42"], ["#", "B", "P", "U"]),
    ],
)
def test_names_of_all_scripts_stand_where_they_sound(sort: str, order: list[str], letters: list[str]):
    found = paper.in_order([one("Žanna Bērziņa"), one("Өмүрбек Улгу"), one("42"), one("Élodie Petit")], sort)

    assert [row.name for row in found] == [order[-1], *order[:-1]]
    assert [letter for letter, _rows in paper.by_letter(found, sort)] == letters


@pytest.mark.parametrize(("number", "sizes"), [(0, [0]), (400, [400]), (401, [201, 200]), (1000, [334, 334, 332])])
def test_long_lists_come_in_parts_of_one_length(number: int, sizes: list[int]):
    assert [len(part) for part in paper.parts_of([one("A")] * number)] == sizes


def test_who_may_come_in_stands_in_the_list(event: Event, people: None):
    found = paper.in_order(queries.expected_people(event), "name")

    assert [(row.name, row.category, row.days) for row in found] == [
        ("Élodie Petit", "Press", (date(2027, 5, 12),)),
        ("Omurbek Ulgu", "Visitor", ()),
        ("Žanna Bērziņa", "Visitor", ()),
    ]
    assert [row.name for row in queries.expected_people(event, "press")] == ["Élodie Petit"]
    assert count_queries(lambda: queries.expected_people(event)) == 1


def test_the_paper_is_tagged_and_has_both_scripts_and_letters(client: Browser, event: Event, people: None):
    answer = client.get(f"/manage/{event.slug}/attendance/paper/1.pdf")

    assert answer.mimetype == "application/pdf"
    words = texts(answer.data)[0]
    for said in ("Žanna Bērziņa", "Өмүрбек Улгу", "Only: 12 May 2027", "Elo – Zan", "Ticked by"):
        assert said in words
    assert "Only Waits" not in words
    assert "Watches Online" not in words
    assert has_tags(answer.data)
    assert {"Table", "TH", "TD"} <= {role for role, _lang, _said in elements(pages(answer.data)[0])}


def test_no_letter_stands_at_the_foot_of_a_page_above_nobody(app: Flask):
    """Whatever number of people comes before it."""
    words = PaperWords("Check-in", "Event", "", (), ("In", "Time", "Name", "Organisation", "Category", "Code"), {}, "")
    with app.test_request_context():
        for before in range(18, 25):
            people = [one("Aigul") for _n in range(before)] + [one("Bilal"), one("Clara")]
            first = page_lines(pages(paper.list_pdf(people, "name", words))[0])
            assert [line for line in first if line][-3] not in {"B", "C"}, before


def test_the_page_stands_under_one_entry_of_the_menu(client: Browser, event: Event):
    page = client.get(f"/manage/{event.slug}/attendance/paper")

    assert page.text.count('class="sidenav__link"') > 1
    assert len(re.findall(r'class="sidenav__link"[^>]* aria-current="page"', page.text)) == 1


def test_the_page_leads_to_the_list_of_a_category(client: Browser, event: Event, people: None):
    page = client.get(f"/manage/{event.slug}/attendance/paper?category=press&sort=last")

    assert "1 person" in page.text
    assert f"/manage/{event.slug}/attendance/paper/1.pdf?category=press&amp;sort=last" in page.text
    assert "Žanna" not in " ".join(
        texts(client.get(f"/manage/{event.slug}/attendance/paper/1.pdf?category=press").data)
    )


def test_an_event_without_people_has_nothing_to_print(client: Browser, event: Event):
    assert "Nobody stands in the list" in client.get(f"/manage/{event.slug}/attendance/paper").text


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 200), (Role.DOOR, 403)])
def test_roles_that_may_take_the_lists(client: Browser, event: Event, role: Role, status: int):
    client.sign_in(make_member(event, role))

    assert client.get(f"/manage/{event.slug}/attendance/paper").status_code == status
