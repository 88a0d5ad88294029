"""The rules alone: who may register when, and what may become of a registration."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from conference.events.models import Event
from conference.registration import rules
from conference.registration.models import Category, RegistrationState
from tests.factories import ENDS, OPEN, STARTS

STATES = st.sampled_from(list(RegistrationState))


@pytest.fixture(autouse=True)
def words(apps: Any) -> Any:
    """Refusals are said in a language, which needs an application; no database is touched."""
    app: Flask = apps.on("sqlite")
    with app.test_request_context():
        yield


def an_event(**values: Any) -> Event:
    defaults = {
        "id": 1,
        "zone": "Europe/Brussels",
        "starts_at": STARTS,
        "ends_at": ENDS,
        "published_at": OPEN,
        "places_taken": 0,
    }
    return Event(**{**defaults, **values})


def a_category(**values: Any) -> Category:
    return Category(**{"event_id": 1, "name": "Press", "is_public": True, "places_taken": 0, **values})


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("event", "category", "at", "code"),
    [
        (an_event(), a_category(), OPEN, None),
        (an_event(published_at=None), a_category(), OPEN, "not_published"),
        (an_event(), a_category(), ENDS, "over"),
        (an_event(), a_category(), ENDS - HOUR, None),
        (an_event(registration_closes_at=OPEN), a_category(), OPEN, "closed"),
        (an_event(registration_closes_at=OPEN), a_category(), OPEN - HOUR, None),
        (an_event(registration_opens_at=OPEN), a_category(), OPEN - HOUR, "not_yet_open"),
        (an_event(registration_opens_at=OPEN), a_category(), OPEN, None),
        (an_event(capacity=2, places_taken=1), a_category(), OPEN, None),
        (an_event(capacity=2, places_taken=2), a_category(), OPEN, "full"),
        (an_event(capacity=0), a_category(), OPEN, "full"),
        (an_event(), a_category(capacity=3, places_taken=3), OPEN, "category_full"),
        (an_event(), a_category(is_public=False), OPEN, "category_closed"),
        (an_event(), a_category(event_id=2), OPEN, "category_closed"),
        (an_event(), None, OPEN, "category_closed"),
        (an_event(), a_category(opens_at=OPEN), OPEN - HOUR, "category_closed"),
        (an_event(), a_category(opens_at=OPEN), OPEN, None),
        (an_event(), a_category(closes_at=OPEN), OPEN, "category_closed"),
        (an_event(), a_category(closes_at=OPEN), OPEN - HOUR, None),
        (an_event(mode="online", online_capacity=1, online_taken=1), a_category(), OPEN, "full"),
        (an_event(mode="hybrid", capacity=1, places_taken=1), a_category(modes="online"), OPEN, None),
        (an_event(mode="hybrid", capacity=1, places_taken=1), a_category(), OPEN, "full"),
    ],
)
def test_registering_is_refused_for_the_reason_that_holds(event, category, at, code):
    refusal = rules.why_not_register(event, category, at)

    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("categories", "code"),
    [
        ([], "category_closed"),
        ([a_category(is_public=False)], "category_closed"),
        ([a_category(capacity=1, places_taken=1)], "full"),
        ([a_category(capacity=1, places_taken=1), a_category()], None),
        ([a_category(opens_at=OPEN + HOUR), a_category(closes_at=OPEN)], "not_yet_open"),
        ([a_category(closes_at=OPEN)], "closed"),
    ],
)
def test_no_form_is_shown_when_nothing_in_it_could_be_chosen(categories, code):
    refusal = rules.why_no_form(an_event(), categories, OPEN)

    assert (refusal and refusal.code) == code


@given(STATES, st.sampled_from(sorted(rules.MOVES)))
def test_a_deed_is_possible_exactly_where_the_table_says_so(state, deed):
    assert (rules.why_not(deed, state) is None) == (state in rules.MOVES[deed].sources)


def test_every_state_can_be_left_and_come_back_from():
    assert set(rules.ALLOWED) == set(RegistrationState)
    assert all(rules.ALLOWED[state] for state in RegistrationState)
    assert all(state not in targets for state, targets in rules.ALLOWED.items())


def test_a_cancelled_registration_is_restored_and_not_approved():
    assert rules.why_not("approve", RegistrationState.CANCELLED)
    assert rules.why_not("approve", RegistrationState.DECLINED) is None


@pytest.mark.parametrize(
    ("cancelled_by", "by_attendee", "at", "places", "code"),
    [
        ("attendee", True, OPEN, 0, None),
        ("attendee", False, OPEN, 0, None),
        ("organiser", False, OPEN, 0, None),
        ("organiser", True, OPEN, 0, "wrong_state"),
        ("attendee", True, ENDS, 0, "over"),
        ("attendee", False, ENDS, 0, None),
        ("attendee", True, OPEN, 5, "full"),
    ],
)
def test_attendees_take_back_their_own_cancellation_only(cancelled_by, by_attendee, at, places, code):
    event = an_event(capacity=5, places_taken=places)

    refusal = rules.why_not_restore(event, RegistrationState.CANCELLED, cancelled_by, at, by_attendee=by_attendee)

    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("had_ticket", "needs_approval", "state"),
    [(True, True, "confirmed"), (True, False, "confirmed"), (False, False, "confirmed"), (False, True, "pending")],
)
def test_nobody_slips_past_an_approval_by_cancelling(had_ticket, needs_approval, state):
    assert rules.state_after_restore(had_ticket=had_ticket, needs_approval=needs_approval) == state


def test_the_same_form_for_another_address_is_another_submission():
    key = "0d2b0b1e-6b3f-4d0e-9a53-0c0f4b8a9a11"

    assert rules.submission(key, "a@example.org") == rules.submission(key, "a@example.org")
    assert rules.submission(key, "a@example.org") != rules.submission(key, "b@example.org")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Өмүрбек Асанов", "omurbek"),
        ("Oʻgʻiloy", "ogiloy"),
        ("Jānis Bērziņš", "berzins"),
    ],
)
def test_names_are_found_without_their_accents_and_apostrophes(typed, found):
    assert found in rules.name_key(typed, "", "", "someone@example.org")
    assert found in rules.name_key("A", typed, "", "someone@example.org")
