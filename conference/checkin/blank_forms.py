"""The forms of blank badges."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms.validators import ValidationError

from conference.core.fields import WholeNumberField
from conference.core.forms import ChoiceField, Form, LineField, offered, required

from .rules import numbers_in
from .rules.blanks import MOST_AT_ONCE

USUAL_NUMBER, USUAL_PAPER = 50, "a4"


class BlanksForm(Form):
    """How many more."""

    number = WholeNumberField(
        _l("How many"), least=1, most=MOST_AT_ONCE, needed=True, default=USUAL_NUMBER,
        words=_l("Enter a whole number from 1 to %(most)s", most=MOST_AT_ONCE),
    )  # fmt: skip
    paper = ChoiceField(_l("Paper"), choices=[])

    def __init__(self, papers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        set_papers(self.paper, papers)


class NumbersForm(Form):
    """Which of those that there are."""

    numbers = LineField(
        lazy_pgettext("badges", "Numbers"), required(_l("Enter the numbers of the badges, like 3, 17-20")), most=200
    )
    sheet = ChoiceField(_l("Paper"), choices=[])

    def __init__(self, papers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        set_papers(self.sheet, papers)

    def validate_numbers(self, field: LineField) -> None:
        if numbers_in(field.data or "") is None:
            raise ValidationError(_("Enter the numbers of the badges, like 3, 17-20"))

    @property
    def ranges(self) -> list[range]:
        return numbers_in(self.numbers.data or "") or []


def set_papers(field: ChoiceField, papers: list[tuple[str, Any]]) -> None:
    names = [name for name, _label in papers]
    field.choices = offered(papers)
    if field.data is None:
        field.data = USUAL_PAPER if USUAL_PAPER in names else names[0]
