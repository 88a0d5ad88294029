import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, FormField, HiddenField
from wtforms import Form as PlainForm
from wtforms.validators import Optional, ValidationError

from conference.core.fields import WholeNumberField
from conference.core.forms import (
    ChoiceField,
    Form,
    LineField,
    MailField,
    TextField,
    VersionField,
    WallTimeField,
    required,
)
from conference.core.rows import Rows, RowsForm
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.mail.rules import Sender

from .models import Announcement, Timing
from .rules import CLOCK, AnnouncementValues
from .starters import Starter, texts_of
from .words import TIMING_WORDS

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


class TextsRow(PlainForm):
    """An announcement in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    subject = LineField(_l("Subject"), most=LONGEST_SUBJECT)
    body = TextField(_l("Text"))


def a_clock(_form: Form, field: Any) -> None:
    if not CLOCK.fullmatch(field.data or ""):
        raise ValidationError(_l("Enter a time like 18:00"))


class AnnouncementForm(RowsForm):
    """Who gets it is read from the tick boxes beside it: see `chosen_from`."""

    subject = LineField(_l("Subject"), required(_l("Enter the subject")), most=LONGEST_SUBJECT)
    body = TextField(_l("Text"), required(_l("Enter the text")))
    texts = Rows(FormField(TextsRow))
    timing = ChoiceField(_l("When it goes out"), choices=list(TIMING_WORDS.items()), default=Timing.NOW)
    send_at = WallTimeField(_l("Date and time"))
    amount = WholeNumberField(
        _l("How many days or hours"), least=0, most=365, words=_l("Enter a whole number from 0 to 365")
    )
    clock = LineField(_l("Time of the day"), [Optional(), a_clock], most=5)
    takes_later = BooleanField(_l("Also to people who join later, until the event begins"))
    version = VersionField()

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = event.zone
        self.languages = event.languages[1:]

    def show(self, announcement: Announcement | None) -> None:
        if announcement is not None:
            for name in ("subject", "body", "timing", "amount", "clock", "takes_later", "version"):
                self[name].data = getattr(announcement, name)
            self.send_at.show(announcement.send_at, self.zone)
        else:
            self.clock.data, self.amount.data = "18:00", 1
        stored = (announcement.translations or {}) if announcement else {}
        for language in self.languages:
            texts = stored.get(language, {})
            row = {"subject": texts.get("subject", ""), "body": texts.get("body", "")}
            self.texts.append_entry({"ident": language, **row})

    def begin_with(self, starter: Starter, main_language: str) -> None:
        """Fill in what the starter says, in each language that it has."""
        words = texts_of(starter, (main_language, *self.languages))
        self.timing.data, self.amount.data = starter.timing, starter.amount
        self.subject.data, self.body.data = words.get(main_language, ("", ""))
        for row in self.texts:
            row.form.subject.data, row.form.body.data = words.get(row.form.ident.data, ("", ""))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if self.timing.data == Timing.AT and not self.send_at.data and not self.send_at.errors:
            self.send_at.errors = [_("Enter a date and time, like 2027-04-14 09:30")]
            return False
        if self.timing.data == Timing.DAYS_BEFORE and self.amount.data is None and not self.amount.errors:
            self.amount.errors = [_("Enter a whole number from 0 to 365")]
            return False
        return is_valid

    def values(self, chosen: dict[str, list[str]]) -> AnnouncementValues:
        """Raises Refused for a time that the zone's clocks skip."""
        rows = {row.form.ident.data: row.form for row in self.texts}
        return AnnouncementValues(
            subject=self.subject.data,
            body=self.body.data,
            recipients=chosen,
            timing=self.timing.data,
            send_at=self.send_at.at(self.zone) if self.timing.data == Timing.AT else None,
            amount=int(self.amount.data or 0),
            clock=self.clock.data or "18:00",
            takes_later=bool(self.takes_later.data),
            translations=cleaned({
                language: {"subject": rows[language].subject.data or "", "body": rows[language].body.data or ""}
                for language in self.languages
                if language in rows
            }),
        )  # fmt: skip


PREFIX = "to-"
IS_WAY = re.compile(rf"{PREFIX}[\w.:-]{{1,60}}")
MOST_WAYS, MOST_VALUES, LONGEST_VALUE = 40, 400, 200


def chosen_from(sent: MultiDict[str, str]) -> dict[str, list[str]]:
    """The tick boxes of who gets it: {key of a narrowing: [values]}. What is not on our lists matches nobody later."""
    keys = [name for name in sent if IS_WAY.fullmatch(name)][:MOST_WAYS]
    found = {
        name.removeprefix(PREFIX): [value[:LONGEST_VALUE] for value in sent.getlist(name)[:MOST_VALUES] if value]
        for name in keys
    }
    return {key: values for key, values in found.items() if values}


class AttachForm(Form):
    file = FileField(_l("File"))
