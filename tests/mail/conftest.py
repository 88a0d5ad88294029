from collections.abc import Iterator

import pytest

from conference.mail import patience


@pytest.fixture(autouse=True)
def _fresh_lines() -> Iterator[None]:
    """What one test's mail server did is not held against the next one's."""
    patience.LINES.clear()
    yield
    patience.LINES.clear()
