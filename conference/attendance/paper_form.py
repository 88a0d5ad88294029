"""The form by which lists ticked on paper are typed in: the head stays, only the name changes."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from conference.checkin.models import CheckPoint
from conference.core.forms import ChoiceField, Form, LineField, WallTimeField, offered, required
from conference.core.times import to_wall

KINDS = (("entry", _l("Came in")), ("exit", _l("Left")))


class PaperForm(Form):
    point = ChoiceField(_l("Check point"))
    kind = ChoiceField(_l("What the list says"), choices=KINDS)
    when = WallTimeField(_l("When"), required(_l("Enter when, as the list says")))
    note = LineField(_l("Who ticked, or which list"), most=100)
    person = LineField(
        _l("Name or code"), required(_l("Enter a part of the name, or the code of the registration")), most=200
    )

    def offer(self, points: list[CheckPoint], at: datetime, zone: str) -> None:
        """The points to choose among; the time is now until somebody says otherwise."""
        self.point.choices = offered((point.code, point.name) for point in points)
        if not self.is_submitted():
            self.when.data = to_wall(at, zone)
