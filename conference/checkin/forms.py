"""What door staff fill in."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from conference.core.forms import Form, LineField, required

MOST_NAME = 60
MOST_REASON = 200


class StartForm(Form):
    point = RadioField(
        _l("What is checked here?"), [InputRequired(_l("Choose what is checked here"))], validate_choice=True
    )
    entrance = LineField(
        _l("Name of this entrance"), required(_l("Enter a name for this entrance, like Entrance A")), most=MOST_NAME
    )


class SettleForm(Form):
    reason = LineField(_l("Why"), required(_l("Say how you decided: it stands in the history")), most=MOST_REASON)
