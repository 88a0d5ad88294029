"""The form of what an event says of its agenda as a whole."""

from datetime import time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from conference.core.fields import ShownField
from conference.core.forms import ChoiceField, Form
from conference.core.merging import marks
from conference.programme.models import AgendaSettings

from . import settings_rules
from .editor_forms import ClockField, MinutesField
from .kinds import Kind, level_of
from .settings_rules import STEPS, SettingsValues
from .words import KIND_WORDS, LEVEL_WORDS

MOST_WAY = 240
MIDNIGHT = "24:00"
WAY_WORDS = _l("Enter a number of minutes from 0 to 240")


class BaseForm(Form):
    shown = ShownField()
    opens = ClockField(_l("Opens"), [InputRequired(_l("Enter a time, like 09:30"))])
    closes = ClockField(_l("Closes"), [InputRequired(_l("Enter a time, like 09:30"))])
    room_change_minutes = MinutesField(_l("Minutes to another room"), 0, MOST_WAY, WAY_WORDS)
    building_change_minutes = MinutesField(_l("Minutes to another building"), 0, MOST_WAY, WAY_WORDS)
    step_minutes = ChoiceField(_l("Sessions begin every"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step_minutes.choices = [(str(step), _("%(minutes)s minutes", minutes=step)) for step in STEPS]

    def show(self, settings: AgendaSettings) -> None:
        self.opens.data = time.fromisoformat(settings.opens)
        self.closes.data = time() if settings.closes == MIDNIGHT else time.fromisoformat(settings.closes)
        for name in ("room_change_minutes", "building_change_minutes"):
            self[name].data = getattr(settings, name)
        self.step_minutes.data = str(settings.step_minutes)
        for kind in Kind:
            self[f"level_{kind}"].data = str(level_of(kind, settings.levels or {}))
        self.shown.data = marks(settings_rules.flat(settings))

    def values(self) -> SettingsValues:
        opens, closes = (f"{field.data:%H:%M}" for field in (self.opens, self.closes))
        return SettingsValues(
            opens=opens,
            closes=MIDNIGHT if closes == "00:00" else closes,
            room_change_minutes=self.room_change_minutes.data or 0,
            building_change_minutes=self.building_change_minutes.data or 0,
            step_minutes=int(self.step_minutes.data),
            levels={str(kind): self[f"level_{kind}"].data for kind in Kind},
        )


LEVELS = {
    f"level_{kind}": ChoiceField(
        KIND_WORDS[kind], choices=[(str(level), words) for level, words in LEVEL_WORDS.items()]
    )
    for kind in Kind
}
SettingsForm: type[BaseForm] = type("SettingsForm", (BaseForm,), LEVELS)
