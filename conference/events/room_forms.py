"""The form of one room: what it is, when it is closed, its texts in the event's other languages."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField

from conference.core import times
from conference.core.errors import Refused
from conference.core.fields import ShownField, WholeNumberField
from conference.core.forms import LineField, TextField, WallTimeField, required
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm, blame

from . import room_rules as rules
from .forms import PlacesField
from .models import Event, Room
from .room_rules import Closure, RoomValues

MOST_BOOTHS = 99
MOST_EQUIPMENT = 1000


class ClosureRow(PlainForm):
    """One time when the room is closed; an empty row is left out."""

    ident = HiddenField()
    starts_at = WallTimeField(_l("Closed from"))
    ends_at = WallTimeField(_l("Open again from"))
    reason = LineField(_l("Reason"), most=200)

    @property
    def is_empty(self) -> bool:
        typed = self.starts_at.data or self.ends_at.data or self.reason.data
        return not (typed or self.starts_at.errors or self.ends_at.errors)


class RoomTextsRow(PlainForm):
    """The texts in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    name = LineField(_l("Name of the room"), most=100)
    building = LineField(_l("Building"), most=100)
    floor = LineField(_l("Floor"), most=60)
    equipment = TextField(_l("Equipment"), most=MOST_EQUIPMENT)


class RoomForm(RowsForm):
    shown = ShownField()
    name = LineField(_l("Name of the room"), required(_l("Enter the name of the room")), most=100)
    building = LineField(_l("Building"), most=100)
    floor = LineField(_l("Floor"), most=60)
    capacity = PlacesField(_l("Seats"))
    booths = WholeNumberField(
        _l("Booths for interpreters"),
        least=0,
        most=MOST_BOOTHS,
        words=_l("Enter a whole number from 0 to 99, or leave it empty"),
    )
    equipment = TextField(_l("Equipment"), most=MOST_EQUIPMENT)
    closures = Rows(FormField(ClosureRow))
    texts = Rows(FormField(RoomTextsRow))

    def __init__(self, event: Event, room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone, self.languages = event.zone, event.languages[1:]
        self.stored = {str(row.id): row for row in room.closures} if room else {}
        self.read: list[Closure] = []

    def show(self, room: Room | None) -> None:
        """Fill the form with what is stored, or with nothing for a new room."""
        translations = (room.translations or {}) if room else {}
        if room is not None:
            values = rules.values_of(room)
            for name in rules.PLAIN:
                self[name].data = getattr(values, name)
            for row in room.closures:
                self.closures.append_entry({"ident": row.id, "reason": row.reason})
                self.closures[-1].form.starts_at.show(row.starts_at, self.zone)
                self.closures[-1].form.ends_at.show(row.ends_at, self.zone)
            self.shown.data = marks(rules.flat(values, self.languages))
        for language in self.languages:
            texts = translations.get(language, {})
            self.texts.append_entry({"ident": language, **{name: texts.get(name, "") for name in Room.TEXTS}})

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        self.read = [found for row in self.closures if (found := self._closure(row.form))]
        return is_valid and not self.closures.errors

    def _closure(self, row: Any) -> Closure | None:
        """What is wrong is said beside its field."""
        if row.is_empty or row.starts_at.errors or row.ends_at.errors:
            return None
        for field, words in (
            (row.starts_at, _("Enter from when the room is closed, or remove this row")),
            (row.ends_at, _("Enter when the room is open again")),
        ):
            if field.data is None:
                blame(self.closures, field, words)
                return None
        starts_at, ends_at = (self._instant(row, name) for name in ("starts_at", "ends_at"))
        if starts_at is None or ends_at is None:
            return None
        if refusal := rules.why_not_closure(starts_at, ends_at):
            blame(self.closures, row.ends_at, str(refusal))
            return None
        return Closure(starts_at, ends_at, row.reason.data or "")

    def _instant(self, row: Any, name: str) -> Any:
        """The stored one while it looks the same, as one night of the year has an hour twice; None for no such time."""
        field, stored = row[name], self.stored.get(str(row.ident.data or ""))
        if stored is not None:
            at = getattr(stored, name)
            if field.data == times.to_zone(at, self.zone).replace(second=0, microsecond=0, tzinfo=None):
                return at
        try:
            return field.at(self.zone)
        except Refused as refusal:
            blame(self.closures, field, str(refusal))
            return None

    def values(self) -> RoomValues:
        """Of a form that is valid."""
        rows = {row.form.ident.data: row.form for row in self.texts}
        return RoomValues(
            name=self.name.data,
            building=self.building.data or "",
            floor=self.floor.data or "",
            capacity=self.capacity.data,
            booths=self.booths.data,
            equipment=self.equipment.data or "",
            closures=tuple(sorted(set(self.read))),
            translations={
                language: {name: rows[language][name].data or "" for name in Room.TEXTS}
                for language in self.languages
                if language in rows
            },
        )
