from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from conference.core.forms import YesField
from conference.intake.columns import Column
from conference.intake.models import IntakeKind
from conference.intake.table_forms import MappingForm


class PeopleForm(MappingForm):
    """What each column means, what becomes of who is there already, and whether those who are new get a mail."""

    mails = YesField(_l("Send those who are new the mail that people get who register themselves"))

    def __init__(self, headings: Sequence[str], known: Mapping[str, Column], **kwargs: Any) -> None:
        super().__init__(IntakeKind.PEOPLE, headings, known, **kwargs)

    def show(self, mapping: Mapping[str, Any]) -> None:
        super().show(mapping)
        self.mails.data = bool(mapping.get("mails"))

    def mapping(self) -> dict[str, Any]:
        return {**super().mapping(), "mails": bool(self.mails.data)}
