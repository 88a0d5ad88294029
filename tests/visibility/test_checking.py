"""What the check for missing things says."""

from dataclasses import replace

import pytest
from flask import Flask
from flask_babel import Babel

from conference.visibility.rules import CheckedProject, Event, FundedProject, Level, Place, findings

ENGLISH, RUSSIAN, KYRGYZ, JAPANESE = ("en", "English"), ("ru", "Russian"), ("ky", "Kyrgyz"), ("ja", "Japanese")
SHOWN = FundedProject(
    "BOMCA", is_eu_funded=True, is_co_funded=False, is_hidden=False, disclaimer="Own.", implementers=("ICMPD",)
)
WHOLE = CheckedProject(SHOWN, "#1f4e79", "ENI/1", has_funder=True, logo=(600, 200))
EVENT = Event((ENGLISH,), (WHOLE,))


@pytest.fixture(autouse=True)
def words():
    app = Flask("words")
    Babel(app)
    with app.test_request_context("/"):
        yield


def found(**changes) -> list[tuple[Place, Level, str]]:
    event = Event((ENGLISH,), (replace(WHOLE, **changes),))
    return [(one.place, one.level, one.subject) for one in findings(event)]


def test_nothing_is_missing_of_a_whole_event():
    assert findings(EVENT) == []


@pytest.mark.parametrize(
    ("changes", "place", "level"),
    [
        ({"logo": None}, Place.LOGO, Level.MISSING),
        ({"logo": (80, 40)}, Place.LOGO, Level.ADVICE),
        ({"logo": (1200, 60)}, Place.LOGO, Level.ADVICE),
        ({"contract_number": ""}, Place.CONTRACT, Level.MISSING),
        ({"has_funder": False}, Place.PARTNERS, Level.MISSING),
        ({"colour": "#ffe08a"}, Place.COLOUR, Level.MISSING),
        ({"colour": "red"}, Place.COLOUR, Level.MISSING),
        ({"shown": replace(SHOWN, implementers=())}, Place.PARTNERS, Level.MISSING),
        ({"shown": replace(SHOWN, disclaimer="")}, Place.DISCLAIMER, Level.ADVICE),
    ],
)
def test_each_gap_of_a_project_is_found_alone(changes, place, level):
    assert found(**changes) == [(place, level, "BOMCA")]


def test_disclaimers_are_asked_for_in_each_language_of_the_event():
    said = findings(replace(EVENT, languages=(ENGLISH, RUSSIAN, KYRGYZ)))

    assert [(one.level, one.words) for one in said] == [
        (Level.ADVICE, "BOMCA has no disclaimer in Russian: the standard sentence is shown"),
        (Level.MISSING, "BOMCA has no disclaimer in Kyrgyz: readers see it in English"),
    ]


def test_language_without_a_wording_of_the_statement_is_named():
    said = findings(replace(EVENT, languages=(ENGLISH, JAPANESE)))

    assert said[0].words.startswith("Japanese: no wording of the statement is known")


def test_event_without_projects_or_without_the_unions_money_says_so():
    assert [one.place for one in findings(replace(EVENT, projects=()))] == [Place.EVENT_PROJECTS]
    others = replace(WHOLE, shown=replace(SHOWN, is_eu_funded=False))
    assert [one.level for one in findings(replace(EVENT, projects=(others,)))] == [Level.ADVICE]


def test_derogation_is_named_for_the_event_only_when_nothing_is_shown_any_more():
    hidden = replace(WHOLE, shown=replace(SHOWN, is_hidden=True))

    assert [(one.place, one.subject) for one in findings(replace(EVENT, projects=(hidden,)))] == [
        (Place.DEROGATION, ""),
        (Place.DEROGATION, "BOMCA"),
    ]
    assert [(one.place, one.subject) for one in findings(replace(EVENT, projects=(hidden, WHOLE)))] == [
        (Place.DEROGATION, "BOMCA")
    ]


def test_sessions_without_a_project_are_named_one_by_one():
    said = findings(replace(EVENT, loose_sessions=(("ABC", "Opening"), ("DEF", "Panel"))))

    assert [(one.place, one.subject) for one in said] == [(Place.SESSION, "ABC"), (Place.SESSION, "DEF")]
    assert said[0].words == "“Opening” belongs to no project"
