"""Several people registered in one go: who does it, and for each person what the event asks."""

import re
from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField

from conference.core.forms import ChoiceField, Form, LineField, MailField, SubmitKeyField, offered, required
from conference.core.i18n import language
from conference.core.templating import country_choices
from conference.core.text import email_key
from conference.events.models import Event, Mode
from conference.questions.answering import with_questions
from conference.questions.asked import AskedForm
from conference.questions.fields import KEPT
from conference.questions.models import Kind
from conference.registration import rules as registration_rules
from conference.registration.forms import (
    PersonForm,
    country_field,
    names_in,
    national_name_field,
    organisation_field,
    position_field,
)
from conference.registration.models import Category
from conference.registration.rules import Person
from conference.registration.words import MODE_WORDS

from .forms import language_field, short_enough
from .group_rules import Contact, Short

MOST_PEOPLE = 50
EMPTY_ROWS = 2
IS_ROW = re.compile(r"people-([0-9]{1,4})-.+", re.DOTALL)
FROM_CONTACT = {"organisation", "country"}  # who registers the others says it once, for all of them


class MemberForm(PersonForm):
    """One person, with the event's own questions. Consents are the person's own to give, on their page."""

    class Meta(Form.Meta):
        csrf = False  # the form around it has the proof

    name = LineField(_l("Full name"), required(_l("Enter the full name of the person")))
    national_name = national_name_field()
    email = MailField(_l("E-mail address"), [*required(_l("Enter the e-mail address of the person")), short_enough])
    organisation = organisation_field()
    position = position_field()
    country = country_field()
    category = ChoiceField(_l("Takes part as"))
    mode = ChoiceField(_l("In the room or online?"))

    def __init__(self, categories: Sequence[Category], event: Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.left_out |= FROM_CONTACT
        self.needed -= FROM_CONTACT
        self.category_names = names_in(categories, event.main_language)
        self.category.choices = offered(self.category_names.items())
        if len(categories) == 1:
            self.category.data, self.category.raw_data = categories[0].code, [categories[0].code]
        self.mode_for = registration_rules.codes_with_choice(event, categories)
        self.asks_mode = bool(self.mode_for)
        modes = (Mode.IN_PERSON, Mode.ONLINE)
        self.mode.choices = offered((mode, MODE_WORDS[mode]) for mode in modes)
        if not self.asks_mode:
            self.fix_mode()

    def fix_mode(self) -> None:
        """Nothing to choose: what is sent does not matter."""
        self.asks_mode = False
        self.mode.data, self.mode.raw_data = str(Mode.IN_PERSON), [str(Mode.IN_PERSON)]

    @property
    def category_code(self) -> str:
        return str(self.category.data or "")

    @property
    def error_list(self) -> list[tuple[str, str]]:
        own = [("", str(words)) for words in self.form_errors]
        return own + [(field.id, str(words)) for field in self for words in field.errors]

    def person(self, organisation: str, country: str | None, speech: str) -> Person:
        return Person(
            name=self.name.data,
            email=self.email.data,
            national_name=self.text_of("national_name"),
            position=self.text_of("position"),
            organisation=organisation,
            country=country,
            language=speech,
            category=self.category.data,
            mode=self.mode.data,
            answers=self.answers(),
        )


SHORT_WORDS = {
    Short.NOBODY: _l("Register nobody, and tell me"),
    Short.SOME: _l("Those who fit get places in the order below, the others go on the waiting list"),
    Short.ALL: _l("The whole group waits until there are places for all of them"),
}


class GroupForm(Form):
    """Made by `group_form`, which adds a `MemberForm` for each person."""

    submit_key = SubmitKeyField()
    name = LineField(_l("Your name"), required(_l("Enter your full name")))
    email = MailField(_l("Your e-mail address"), [*required(_l("Enter your e-mail address")), short_enough])
    organisation = LineField(_l("Organisation"), required(_l("Enter your organisation, or “Individual”")), most=300)
    country = ChoiceField(
        _l("Country"), required(_l("Choose a country")), choices=lambda: country_choices(_("Choose a country"))
    )
    language = language_field(_l("Language of the e-mails"))
    short = RadioField(
        _l("If there are not places for all"), choices=offered(SHORT_WORDS.items()), default=str(Short.NOBODY)
    )
    members: Sequence[MemberForm] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        seen: set[str] = set()
        for member in self.members:
            member.validate()
            key = email_key(member.email.data or "")
            if key and key in seen:
                member.email.errors = [*member.email.errors, _("This address is in another row already")]
            seen.add(key)
            self.refusal = self.refusal or member.refusal
        if not self.members or len(self.members) > MOST_PEOPLE:
            self.form_errors = [*self.form_errors, _("Enter between one and %(num)d people", num=MOST_PEOPLE)]
        return not self.errors and not self.form_errors

    @property
    def errors(self) -> dict[str, Any]:
        found: dict[str, Any] = dict(super().errors)
        return found | {member._prefix: member.errors for member in self.members if member.errors}  # noqa: SLF001 - WTForms gives it no other name

    @property
    def error_list(self) -> list[tuple[str, str]]:
        return super().error_list + [error for member in self.members for error in member.error_list]

    @property
    def file_fields(self) -> list[Any]:
        """Those of everybody, as the views of the registration form know them."""
        return [field for member in self.members for field in member.file_fields]

    def contact(self) -> Contact:
        return Contact(self.name.data, self.email.data, self.organisation.data, self.language.data, self.country.data)

    def persons(self) -> list[Person]:
        own = (self.organisation.data, self.country.data, self.language.data or language())
        return [member.person(*own) for member in self.members]

    def typed(self, event_id: int) -> MultiDict[str, str]:
        """What was sent, with the tokens of the files that came along, so that a press of a row's button keeps them."""
        found: MultiDict[str, str] = MultiDict(request.form.items(multi=True))
        for field in self.file_fields:
            if field.kept:
                found[field.name + KEPT] = field.token(event_id)
        return found


class ReplaceForm(Form):
    """Made by `replace_form`, with a `MemberForm` for the one who comes instead."""

    submit_key = SubmitKeyField()
    member: MemberForm

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        self.member.validate()
        self.refusal = self.refusal or self.member.refusal
        return not self.errors and not self.form_errors

    @property
    def errors(self) -> dict[str, Any]:
        return dict(super().errors) | ({"member": self.member.errors} if self.member.errors else {})

    @property
    def error_list(self) -> list[tuple[str, str]]:
        return super().error_list + self.member.error_list

    @property
    def file_fields(self) -> list[Any]:
        return list(self.member.file_fields)


def replace_form(event: Event, asked: AskedForm, category: Category) -> ReplaceForm:
    """How the person takes part stays: the place passes from one to the other."""
    form = ReplaceForm()
    made: Any = with_questions(MemberForm, asked, key=(event.uuid, event.version), but=(Kind.CONSENT,))
    form.member = made([category], event, prefix="person-")
    form.member.fix_mode()
    form.member.begin(event.id, request.form)
    return form


def group_form(event: Event, asked: AskedForm, categories: Sequence[Category], sent: Any, *, is_new: bool) -> GroupForm:
    """`sent`: what was typed; None for the request's own. `is_new`: begin with some empty rows."""
    more = {} if sent is None else {"formdata": sent}
    form = GroupForm(**more)
    given = request.form if sent is None else sent
    rows = sorted({int(found[1]) for name in given if (found := IS_ROW.fullmatch(name))})[: MOST_PEOPLE + 1]
    made: Any = with_questions(MemberForm, asked, key=(event.uuid, event.version), but=(Kind.CONSENT,))
    members = []
    for number in range(EMPTY_ROWS) if is_new else rows:
        member: MemberForm = made(categories, event, prefix=f"people-{number}-", **more)
        member.begin(event.id, given)
        members.append(member)
    form.members = members
    return form
