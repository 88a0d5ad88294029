"""The organisers' form for a person: everything that is stored of them, and nothing that must be answered."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from conference.core.forms import ChoiceField, LineField, MailField, TextField, YesField, offered, required
from conference.core.i18n import language
from conference.core.translated import in_language
from conference.events.models import Event
from conference.questions.asked import AskedForm
from conference.questions.models import Ask

from . import rules
from .change_form import ChangeForm, change_form
from .forms import MISSING
from .models import Category, Registration
from .words import MODE_WORDS

LONGEST_NOTE = 2000
LONGEST_REASON = 300


class RequiredOnceKnown:
    """An address may be missing only where there was none: of somebody who registered at the door."""

    def __call__(self, form: "CorrectForm", field: Any) -> None:
        if not field.data and not form.registration.email:
            field.data = ""
            raise StopValidation


class CorrectForm(ChangeForm):
    """Category and mode are chosen among `choices`; both keep what they were where there is no choice."""

    email = MailField(_l("E-mail address"), [RequiredOnceKnown(), *required(_l("Enter the e-mail address"))])
    category = ChoiceField(_l("Category"))
    mode = ChoiceField(_l("Takes part"))
    note = TextField(_l("Note"), most=LONGEST_NOTE)
    reason = LineField(_l("Why"), most=LONGEST_REASON)
    waits = YesField(_l("Put the person on the waiting list for it: they give up the place they have"))
    approval = ChoiceField(
        _l("The new category needs approval"),
        choices=[
            ("", _l("Choose")),
            ("keep", _l("Stays confirmed: this change confirms the place")),
            ("pend", _l("Becomes pending: the ticket ends until somebody confirms the place")),
        ],
        default="",
    )
    tells = YesField(_l("Send the person the e-mail about their place once more"), default=True)

    @property
    def category_code(self) -> str:
        return str(self.category.data or "")

    def offer(self, event: Event, categories: list[Category]) -> None:
        """What can be chosen; to be called before the form is validated."""
        main = event.main_language
        self.category.choices = offered((one.code, in_language(one, "name", language(), main)) for one in categories)
        modes = {self.registration.mode, *(mode for one in categories for mode in rules.modes_offered(event, one))}
        self.mode.choices = offered((mode, words) for mode, words in MODE_WORDS.items() if mode in modes)

    def correction(self) -> rules.Correction:
        return rules.Correction(
            details=self.details(),
            email=self.email.data or "",
            category=self.category_code,
            mode=str(self.mode.data or self.registration.mode),
            note=self.note.data or "",
            waits=bool(self.waits.data),
            approval=str(self.approval.data or ""),
        )


def correct_form(
    registration: Registration, asked: AskedForm, event: Event, categories: list[Category], formdata: Any
) -> CorrectForm:
    form = change_form(
        registration,
        without_duties(asked),
        formdata,
        base=CorrectForm,
        category_names={one.code: one.name_in(language()) for one in categories},
    )
    assert isinstance(form, CorrectForm)
    if not form.is_submitted():
        form.category.data = registration.category.code
    form.offer(event, categories)
    return form


def without_duties(asked: AskedForm) -> AskedForm:
    """The same form, in which nothing has to be answered: organisers often know less than the person."""
    fields = {name: Ask.OPTIONAL if asked.ask(name) == Ask.REQUIRED else asked.ask(name) for name in MISSING}
    return replace(asked, questions=tuple(replace(one, is_required=False) for one in asked.questions), fields=fields)
