from collections.abc import Callable

import pytest

from tests.factories import make_user


@pytest.fixture
def make_staff(db_session: object) -> Callable[[], int]:
    return lambda: make_user().id
