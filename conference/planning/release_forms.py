from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from conference.core.forms import ChoiceField, Form, TextField, WallTimeField, YesField

from .release_rules import Wish

NOW, LATER = "now", "later"


class PublishForm(Form):
    note = TextField(_l("What is new in this release"), most=2000)
    tells = BooleanField(_l("Tell the people concerned by mail"), default=True)
    accepts = YesField(_l("I have read the warnings: publish all the same"))
    warnings = HiddenField()  # the mark of the warnings that the page shows
    when = ChoiceField(_l("When"), choices=[(NOW, _l("Now")), (LATER, _l("At a time"))], default=NOW)
    publish_at = WallTimeField(_l("Date and time"))

    @property
    def is_later(self) -> bool:
        return bool(self.when.data == LATER)

    def wish(self) -> Wish:
        accepted = str(self.warnings.data or "") if self.accepts.data else ""
        return Wish(self.note.data or "", bool(self.tells.data), accepted)

    def planned_at(self, zone: str) -> datetime | None:
        """Raises Refused for a time that the zone's clocks skip."""
        return self.publish_at.at(zone)
