from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField
from wtforms.validators import NumberRange

from conference.core.forms import Form, offered

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
