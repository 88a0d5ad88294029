"""What organisers say of a category and of how an event registers people, and what holds for it. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.colours import is_colour, nearest_readable, reached
from conference.core.errors import Refused
from conference.core.text import fold
from conference.core.times import local_day
from conference.events.models import Event
from conference.organisations.hooks import Use
from conference.organisations.rules import InUse, places
from conference.projects.rules import LEAST_CONTRAST, PAPER

from .models import Category, RegistrationSettings

TEXT = "text:"  # "text:ru:name" in `flat`
LONGEST_CODE = 20


class CategoryNameTaken(Refused):
    code: ClassVar[str] = "category_name_taken"


class BadHours(Refused):
    code: ClassVar[str] = "bad_hours"


class BadColour(Refused):
    code: ClassVar[str] = "bad_colour"


@dataclass(frozen=True)
class CategoryValues:
    """`rights`: see models.Category. `translations` is {"ru": {"name": …}}; languages left out stay as they are."""

    name: str
    description: str = ""
    colour: str = "#1d4ed8"
    capacity: int | None = None
    is_public: bool = True
    needs_approval: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    modes: str = ""
    priority: int = 0
    rights: Mapping[str, list[str]] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class SettingValues:
    waiting_list: str
    to_room: str
    waits_by_priority: bool
    offer_hours: int
    needs_verification: bool
    verify_hours: int


PLAIN = tuple(f.name for f in fields(CategoryValues) if f.name not in ("rights", "translations"))


def values_of(category: Category) -> CategoryValues:
    """What is stored."""
    own = {name: getattr(category, name) for name in PLAIN}
    return CategoryValues(**own, rights=category.rights or {}, translations=category.translations or {})


def settings_values(settings: RegistrationSettings) -> SettingValues:
    return SettingValues(**{f.name: getattr(settings, f.name) for f in fields(SettingValues)})


def flat(values: CategoryValues, languages: Iterable[str]) -> dict[str, Any]:
    """One plain value for each thing that can be changed apart. languages: those whose translations count."""
    told: dict[str, Any] = {name: getattr(values, name) for name in PLAIN}
    told["rights"] = {part: sorted(codes) for part, codes in sorted(values.rights.items())}
    for language in languages:
        texts = values.translations.get(language, {})
        told |= {f"{TEXT}{language}:{name}": texts.get(name, "") for name in Category.TEXTS}
    return told


def from_flat(told: Mapping[str, Any], translations: Mapping[str, Mapping[str, str]]) -> CategoryValues:
    """The values again; `translations` are the stored ones, which keep the languages that were not told of."""
    texts = {language: dict(stored) for language, stored in translations.items()}
    for key, text in told.items():
        if key.startswith(TEXT):
            _text, language, name = key.split(":")
            texts.setdefault(language, {})[name] = text
    return CategoryValues(**{name: told[name] for name in PLAIN}, rights=told["rights"], translations=texts)


def why_not_hours(opens_at: datetime | None, closes_at: datetime | None) -> BadHours | None:
    if opens_at and closes_at and closes_at <= opens_at:
        return BadHours(_("Registration must close after it opens"))
    return None


def why_not_colour(colour: str) -> BadColour | None:
    """Say why a category cannot have this colour, with the nearest one that it can have."""
    if not is_colour(colour):
        return BadColour(_("Enter a colour like #1d4ed8"))
    if (found := reached(colour, [PAPER])) >= LEAST_CONTRAST:
        return None
    return BadColour(
        _(
            "This colour hardly stands out from the page (contrast %(reached)s, at least %(least)s). The nearest that "
            "does is %(nearest)s.",
            reached=f"{found:.1f}",
            least=f"{LEAST_CONTRAST:.0f}",
            nearest=nearest_readable(colour, [PAPER], LEAST_CONTRAST),
        )
    )


def why_not_delete(uses: Collection[Use]) -> InUse | None:
    if not uses:
        return None
    words = _(
        "This category is used, so it cannot be deleted: %(places)s. Close it instead: then nobody can choose it.",
        places=places(uses),
    )
    return InUse(words, uses)


def new_code(name: str, taken: Collection[str]) -> str:
    """A short word for addresses and files, made of the name: "press", "press-2"."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-")[: LONGEST_CODE - 4].strip("-") or "category"
    tries = (words if number == 1 else f"{words}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in tries if code not in taken)


def days_of(event: Event) -> list[date]:
    """The days of the event where it takes place."""
    first, last = local_day(event.starts_at, event.zone), local_day(event.ends_at - timedelta(seconds=1), event.zone)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
