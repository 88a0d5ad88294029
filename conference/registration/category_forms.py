"""The form of one category, and that of how an event registers people."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, HiddenField
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from conference.core.fields import ShownField, WholeNumberField
from conference.core.forms import (
    ChoiceField,
    Form,
    LineField,
    TextField,
    VersionField,
    WallTimeField,
    offered,
    required,
)
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm
from conference.core.times import day
from conference.events.forms import PlacesField, TickList
from conference.events.models import Event, Mode
from conference.events.telling import name_of

from . import category_rules as rules
from .category_rules import CategoryValues, SettingValues
from .models import Category, WaitingList

MOST_PRIORITY = 999
MOST_HOURS = 24 * 30
RIGHTS = ("days", "rooms", "sessions")


class CategoryTextsRow(PlainForm):
    """The texts in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    name = LineField(_l("Name"), most=60)
    description = TextField(_l("What people should know before they choose it"), most=1000)


def a_seen_colour(_form: Form, field: Any) -> None:
    if refusal := rules.why_not_colour(field.data or ""):
        raise ValidationError(str(refusal))


class CategoryForm(RowsForm):
    """Times are wall times in the event's zone."""

    shown = ShownField()
    name = LineField(_l("Name"), required(_l("Enter the name of the category")), most=60)
    description = TextField(_l("What people should know before they choose it"), most=1000)
    colour = LineField(_l("Colour"), [*required(_l("Enter a colour like #1d4ed8")), a_seen_colour], most=7)
    is_public = BooleanField(_l("People may choose it themselves"))
    needs_approval = BooleanField(_l("The organisers confirm each place"))
    capacity = PlacesField(_l("Places"))
    modes = ChoiceField(
        _l("Takes part"),
        choices=[("", _l("As each person likes")), (Mode.IN_PERSON, _l("In person")), (Mode.ONLINE, _l("Online"))],
    )
    opens_at = WallTimeField(_l("Opens"))
    closes_at = WallTimeField(_l("Closes"))
    priority = WholeNumberField(
        _l("Priority on the waiting list"),
        least=0,
        most=MOST_PRIORITY,
        words=_l("Enter a whole number from 0 to 999"),
    )
    days = TickList(_l("Days"))
    rooms = TickList(_l("Rooms"))
    sessions = TickList(_l("Sessions"))
    texts = Rows(FormField(CategoryTextsRow))

    def __init__(self, event: Event, sessions: list[tuple[str, str]], **kwargs: Any) -> None:
        """sessions: (code, title) of what the badge may be needed for."""
        super().__init__(**kwargs)
        self.zone, self.languages = event.zone, event.languages[1:]
        self.days.choices = offered((on.isoformat(), day(on)) for on in rules.days_of(event))
        self.rooms.choices = offered((room.code, name_of(room, event)) for room in event.rooms)
        self.sessions.choices = offered(sessions)

    def show(self, category: Category | None) -> None:
        """Fill the form with what is stored, or with what goes without saying for a new one."""
        values = rules.values_of(category) if category else CategoryValues("")
        for name in rules.PLAIN:
            if name in ("opens_at", "closes_at"):
                self[name].show(getattr(values, name), self.zone)
            else:
                self[name].data = getattr(values, name)
        for part in RIGHTS:
            self[part].data = list(values.rights.get(part, []))
        if category is not None:
            self.shown.data = marks(rules.flat(values, self.languages))
        for language in self.languages:
            texts = values.translations.get(language, {})
            self.texts.append_entry({"ident": language, **{name: texts.get(name, "") for name in Category.TEXTS}})

    def values(self) -> CategoryValues:
        """Of a form that is valid. Raises Refused for a time that the zone's clocks skip."""
        rows = {row.form.ident.data: row.form for row in self.texts}
        return CategoryValues(
            name=self.name.data,
            description=self.description.data or "",
            colour=self.colour.data.lower(),
            capacity=self.capacity.data,
            is_public=bool(self.is_public.data),
            needs_approval=bool(self.needs_approval.data),
            opens_at=self.opens_at.at(self.zone),
            closes_at=self.closes_at.at(self.zone),
            modes=self.modes.data or "",
            priority=self.priority.data or 0,
            rights={part: list(self[part].data) for part in RIGHTS if self[part].data},
            translations={
                language: {name: rows[language][name].data or "" for name in Category.TEXTS}
                for language in self.languages
                if language in rows
            },
        )


class HoursField(WholeNumberField):
    """A number of hours that cannot be left out."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        words = _l("Enter a whole number of hours from 1 to %(most)d", most=MOST_HOURS)
        super().__init__(label, least=1, most=MOST_HOURS, words=words, needed=True, **kwargs)


class SettingsForm(Form):
    version = VersionField()
    waiting_list = ChoiceField(
        _l("When a place becomes free"),
        choices=[
            (WaitingList.OFFER, _l("Offer it to the next in line")),
            (WaitingList.DIRECT, _l("Give it to the next in line at once")),
            (WaitingList.OFF, _l("No waiting list")),
        ],
    )
    to_room = ChoiceField(
        _l("When a place in the room becomes free that nobody waits for"),
        choices=[
            (WaitingList.OFFER, _l("Offer it to the next who takes part online and asked for it")),
            (WaitingList.DIRECT, _l("Move the next who asked for it at once")),
            (WaitingList.OFF, _l("Nobody is asked: people look themselves")),
        ],
    )
    offer_hours = HoursField(_l("Hours to answer an offer"))
    waits_by_priority = BooleanField(_l("Order the waiting list by the priority of categories, then by time"))
    needs_verification = BooleanField(_l("People confirm their e-mail address before they have their place"))
    verify_hours = HoursField(_l("Hours to confirm the address"))

    def values(self) -> SettingValues:
        return SettingValues(
            waiting_list=self.waiting_list.data,
            to_room=self.to_room.data,
            waits_by_priority=bool(self.waits_by_priority.data),
            offer_hours=self.offer_hours.data or 1,
            needs_verification=bool(self.needs_verification.data),
            verify_hours=self.verify_hours.data or 1,
        )
