"""What an organiser is told to look at, and when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from conference.dashboard import rules
from tests.factories import ENDS, STARTS

CALM = rules.Situation(
    published=True,
    starts_at=STARTS,
    ends_at=ENDS,
    places_left=None,
    registrations=5,
    pending=0,
    waiting=0,
    mails_failed=0,
    mails_unsure=0,
    mails_delayed=0,
    sessions=3,
    releases=1,
)
LONG_BEFORE = STARTS - timedelta(days=60)
DAY_BEFORE = STARTS - timedelta(days=1)


@pytest.fixture(autouse=True)
def _context(app: Flask, db_session: object) -> None:
    """Words need a language."""


def told(situation: rules.Situation, at=LONG_BEFORE) -> list[str]:
    return [point.about for point in rules.attention(situation, at)]


def test_nothing_to_do_says_nothing():
    assert told(CALM) == []
    assert rules.next_steps(CALM) == []


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"mails_failed": 1}, "mail.failed"),
        ({"mails_unsure": 2}, "mail.unsure"),
        ({"mails_delayed": 1}, "mail.waiting"),
        ({"pending": 3}, "registrations.pending"),
        ({"waiting": 1, "places_left": 1}, "registrations.waiting"),
        ({"waiting": 1}, "registrations.waiting"),
        ({"waiting": 1, "places_left": 0}, "settings"),
        ({"places_left": 0}, "settings"),
    ],
)
def test_each_trouble_leads_to_its_page(change: dict[str, Any], about: str):
    assert told(replace(CALM, **change)) == [about]


@pytest.mark.parametrize(("change", "about"), [({"published": False}, "settings"), ({"releases": 0}, "agenda")])
def test_unfinished_event_is_pressing_only_when_it_is_near(change: dict[str, Any], about: str):
    assert told(replace(CALM, **change)) == []
    assert told(replace(CALM, **change), DAY_BEFORE) == [about]


def test_after_the_event_only_mail_matters():
    situation = replace(CALM, pending=3, waiting=1, places_left=0, published=False, mails_failed=1)

    assert told(situation, ENDS) == ["mail.failed"]


def test_steps_of_a_new_event_are_done_one_by_one():
    new = replace(CALM, published=False, registrations=0, sessions=0, releases=0)

    assert [step.done for step in rules.next_steps(new)] == [False] * 5
    assert [step.done for step in rules.next_steps(replace(new, sessions=2))] == [False, True, False, False, False]
