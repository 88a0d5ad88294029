"""What single cells say, at the edges of what can be."""

from typing import Any

import pytest

from conference.intake.table_values import Wrong, instant_of


@pytest.mark.parametrize("typed", ["0001-01-01 00:00:00+14:00", "9999-12-31 23:59:59-12:00", "0001-01-01T00:00Z"])
def test_instants_at_the_ends_of_the_calendar_are_refused_in_words(app: Any, typed: str):
    with app.test_request_context(), pytest.raises(Wrong):
        instant_of(typed, None, "Asia/Bishkek")
