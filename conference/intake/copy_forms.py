from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from conference.core.forms import ChoiceField, Form
from conference.events.forms import TickList

from .copy_rules import PARTS
from .copy_words import PART_WORDS


class CopyForm(Form):
    source = ChoiceField(_l("Event to copy from"))
    parts = TickList(_l("What"))
    seen = HiddenField()

    def __init__(self, sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.source.choices = list(sources) or [("", _("– none –"))]
        self.parts.choices = [(part, str(PART_WORDS[part])) for part in PARTS]

    def show(self) -> None:
        """Everything is chosen at first."""
        self.parts.data = list(PARTS)
