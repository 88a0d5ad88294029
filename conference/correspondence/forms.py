from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from conference.core.fields import WholeNumberField
from conference.core.forms import Form, LineField, MailField, TextField, VersionField, required
from conference.mail.rules import Sender

MOST_PER_MINUTE = 1000
LONGEST_SUBJECT = 200


def no_address(_form: Form, field: Any) -> None:
    if "@" in (field.data or ""):
        raise ValidationError(_l("Enter a name without an address"))


class SenderForm(Form):
    sender_name = LineField(_l("Name of the sender"), [no_address], most=100)
    reply_to = MailField(_l("Address for answers"))
    per_minute = WholeNumberField(
        _l("Announcements a minute"),
        required(_l("Enter a number from 1 to 1000")),
        least=1,
        most=MOST_PER_MINUTE,
        words=_l("Enter a number from 1 to 1000"),
    )
    version = VersionField()

    def values(self) -> Sender:
        return Sender(self.sender_name.data or "", self.reply_to.data or "", int(self.per_minute.data or 1))


class TextForm(Form):
    """The event's own words for one letter. `person`: whose letter the preview shows."""

    subject = LineField(_l("Subject"), required(_l("Enter the subject")), most=LONGEST_SUBJECT)
    body = TextField(_l("Text"), required(_l("Enter the text")))
    person = LineField(_l("Show it as the letter to"), most=200)
    version = VersionField()
