from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.factories import STARTS, make_user

NOW = STARTS + timedelta(hours=1)


@pytest.fixture
def clock() -> Iterator[None]:
    """It is NOW, the event's first hour is over, and it stays so."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def make_staff(db_session: object) -> Callable[[], int]:
    return lambda: make_user().id
