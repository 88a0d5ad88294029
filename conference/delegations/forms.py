"""What organisers and focal points fill in about delegations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import InputRequired, ValidationError

from conference.accounts.rules import email_key
from conference.core.forms import (
    ChoiceField,
    Form,
    LineField,
    MailField,
    TextField,
    VersionField,
    WallTimeField,
    YesField,
    offered,
    required,
)
from conference.core.i18n import LANGUAGES, language
from conference.core.templating import country_choices
from conference.events.forms import PlacesField
from conference.registration.forms import LONGEST_KEY, OneOf
from conference.registration.models import Category

from .models import Delegation, Invitation
from .rules import MOST_PEOPLE, DelegationValues, Nominee

MOST_NOTE = 2000


def short_enough(_form: Form, field: MailField) -> None:
    if len(email_key(field.data)) > LONGEST_KEY:
        raise ValidationError(_l("Enter one e-mail address, like name@example.org"))


def mail_field(label: Any, words: Any) -> MailField:
    return MailField(label, [*required(words), short_enough])


def language_field(label: Any) -> ChoiceField:
    return ChoiceField(label, choices=list(LANGUAGES.items()), default=language)


class DelegationForm(Form):
    """Its class is made by `delegation_form`, with a number of places for each category."""

    version = VersionField()
    name = LineField(_l("Organisation"), required(_l("Enter the name of the organisation")), most=300)
    country = ChoiceField(_l("Country"), choices=lambda: country_choices(""))
    focal_name = LineField(_l("Name of the focal point"), required(_l("Enter the name of the focal point")))
    focal_email = mail_field(_l("E-mail of the focal point"), _l("Enter the e-mail address of the focal point"))
    language = language_field(_l("Language of the focal point"))
    closes_at = WallTimeField(_l("Cut-off"), [InputRequired(_l("Enter until when people are named and answer"))])
    most = PlacesField(_l("Places in total"))
    is_reserved = YesField(_l("Keep these places: count them as taken at once"))
    note = TextField(_l("Note for the focal point"), most=MOST_NOTE)
    categories: Sequence[Category] = ()

    @property
    def quota_fields(self) -> list[tuple[Category, Any]]:
        return [(category, self[f"places_{category.code}"]) for category in self.categories]

    def show(self, delegation: Delegation, zone: str) -> None:
        for name in ("name", "country", "focal_name", "focal_email", "language", "most", "is_reserved", "note"):
            self[name].data = getattr(delegation, name)
        self.country.data = delegation.country or ""
        self.closes_at.show(delegation.closes_at, zone)
        self.version.data = str(delegation.version)
        places = {quota.category_id: quota.places for quota in delegation.quotas}
        for category, field in self.quota_fields:
            field.data = places.get(category.id)

    def values(self, zone: str) -> DelegationValues:
        """Raises Refused for a cut-off that the zone's clocks skip."""
        closes_at = self.closes_at.at(zone)
        assert isinstance(closes_at, datetime)  # required
        return DelegationValues(
            name=self.name.data,
            country=self.country.data or None,
            focal_name=self.focal_name.data,
            focal_email=self.focal_email.data,
            language=self.language.data,
            most=self.most.data,
            closes_at=closes_at,
            is_reserved=bool(self.is_reserved.data),
            note=self.note.data or "",
            quotas={category.id: min(field.data or 0, MOST_PEOPLE) for category, field in self.quota_fields},
        )


def delegation_form(categories: Sequence[Category]) -> DelegationForm:
    fields = {f"places_{category.code}": PlacesField(category.name_in(language())) for category in categories}
    made: Any = type("DelegationForm", (DelegationForm,), {"categories": categories, **fields})
    form: DelegationForm = made()
    return form


class NomineeForm(Form):
    name = LineField(_l("Full name"), required(_l("Enter the full name of the person")))
    email = mail_field(_l("E-mail address"), _l("Enter the e-mail address of the person"))
    job = LineField(_l("Position"))
    category = OneOf(_l("Takes part as"), _l("Choose how the person takes part"))
    language = language_field(_l("Language of the e-mails"))

    def __init__(self, categories: Sequence[tuple[Category, str]], **kwargs: Any) -> None:
        """Categories with the words that stand for each; a single one is not asked for."""
        super().__init__(**kwargs)
        self.by_code = {category.code: category for category, _words in categories}
        self.category.choices = offered((category.code, words) for category, words in categories)
        if len(categories) == 1 and not self.category.raw_data:
            self.category.data = categories[0][0].code
            self.category.raw_data = [self.category.data]

    def nominee(self) -> Nominee:
        return Nominee(
            name=self.name.data,
            email=self.email.data,
            category_id=self.by_code[self.category.data].id,
            language=self.language.data,
            job=self.job.data or "",
        )

    def begin_as(self, person: Invitation) -> None:
        """Whoever takes somebody's place most likely takes part the same way."""
        if person.category.code in self.by_code:
            self.category.data = person.category.code
        self.language.data = person.language


class LetterForm(Form):
    file = FileField(_l("Letter"))
