"""Questions that institutions ask at nearly every event, ready to be added, in the languages that we speak."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from conference.core.i18n import LANGUAGES, force_locale
from conference.core.templating import language_name
from conference.events.models import Event

from .asked import Condition, Option
from .models import Kind, LegalBasis, Question
from .rules import QuestionValues

Texts = tuple[tuple[str, Any], ...]  # (code, words) of options
INTERPRETATION, NO_INTERPRETATION, DIETARY = "interpretation", "none", "dietary"  # what the door reads


@dataclass(frozen=True)
class Preset:
    """`title` is what organisers read; the rest is what attendees read."""

    code: str
    title: Any
    kind: str
    label: Any
    help: Any = ""
    options: Texts | Callable[[Event], Texts] = ()
    purpose: Any = ""
    legal_basis: str = LegalBasis.PUBLIC_TASK
    keep_days: int | None = 30
    condition: Condition | None = None
    needs: str = field(default="")  # code of a preset that is added before it


def languages_to_follow(event: Event) -> Texts:
    named = tuple((f"lang_{code}", _Named(code)) for code in event.languages)
    return (*named, (NO_INTERPRETATION, _l("I need no interpretation")))


@dataclass(frozen=True)
class _Named:
    """The name of a language, said when it is asked for."""

    code: str

    def __str__(self) -> str:
        name = language_name(self.code)
        return name[:1].upper() + name[1:]


PARTICIPANTS_LIST = "participants_list"  # whoever agrees to it stands in the list that participants get
PRESETS: dict[str, Preset] = {
    preset.code: preset
    for preset in (
        Preset(
            INTERPRETATION,
            _l("Interpretation language"),
            Kind.CHOICE,
            _l("In which language would you like to follow the event?"),
            options=languages_to_follow,
            purpose=_l("Planning interpretation"),
        ),
        Preset(
            DIETARY,
            _l("Dietary needs"),
            Kind.SEVERAL,
            _l("Dietary needs"),
            _l("For the lunch and the coffee breaks."),
            options=(
                ("vegetarian", _l("Vegetarian")),
                ("vegan", _l("Vegan")),
                ("halal", _l("Halal")),
                ("kosher", _l("Kosher")),
                ("gluten_free", _l("Gluten-free")),
                ("lactose_free", _l("Lactose-free")),
                ("other", _l("Another need")),
            ),
            purpose=_l("Catering"),
            legal_basis=LegalBasis.CONSENT,
            keep_days=7,
        ),
        Preset(
            "dietary_other",
            _l("Dietary needs: which other"),
            Kind.TEXT,
            _l("Which other dietary need or allergy?"),
            purpose=_l("Catering"),
            legal_basis=LegalBasis.CONSENT,
            keep_days=7,
            condition=Condition(DIETARY, ("other",)),
            needs=DIETARY,
        ),
        Preset(
            "accessibility",
            _l("Accessibility needs"),
            Kind.LONG_TEXT,
            _l("Do you need anything so that you can take part fully?"),
            _l("For example a step-free way, a seat near the front, sign language, a hearing loop, a quiet room."),
            purpose=_l("Making the event accessible"),
            legal_basis=LegalBasis.CONSENT,
            keep_days=7,
        ),
        Preset(
            "arrival",
            _l("Arrival"),
            Kind.DATE_TIME,
            _l("When do you arrive?"),
            purpose=_l("Planning transfers and hotels"),
            keep_days=7,
        ),
        Preset(
            "departure",
            _l("Departure"),
            Kind.DATE_TIME,
            _l("When do you leave?"),
            purpose=_l("Planning transfers and hotels"),
            keep_days=7,
        ),
        Preset(
            "gender",
            _l("Gender"),
            Kind.CHOICE,
            _l("Gender"),
            _l("Only numbers without names are reported to the funder."),
            options=(
                ("female", _l("Woman")),
                ("male", _l("Man")),
                ("other", _l("Another")),
                ("not_stated", _l("I prefer not to say")),
            ),
            purpose=_l("Statistics without names for the funder"),
            legal_basis=LegalBasis.CONSENT,
            keep_days=365,
        ),
        Preset(
            PARTICIPANTS_LIST,
            _l("List of participants"),
            Kind.CONSENT,
            _l(
                "I agree that my name, organisation, position and country stand in the list of participants that "
                "hosts and participants of this event get. I can take this back at any time."
            ),
            purpose=_l("List of participants"),
            legal_basis=LegalBasis.CONSENT,
            keep_days=None,
        ),
    )
}


def values_of_preset(preset: Preset, event: Event) -> QuestionValues:
    """In the main language of the event where we speak it, else in English; in its other languages that we speak."""
    main = event.main_language if event.main_language in LANGUAGES else "en"
    others = [language for language in event.languages[1:] if language in LANGUAGES]
    chosen = preset.options(event) if callable(preset.options) else preset.options

    def said(words: Any, language: str) -> str:
        with force_locale(language):
            return str(words)

    return QuestionValues(
        kind=preset.kind,
        label=said(preset.label, main),
        help=said(preset.help, main),
        options=tuple(
            Option(code, said(words, main), {language: said(words, language) for language in others})
            for code, words in chosen
        ),
        condition=preset.condition,
        purpose=said(preset.purpose, main),
        legal_basis=preset.legal_basis,
        keep_days=preset.keep_days,
        translations={
            language: {name: said(getattr(preset, name), language) for name in Question.TEXTS} for language in others
        },
    )
