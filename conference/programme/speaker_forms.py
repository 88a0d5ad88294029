"""The form of one speaker: everything that organisers say of the person, on one page that works without a script."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional

from conference.core import times
from conference.core.errors import Refused
from conference.core.fields import ShownField
from conference.core.forms import (
    ChoiceField,
    Form,
    LineField,
    MailField,
    TextField,
    WallTimeField,
    YesField,
    required,
)
from conference.core.i18n import LANGUAGES
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import country_choices
from conference.events.models import Event

from . import speaker_rules as rules
from .models import Speaker
from .rules import SpeakerValues
from .speaker_rules import Away

ROWS = ("absences",)


class AbsenceRow(PlainForm):
    """A time when the speaker cannot; an empty row is left out."""

    ident = HiddenField()
    starts_at = WallTimeField(_l("From"))
    ends_at = WallTimeField(_l("Until"))
    note = LineField(_l("Note"))


class SpeakerTextsRow(PlainForm):
    """The texts in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    position = LineField(_l("Position"))
    organisation_name = LineField(_l("Organisation"), most=300)
    biography = TextField(_l("Biography (Markdown)"))


class SpeakerForm(RowsForm):
    shown = ShownField()
    title = LineField(_l("Title before the name"), most=60)
    name = LineField(_l("Name"), required(_l("Enter the speaker's name")))
    national_name = LineField(_l("Name in the person's own script"))
    position = LineField(_l("Position"))
    organisation = LineField(_l("Organisation"), most=300)
    country = ChoiceField(_l("Country"), [Optional()])
    biography = TextField(_l("Biography (Markdown)"))
    photo = FileField(_l("Photo"))
    crop = HiddenField()
    photo_removed = YesField(_l("Remove the photo"))
    texts = Rows(FormField(SpeakerTextsRow))
    absences = Rows(FormField(AbsenceRow))
    email = MailField(_l("E-mail address (never shown)"))
    language = ChoiceField(_l("Language of our e-mails"), choices=list(LANGUAGES.items()))

    def __init__(self, event: Event, speaker: Speaker | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.country.choices = country_choices(_("Choose a country"))
        self.zone, self.other_languages = event.zone, event.languages[1:]
        self.stored = {str(row.id): row for row in speaker.absences} if speaker else {}
        self.read: list[Away] = []

    def show(self, speaker: Speaker | None) -> None:
        """Fill the form with what is stored, or with nothing for a new speaker."""
        if speaker is not None:
            values = rules.values_of(speaker)
            for name in rules.PLAIN:
                self[name].data = getattr(values, name)
            for row in speaker.absences:
                self.absences.append_entry({"ident": row.id, "note": row.note})
                self.absences[-1].form.starts_at.show(row.starts_at, self.zone)
                self.absences[-1].form.ends_at.show(row.ends_at, self.zone)
            self.shown.data = marks(rules.flat(values, rules.absences_of(speaker), self.other_languages))
        translations = (speaker.translations or {}) if speaker else {}
        for language in self.other_languages:
            self.texts.append_entry({"ident": language, **translations.get(language, {})})

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        self.read = [away for row in self.absences if (away := self._away(row.form))]
        return is_valid and not self.absences.errors

    def _away(self, row: Any) -> Away | None:
        """What is wrong is said beside its field."""
        if row.starts_at.errors or row.ends_at.errors or not (row.starts_at.data or row.ends_at.data):
            return None
        if not (row.starts_at.data and row.ends_at.data):
            missing = row.ends_at if row.starts_at.data else row.starts_at
            blame(self.absences, missing, _("Give both the start and the end, or neither"))
            return None
        starts_at, ends_at = (self._instant(row, name) for name in ("starts_at", "ends_at"))
        if starts_at is None or ends_at is None:
            return None
        if refusal := rules.why_not_away(starts_at, ends_at):
            blame(self.absences, row.ends_at, str(refusal))
            return None
        return Away(starts_at, ends_at, row.note.data or "")

    def _instant(self, row: Any, name: str) -> Any:
        """The stored one while it looks the same, as one night of the year has an hour twice; None for no such time."""
        field, stored = row[name], self.stored.get(str(row.ident.data or ""))
        if stored is not None:
            at = getattr(stored, name)
            if field.data == times.to_zone(at, self.zone).replace(second=0, microsecond=0, tzinfo=None):
                return at
        try:
            return field.at(self.zone)
        except Refused as refusal:
            blame(self.absences, field, str(refusal))
            return None

    def values(self) -> SpeakerValues:
        """Of a form that is valid; `read` are the absences."""
        rows = {row.form.ident.data: row.form for row in self.texts}
        texts = {name: self[name].data or "" for name in rules.PLAIN if name != "country"}
        return SpeakerValues(
            **texts,
            country=self.country.data or None,
            translations={
                language: {name: rows[language][name].data or "" for name in Speaker.TEXTS}
                for language in self.other_languages
                if language in rows
            },
        )


class ConsentForm(Form):
    """Organisers note a consent that reached them another way."""

    source = LineField(_l("How we know"), most=200)
