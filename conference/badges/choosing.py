"""The form that says which design is printed for whom."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from conference.core.forms import ChoiceField, Form
from conference.core.i18n import language
from conference.events.models import Event

from . import design_queries as queries
from .design.choices import CHOICE_WORDS
from .design.model import KINDS
from .gallery import GALLERY
from .layouts import READY
from .models import BadgeDesign

READY_ONE = ""  # the ready design, where none of the event's own was chosen


class ChoiceForm(Form):
    """A field for each kind of paper, and for badges one for each category; made by `of`."""

    targets: dict[str, tuple[str, int | None]] = {}
    by_code: dict[str, int] = {}

    @classmethod
    def of(cls, event: Event, designs: Sequence[BadgeDesign]) -> "ChoiceForm":
        chosen = {(row.kind, row.category_id): row.design.code for row in queries.choices_of(event.id)}
        fields: dict[str, Any] = {}
        targets: dict[str, tuple[str, int | None]] = {}
        for kind in KINDS:
            own = [(row.code, row.name) for row in designs if row.kind == kind]
            ready = _("%(name)s (ready design)", name=GALLERY[READY[kind]].label)
            label = _("Badges of everybody") if kind == "badge" else CHOICE_WORDS["kind"][kind]
            fields[kind] = ChoiceField(label, choices=[(READY_ONE, ready), *own], default=chosen.get((kind, None), ""))
            targets[kind] = kind, None
            if kind == "badge":
                for category in queries.categories_of(event.id):
                    name = f"badge-{category.code}"
                    same = [(READY_ONE, _("As everybody's")), *own]
                    default = chosen.get((kind, category.id), READY_ONE)
                    fields[name] = ChoiceField(category.name_in(language()), choices=same, default=default)
                    targets[name] = kind, category.id
        fields |= {"targets": targets, "by_code": {row.code: row.id for row in designs}}
        made: ChoiceForm = type("ChoiceFormOfEvent", (cls,), fields)()
        return made

    @property
    def shown_fields(self) -> list[Any]:
        return [self[name] for name in self.targets]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """(for whom, the name of the design), for those who may only look."""
        return [
            (str(f.label.text), next(str(c.label) for c in f.choices if c.value == (f.data or READY_ONE)))
            for f in self.shown_fields
        ]

    def chosen(self) -> dict[tuple[str, int | None], int | None]:
        """(kind, category or None) -> design or None for the ready one."""
        return {target: self.by_code.get(self[name].data or "") for name, target in self.targets.items()}
