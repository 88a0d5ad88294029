"""The plain form of one speaker."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import Optional

from conference.core.forms import ChoiceField, Form, LineField, MailField, TextField, VersionField, required
from conference.core.templating import country_choices

from .models import Speaker
from .rules import SpeakerValues


class SpeakerForm(Form):
    version = VersionField()
    name = LineField(_l("Name"), required(_l("Enter the speaker's name")))
    national_name = LineField(_l("Name in the person's own script"))
    position = LineField(_l("Position"))
    organisation = LineField(_l("Organisation"), most=300)
    country = ChoiceField(_l("Country"), [Optional()])
    biography = TextField(_l("Biography (Markdown)"))
    email = MailField(_l("E-mail address (never shown)"))
    photo = FileField(_l("Photo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices(_("Choose a country"))

    def show(self, speaker: Speaker) -> None:
        for name in ("version", "name", "national_name", "position", "country", "biography", "email"):
            self[name].data = getattr(speaker, name)
        self.organisation.data = speaker.affiliation

    def values(self) -> SpeakerValues:
        return SpeakerValues(
            name=self.name.data,
            national_name=self.national_name.data or "",
            position=self.position.data or "",
            organisation=self.organisation.data or "",
            country=self.country.data or None,
            biography=self.biography.data or "",
            email=self.email.data or "",
        )
