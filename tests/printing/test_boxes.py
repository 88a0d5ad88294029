"""Boxes in which badges wait: evenly filled, in Latin order, said wherever somebody looks."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference.badges import drawing
from conference.core.db import db
from conference.events.models import Event
from conference.printing import rules
from conference.printing.boxes import Box, box_of, by_letters, by_numbers
from conference.registration.links import own_page_token
from tests.browser import Browser
from tests.factories import make_event, make_member, make_registration, make_speaker, store_registration

BOXES = "/manage/border/badges/boxes"
names = st.lists(st.text("abcdeklmnoprstz ", min_size=1, max_size=6).map(str.strip).filter(bool), max_size=60)


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border")
    client.sign_in(make_member(event))
    return event


@pytest.mark.parametrize(
    ("filed", "number", "labels"),
    [
        ("aabbccdd", 2, ["A–B", "C–Z"]),
        ("sssssab", 2, ["A–M", "N–Z"]),
        ("", 1, ["A–Z"]),
        ("mmm", 99, [chr(letter) for letter in range(65, 91)]),
    ],
)
def test_letters_are_divided_evenly_and_all_of_them_once(filed: str, number: int, labels: list[str]):
    assert [box.label for box in by_letters(list(filed), number)] == labels


@settings(max_examples=40)
@given(names, st.integers(1, 26))
def test_no_division_into_letters_is_lighter_than_its_fullest_letter_and_mean(filed: list[str], number: int):
    boxes = by_letters(filed, number)
    loads = [sum(box_of(name, boxes) == box for name in filed) for box in boxes]
    letters = [sum(name[0] == letter for name in filed) for letter in {name[0] for name in filed}]

    assert sum(loads) == len(filed)
    assert len(boxes) == number
    assert max(loads) <= len(filed) / number + max(letters, default=0)


@settings(max_examples=40)
@given(names, st.integers(1, 12))
def test_numbered_boxes_differ_by_no_more_than_equal_names(filed: list[str], number: int):
    boxes = by_numbers(filed, number)
    loads = [sum(box_of(name, boxes) == box for name in filed) for box in boxes]
    most_equal = max((filed.count(name) for name in filed), default=0)

    assert sum(loads) == len(filed)
    assert max(loads) <= len(filed) / len(boxes) + 2 * most_equal + 1
    assert [box.label for box in boxes] == [str(place) for place in range(1, len(boxes) + 1)]


@pytest.mark.parametrize(
    ("name", "answers", "label"),
    [
        ("Яна Ульянова", {}, "M–Z"),
        ("Әсел Үлгібаева", {}, "A–L"),
        ("Zoe Adams", {"family_name": "Adams", "given_name": "Zoe"}, "A–L"),
        ("42nd Street", {}, "A–L"),
        ("???", {}, "M–Z"),
    ],
)
def test_names_of_any_script_are_filed_by_latin_letters(name: str, answers: dict[str, str], label: str):
    person: Any = SimpleNamespace(name=name, answers=answers)

    assert box_of(rules.filing_name(person), [Box("A–L", ""), Box("M–Z", "m")]).label == label


def test_boxes_stand_on_pages_and_badges(client: Browser, event: Event):
    ada, zoe = make_registration(event, name="Ada"), make_registration(event, name="Zoe")
    client.fill(BOXES, {"number": "2", "kind": "letters"}, form="")
    zoe_page = client.get(f"/events/border/registrations/{own_page_token(zoe)}", follow_redirects=True).text
    [card, other] = drawing.cards_of(event, [ada, zoe], {"pickup"})

    assert (card.pickup, other.pickup) == ("A–M", "N–Z")
    assert "Box N–Z" in zoe_page
    assert "Box A–M" in client.get(f"/manage/border/registrations/{ada.code}").text
    assert "Box A–M" in client.get(f"/manage/border/badges/people/{ada.code}").text
    assert "N–Z" in client.get(BOXES).text


def test_boxes_are_given_up(client: Browser, event: Event):
    ada = make_registration(event, name="Ada")
    client.fill(BOXES, {"number": "3", "kind": "numbers"}, form="")

    client.fill(BOXES, form="drop")

    assert "There are no boxes yet" in client.get(BOXES).text
    assert "Box 1" not in client.get(f"/manage/border/badges/people/{ada.code}").text


@pytest.mark.parametrize("number", ["61", "many"])
def test_bad_number_is_refused_and_kept(client: Browser, event: Event, number: str):
    answer = client.fill(BOXES, {"number": number, "kind": "letters"}, form="")

    assert answer.status_code == 422
    assert f'value="{number}"' in answer.text


def test_title_comes_from_the_answer_or_the_speaker(event: Event):
    ada = store_registration(event, name="Ada", answers={"honorific": "H.E."})
    bea, cleo = store_registration(event, name="Bea"), store_registration(event, name="Cleo")
    make_speaker(event, title="Dr", email=bea.email.upper())
    db.session.expire_all()

    cards = drawing.cards_of(event, [ada, bea, cleo], {"honorific"})

    assert [card.honorific for card in cards] == ["H.E.", "Dr", ""]
