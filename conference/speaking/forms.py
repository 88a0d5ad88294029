from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional

from conference.core.fields import ShownField
from conference.core.forms import ChoiceField, Form, LineField, TextField, WallTimeField, required
from conference.core.i18n import LANGUAGES
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import country_choices
from conference.programme.models import Session, Speaker

from .rules import Absence, ProfileValues, TalkValues

OWN = ("title", "name", "national_name", "position", "country", "biography", "language")
NO_ROWS_SHOWN = 1


class ProfileForm(Form):
    shown = ShownField()
    title = LineField(_l("Title before the name"), most=60)
    name = LineField(_l("Name"), required(_l("Enter your name")))
    national_name = LineField(_l("Name in your own script"))
    position = LineField(_l("Position"))
    organisation = LineField(_l("Organisation"), most=300)
    country = ChoiceField(_l("Country"), [Optional()])
    biography = TextField(_l("Biography"), most=5000)
    language = ChoiceField(_l("Language of our e-mails to you"), choices=list(LANGUAGES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices(_("Choose a country"))

    def show(self, speaker: Speaker) -> None:
        values = {name: getattr(speaker, name) for name in OWN} | {"organisation": speaker.affiliation}
        for name, value in values.items():
            self[name].data = value
        self.shown.data = marks(values)

    def values(self) -> ProfileValues:
        texts = {name: self[name].data or "" for name in (*OWN, "organisation") if name != "country"}
        return ProfileValues(**texts, country=self.country.data or None)


class PhotoForm(Form):
    photo = FileField(_l("Photo"))
    crop = HiddenField()


class AbsenceRow(PlainForm):
    ident = HiddenField()
    starts_at = WallTimeField(_l("From"))
    ends_at = WallTimeField(_l("Until"))
    note = LineField(_l("Note"))


class AbsencesForm(RowsForm):
    absences = Rows(FormField(AbsenceRow))

    def show(self, speaker: Speaker, zone: str) -> None:
        for absence in speaker.absences:
            self.absences.append_entry({"note": absence.note})
            row = self.absences[-1].form
            row.starts_at.show(absence.starts_at, zone)
            row.ends_at.show(absence.ends_at, zone)
        if not speaker.absences:
            self.absences.append_entry()

    def values(self, zone: str) -> list[Absence]:
        """Empty rows are left out. Raises Refused for a time that the zone's clocks skip."""
        rows = [row.form for row in self.absences]
        given = [(row, row.starts_at.at(zone), row.ends_at.at(zone)) for row in rows]
        return [Absence(starts, ends, row.note.data or "") for row, starts, ends in given if starts and ends]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        for row in self.absences:
            if bool(row.form.starts_at.data) != bool(row.form.ends_at.data):
                field = row.form.ends_at if row.form.starts_at.data else row.form.starts_at
                blame(self.absences, field, _("Give both the start and the end, or neither"))
                is_valid = False
        return is_valid


class TalkForm(Form):
    shown = ShownField()
    title = LineField(_l("Title"), required(_l("Enter the title of the session")), most=300)
    abstract = TextField(_l("Abstract"))

    def show(self, session: Session) -> None:
        values = {"title": session.title, "abstract": session.abstract}
        for name, value in values.items():
            self[name].data = value
        self.shown.data = marks(values)

    def values(self) -> TalkValues:
        return TalkValues(self.title.data, self.abstract.data or "")
