from datetime import timedelta

import pytest

from conference.events.models import Event
from conference.events.rules import Phase, RegistrationPhase, phase, registration_phase, standing
from tests.factories import ENDS, OPEN, STARTS

SECOND = timedelta(seconds=1)


def event(**values):
    times = {"starts_at": STARTS, "ends_at": ENDS, "registration_opens_at": OPEN, "registration_closes_at": STARTS}
    return Event(**{**times, "capacity": None, "places_taken": 0, **values})


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (STARTS - SECOND, Phase.ANNOUNCED),
        (STARTS, Phase.LIVE),
        (ENDS - SECOND, Phase.LIVE),
        (ENDS, Phase.PAST),
    ],
)
def test_phase_changes_at_the_very_second(at, expected):
    assert phase(STARTS, ENDS, at) == expected


@pytest.mark.parametrize(
    ("values", "at", "expected"),
    [
        ({}, OPEN - SECOND, RegistrationPhase.SOON),
        ({}, OPEN, RegistrationPhase.OPEN),
        ({}, STARTS, RegistrationPhase.CLOSED),
        ({"registration_opens_at": None}, OPEN - SECOND, RegistrationPhase.OPEN),
        ({"registration_closes_at": None}, STARTS, RegistrationPhase.OPEN),
        ({"registration_closes_at": None}, ENDS, RegistrationPhase.CLOSED),
        ({"capacity": 3, "places_taken": 3}, OPEN, RegistrationPhase.FULL),
        ({"capacity": 3, "places_taken": 3}, STARTS, RegistrationPhase.CLOSED),
        ({"capacity": 3, "places_taken": 2}, OPEN, RegistrationPhase.OPEN),
        ({"mode": "hybrid", "capacity": 3, "places_taken": 3}, OPEN, RegistrationPhase.OPEN),
        ({"mode": "hybrid", "capacity": 3, "places_taken": 3, "online_capacity": 0}, OPEN, RegistrationPhase.FULL),
        ({"mode": "online", "online_capacity": 2, "online_taken": 2}, OPEN, RegistrationPhase.FULL),
    ],
)
def test_registration_phase(values, at, expected):
    assert registration_phase(event(**values), at) == expected


@pytest.mark.parametrize(
    ("capacity", "taken", "left"),
    [(None, 500, None), (120, 107, None), (120, 108, 12), (20, 9, None), (20, 10, 10), (20, 20, None)],
)
def test_places_left_are_told_only_when_few(capacity, taken, left):
    assert standing(event(capacity=capacity, places_taken=taken), OPEN).few_left == left
