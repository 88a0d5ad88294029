from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField, IntegerField, widgets
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from conference.core import times
from conference.core.fields import CONTENT_LANGUAGES, ShownField, WebField, WholeNumberField
from conference.core.forms import (
    ChoiceField,
    ChoicesField,
    Form,
    LineField,
    MailField,
    TextField,
    WallTimeField,
    required,
)
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm
from conference.core.templating import country_choices, language_name

from . import setting_rules
from .models import Event, Mode
from .rules import EventValues

MOST_PLACES = 1_000_000
MOST_MINUTES = 10_080  # a week
MINUTES = _l("Enter a number of minutes from 0 to %(most)d", most=MOST_MINUTES)


class TickList(ChoicesField):
    """Several of a list, as tick boxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class PlacesField(IntegerField):
    """A number of people; empty means as many as come."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        between = NumberRange(1, MOST_PLACES, _l("Enter a whole number of people, or leave it empty"))
        super().__init__(label, [Optional(), between], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Enter a whole number of people, or leave it empty")) from error


def a_zone(_form: Form, field: LineField) -> None:
    if not times.is_zone(field.data):
        raise ValidationError(_l("Enter a time zone like Europe/Brussels or Asia/Bishkek"))


class EventTextsRow(PlainForm):
    """The texts in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    title = LineField(_l("Title"), most=300)
    summary = TextField(_l("Summary (Markdown)"))
    venue = LineField(_l("Venue"))
    address = TextField(_l("Address"), most=500)
    city = LineField(_l("City"), most=100)
    controller = TextField(_l("Who answers for personal data"), most=1000)
    privacy_text = TextField(_l("Privacy text (Markdown)"))


class EventForm(RowsForm):
    """The settings of an event; times are wall times in its zone."""

    shown = ShownField()
    title = LineField(_l("Title"), required(_l("Enter the title of the event")), most=300)
    summary = TextField(_l("Summary (Markdown)"))
    zone = LineField(_l("Time zone"), [*required(_l("Enter the time zone of the venue")), a_zone], most=60)
    starts_at = WallTimeField(_l("Starts"), [InputRequired(_l("Enter when the event starts"))])
    ends_at = WallTimeField(_l("Ends"), [InputRequired(_l("Enter when the event ends"))])
    mode = ChoiceField(
        _l("Takes place"),
        choices=[
            (Mode.IN_PERSON, _l("In person")),
            (Mode.ONLINE, _l("Online")),
            (Mode.HYBRID, _l("In person and online")),
        ],
    )
    venue = LineField(_l("Venue"))
    address = TextField(_l("Address"), most=500)
    city = LineField(_l("City"), most=100)
    country = ChoiceField(_l("Country"), [Optional()])
    languages = TickList(_l("Languages of the event"))
    capacity = PlacesField(_l("Places in the room"))
    online_capacity = PlacesField(_l("Places online"))
    join_url = WebField(_l("Address of the stream"))
    join_minutes = WholeNumberField(
        _l("Minutes before the start when the stream opens"), least=0, most=MOST_MINUTES, words=MINUTES, needed=True
    )
    registration_opens_at = WallTimeField(_l("Registration opens"))
    registration_closes_at = WallTimeField(_l("Registration closes"))
    contact_email = MailField(_l("Contact address"))
    controller = TextField(_l("Who answers for personal data"), most=1000)
    privacy_text = TextField(_l("Privacy text (Markdown)"))
    texts = Rows(FormField(EventTextsRow))

    def __init__(self, event: Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.other_languages = event.languages[1:]
        self.country.choices = country_choices(str(_l("Choose a country")))
        self.languages.choices = [(code, language_name(code)) for code in CONTENT_LANGUAGES]

    def show(self, event: Event) -> None:
        """Fill the form with what is stored."""
        for name in ("title", "summary", "zone", "mode", "venue", "address", "city", "country", "languages",
                     "capacity", "online_capacity", "join_url", "join_minutes", "contact_email", "controller",
                     "privacy_text"):  # fmt: skip
            self[name].data = getattr(event, name)
        for name in ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at"):
            self[name].show(getattr(event, name), event.zone)
        translations = event.translations or {}
        for language in self.other_languages:
            texts = translations.get(language, {})
            self.texts.append_entry({"ident": language, **{name: texts.get(name, "") for name in Event.TEXTS}})
        self.shown.data = marks(setting_rules.flat(setting_rules.values_of(event), self.other_languages))

    def values(self) -> EventValues:
        """Raises Refused for a time that the zone's clocks skip."""
        zone = self.zone.data
        starts_at, ends_at = self.starts_at.at(zone), self.ends_at.at(zone)
        assert starts_at is not None  # both are required fields
        assert ends_at is not None
        return EventValues(
            title=self.title.data,
            summary=self.summary.data or "",
            starts_at=starts_at,
            ends_at=ends_at,
            zone=zone,
            mode=self.mode.data,
            venue=self.venue.data or "",
            address=self.address.data or "",
            city=self.city.data or "",
            country=self.country.data or None,
            languages=self.languages.data or ["en"],
            capacity=self.capacity.data,
            registration_opens_at=self.registration_opens_at.at(zone),
            registration_closes_at=self.registration_closes_at.at(zone),
            contact_email=self.contact_email.data or "",
            controller=self.controller.data or "",
            privacy_text=self.privacy_text.data or "",
            online_capacity=self.online_capacity.data,
            join_url=self.join_url.data or "",
            join_minutes=self.join_minutes.data or 0,
            translations={
                row.form.ident.data: {name: row.form[name].data or "" for name in Event.TEXTS}
                for row in self.texts
                if row.form.ident.data in self.other_languages
            },
        )


class PictureForm(Form):
    picture = FileField(_l("Picture"), [InputRequired(_l("Choose a picture: a JPEG, PNG or WebP file"))])
