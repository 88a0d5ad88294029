"""The forms of a track and of a team of interpreters."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional, ValidationError

from conference.core.fields import CONTENT_LANGUAGES, ShownField
from conference.core.forms import ChoiceField, Form, LineField, TextField, required
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm
from conference.core.templating import language_name
from conference.events.forms import TickList
from conference.events.models import Event
from conference.events.telling import name_of

from . import track_rules as rules
from .models import InterpretationTeam, Track
from .track_rules import TeamValues, TrackValues

MOST_DESCRIPTION = 4000
FIRST_COLOUR = TrackValues("").colour


class TrackTextsRow(PlainForm):
    """The texts in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    name = LineField(_l("Name of the track"), most=100)
    description = TextField(_l("Description"), most=MOST_DESCRIPTION)


class TrackForm(RowsForm):
    shown = ShownField()
    name = LineField(_l("Name of the track"), required(_l("Enter the name of the track")), most=100)
    description = TextField(_l("Description"), most=MOST_DESCRIPTION)
    colour = LineField(_l("Colour"), required(_l("Choose a colour")), most=7)
    texts = Rows(FormField(TrackTextsRow))

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.languages = event.languages[1:]

    def validate_colour(self, field: LineField) -> None:
        if wrong := rules.why_not_colour(field.data):
            raise ValidationError(wrong)

    def show(self, track: Track | None) -> None:
        """Fill the form with what is stored, or with nothing for a new track."""
        translations = (track.translations or {}) if track else {}
        if track is None:
            self.colour.data = FIRST_COLOUR
        else:
            values = rules.values_of_track(track)
            self.name.data, self.description.data, self.colour.data = values.name, values.description, values.colour
            self.shown.data = marks(rules.flat(values, self.languages))
        for language in self.languages:
            texts = translations.get(language, {})
            self.texts.append_entry({"ident": language, **{name: texts.get(name, "") for name in Track.TEXTS}})

    def values(self) -> TrackValues:
        """Of a form that is valid."""
        rows = {row.form.ident.data: row.form for row in self.texts}
        return TrackValues(
            name=self.name.data,
            description=self.description.data or "",
            colour=self.colour.data.lower(),
            translations={
                language: {name: rows[language][name].data or "" for name in Track.TEXTS}
                for language in self.languages
                if language in rows
            },
        )


class DeleteTrackForm(Form):
    """Where the sessions of the track go."""

    instead = ChoiceField(_l("Its sessions go to"), [Optional()])

    def __init__(self, event: Event, others: Iterable[Track], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.instead.choices = [("", _("– no track –")), *((str(track.id), name_of(track, event)) for track in others)]

    @property
    def track_id(self) -> int | None:
        return int(self.instead.data) if self.instead.data else None


class TeamForm(Form):
    shown = ShownField()
    name = LineField(_l("Name of the team"), required(_l("Enter the name of the team, like Russian booth")), most=100)
    languages = TickList(_l("Languages that the team covers"))

    def __init__(self, event: Event, team: InterpretationTeam | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        codes = dict.fromkeys([*event.languages, *CONTENT_LANGUAGES, *(team.languages if team else [])])
        self.languages.choices = [(code, language_name(code)) for code in codes]

    def show(self, team: InterpretationTeam) -> None:
        self.name.data, self.languages.data = team.name, team.languages
        self.shown.data = marks(rules.values_of_team(team))

    def validate_languages(self, field: TickList) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one language"))

    def values(self, stored: Iterable[str] = ()) -> TeamValues:
        """`stored`: the languages so far, which keep their order."""
        ticked = dict.fromkeys(self.languages.data or ())
        kept = [code for code in stored if code in ticked]
        return TeamValues(self.name.data, (*kept, *(code for code in ticked if code not in kept)))
