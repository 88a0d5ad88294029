"""The rows of a session's form: its slots, the projects behind it, its speakers, its texts in other languages."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import HiddenField
from wtforms.validators import Optional

from conference.core import times
from conference.core.errors import Refused
from conference.core.forms import MOST_DIGITS, ChoiceField, LineField, TextField, WallTimeField
from conference.core.rows import Rows, blame
from conference.events.models import Event

from . import rules
from .models import Placement
from .rules import Place
from .words import ROLE_WORDS

LONGEST_TITLE = 300
TO_THE_MINUTE = {"second": 0, "microsecond": 0, "tzinfo": None}


def number_in(field: Any) -> int | None:
    """The id that a hidden field or a choice holds; None for nothing, and for what is no id."""
    typed = str(field.data or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None


class SlotRow(PlainForm):
    """When and where the session is held once; `ident` is the slot's id. An empty row is left out."""

    ident = HiddenField()
    starts_at = WallTimeField(_l("Starts"))
    ends_at = WallTimeField(_l("Ends"))
    room = ChoiceField(_l("Room"), [Optional()])


class ProjectRow(PlainForm):
    """A project, "7", or one of its components, "7/31"; an empty choice leaves the row out."""

    ident = HiddenField()
    part = ChoiceField(_l("Project or component"), [Optional()])


class SpeakerRow(PlainForm):
    """One speaker's part; an empty choice leaves the row out."""

    ident = HiddenField()
    speaker = ChoiceField(_l("Speaker"), [Optional()])
    role = ChoiceField(_l("Role"), choices=[(str(role), words) for role, words in ROLE_WORDS.items()])


class TextsRow(PlainForm):
    """The texts in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    title = LineField(_l("Title"), most=LONGEST_TITLE)
    subtitle = LineField(_l("Subtitle"), most=LONGEST_TITLE)
    abstract = TextField(_l("Abstract (Markdown)"))


class SlotReader:
    """Makes places of the rows of an event's session; `stored` are those it has in the draft, by slot."""

    def __init__(self, event: Event, rows: Rows, stored: dict[int, Placement]) -> None:
        self.zone, self.rows, self.stored = event.zone, rows, stored
        self.days = rules.whole_days(event.starts_at, event.ends_at, event.zone)
        self.places: list[Place] = []

    def is_read(self) -> bool:
        """Fill `places`; what is wrong is said beside its field."""
        self.places = [place for row in self.rows if (place := self._place(row.form))]
        return not self.rows.errors

    def _place(self, row: Any) -> Place | None:
        if row.starts_at.errors or row.ends_at.errors:
            return None
        if row.starts_at.data is None and row.ends_at.data is None:
            if row.room.data and not row.ident.data:  # one that was there is taken out of the agenda
                blame(self.rows, row.starts_at, _("Enter when it starts and ends, or remove this slot"))
            return None
        if row.starts_at.data is None or row.ends_at.data is None:
            empty = row.ends_at if row.starts_at.data else row.starts_at
            blame(self.rows, empty, _("Give both the start and the end, or neither"))
            return None
        slot_id = number_in(row.ident)
        stored = self.stored.get(slot_id or 0)
        starts_at = self._instant(row.starts_at, stored.starts_at if stored else None)
        ends_at = self._instant(row.ends_at, stored.ends_at if stored else None)
        if starts_at is None or ends_at is None:
            return None
        place = Place(number_in(row.room), starts_at, ends_at, slot_id)
        is_left = stored is not None and (stored.starts_at, stored.ends_at) == (starts_at, ends_at)
        return place if is_left or self._is_good(row, place) else None

    def _instant(self, field: WallTimeField, stored: datetime | None) -> datetime | None:
        """The stored one while it looks the same; None for a time that the clocks skip.

        A form knows no seconds, and in one night of the year an hour comes twice.
        """
        if stored and field.data == times.to_zone(stored, self.zone).replace(**TO_THE_MINUTE):  # type: ignore[arg-type]
            return stored
        try:
            return field.at(self.zone)
        except Refused as refusal:
            blame(self.rows, field, str(refusal))
            return None

    def _is_good(self, row: Any, place: Place) -> bool:
        refusal = rules.why_not_place(place.starts_at, place.ends_at, *self.days)
        if refusal is None:
            return True
        words, field = str(refusal), row.ends_at
        if place.ends_at <= place.starts_at and row.starts_at.data.date() == row.ends_at.data.date():
            words = _("The session must end after it starts; if it ends after midnight, choose the next day")
        elif place.starts_at < self.days[0]:
            field = row.starts_at
        blame(self.rows, field, words)
        return False
