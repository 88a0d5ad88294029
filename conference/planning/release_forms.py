from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from conference.core.forms import Form, TextField, WallTimeField, YesField, offered

from .release_rules import Wish

NOW, LATER = "now", "later"


class WhenField(RadioField):
    """What is not among the buttons is refused in words."""

    def pre_validate(self, form: BaseForm) -> None:
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_l("Choose whether to publish now or at a time")) from error


class PublishForm(Form):
    note = TextField(_l("What is new in this release"), most=2000)
    tells = BooleanField(_l("Tell the people concerned by mail"), default=True)
    accepts = YesField(_l("I have read the warnings: publish all the same"))
    warnings = HiddenField()  # the mark of the warnings that the page shows
    when = WhenField(_l("When"), choices=offered([(NOW, _l("Now")), (LATER, _l("At a time"))]), default=NOW)
    publish_at = WallTimeField(_l("Date and time"))

    def validate_when(self, field: WhenField) -> None:
        """Who typed a time and forgot the button above it must not publish by mistake."""
        if field.data == NOW and any(self.publish_at.raw_data or ()):
            raise ValidationError(_l("A date and time are entered: choose “At a time”, or empty them to publish now"))

    @property
    def is_later(self) -> bool:
        return bool(self.when.data == LATER)

    def wish(self) -> Wish:
        accepted = str(self.warnings.data or "") if self.accepts.data else ""
        return Wish(self.note.data or "", bool(self.tells.data), accepted)

    def planned_at(self, zone: str) -> datetime | None:
        """Raises Refused for a time that the zone's clocks skip."""
        return self.publish_at.at(zone)
