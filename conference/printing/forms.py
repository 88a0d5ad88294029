from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField
from wtforms.validators import NumberRange

from conference.core.forms import ChoiceField, Form, LineField, offered, required

from .boxes import MOST_BOXES
from .models import BoxKind


class BoxesForm(Form):
    kind = RadioField(
        _l("How the boxes are named"),
        choices=offered(
            [(BoxKind.LETTERS, _l("By letters, like A–F")), (BoxKind.NUMBERS, _l("By numbers, evenly filled"))]
        ),
        default=BoxKind.LETTERS,
    )
    number = IntegerField(
        _l("How many boxes"),
        [NumberRange(1, MOST_BOXES, message=_l("Enter a number from 1 to %(most)d", most=MOST_BOXES))],
        default=4,
    )


class StationForm(Form):
    """`design` is the code of one of the event's, or "" for that of each person's category."""

    name = LineField(_l("Name of the station"), required(_l("Enter a name, like Front desk")), most=60)
    paper = ChoiceField(_l("Paper"), choices=[], default="single")
    design = ChoiceField(_l("Design"), choices=[], default="")

    def set_choices(self, papers: list[tuple[str, Any]], designs: list[tuple[str, str]]) -> None:
        self.paper.choices = offered(papers)
        self.design.choices = offered([("", _l("That of the person's category")), *designs])


class PairForm(Form):
    code = LineField(_l("Code"), required(_l("Enter the code that the organiser sees")), most=20)
