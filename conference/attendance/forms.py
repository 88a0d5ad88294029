from typing import Any

from flask_babel import lazy_gettext as _l

from conference.core.forms import Form, LineField, WallTimeField, YesField, required
from conference.core.times import to_wall
from conference.programme.agenda import Item

from .rules import Attended, Fixed

LONGEST_REASON = 300


class FixForm(Form):
    """Where a person was in a session, by hand."""

    starts_at = WallTimeField(_l("From"))
    ends_at = WallTimeField(_l("Until"))
    is_absent = YesField(_l("Was not there"))
    reason = LineField(
        _l("Why"), required(_l("Say how you know: others see it beside the correction")), most=LONGEST_REASON
    )

    def show(self, item: Item, attended: Attended | None, zone: str) -> None:
        """Start from what is known, else from the whole session."""
        starts_at = max(attended.first_in, item.starts_at) if attended else item.starts_at
        ends_at = min(attended.last_out, item.ends_at) if attended else item.ends_at
        self.starts_at.data, self.ends_at.data = to_wall(starts_at, zone), to_wall(ends_at, zone)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if not self.is_absent.data:
            for field in (self.starts_at, self.ends_at):
                if field.data is None and not field.errors:
                    field.errors = [_l("Enter when, or tick that the person was not there")]
                    is_valid = False
        return bool(is_valid)

    def fixed(self, slot_id: int, zone: str) -> Fixed:
        """Raises Refused for a time that the clocks skip."""
        if self.is_absent.data:
            return Fixed(slot_id, None, None)
        return Fixed(slot_id, self.starts_at.at(zone), self.ends_at.at(zone))
