"""What is said of a project, and what holds for it. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.colours import contrast, is_colour
from conference.core.errors import Refused
from conference.core.translated import Translated
from conference.organisations.hooks import Use
from conference.organisations.rules import InUse, places

from .models import Component, Office, Partner, PartnerRole, Project

PAPER = "#faf7f1"  # of static/css/tokens.css, on which marks and rails lie
LEAST_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: what is no text but means something
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
RESERVED_CODES = frozenset({"NEW"})  # in addresses


class BadDates(Refused):
    code: ClassVar[str] = "bad_dates"


class BadCode(Refused):
    code: ClassVar[str] = "bad_code"


class CodeTaken(Refused):
    code: ClassVar[str] = "code_taken"


class BadNumbers(Refused):
    code: ClassVar[str] = "bad_numbers"


class NoSuchUser(Refused):
    code: ClassVar[str] = "no_such_user"


@dataclass(frozen=True)
class ProjectValues:
    """What is said of the project as a whole, in the main language."""

    title: str
    phase: str
    starts_on: date | None
    ends_on: date | None
    budget_eur: Decimal | None
    contract_number: str
    objective: str
    summary: str
    component_word: str
    website: str
    contact_name: str
    contact_address: str
    contact_email: str
    funding: str
    disclaimer: str
    colour: str


@dataclass(frozen=True)
class ComponentValues:
    """`component_id`: of the row that is changed, None for a new one."""

    component_id: int | None
    number: int
    title: str
    objective: str
    lead_id: int | None


@dataclass(frozen=True)
class PartnerValues:
    organisation_id: int
    role: str


@dataclass(frozen=True)
class OfficeValues:
    office_id: int | None
    kind: str
    city: str
    country: str


def values_of(project: Project) -> ProjectValues:
    """What is stored."""
    return ProjectValues(**{name: getattr(project, name) for name in ProjectValues.__dataclass_fields__})


def components_of(project: Project) -> dict[str, Any]:
    return {
        "components": [
            asdict(ComponentValues(row.id, row.number, row.title, row.objective, row.lead_id))
            for row in project.components
        ]
    }


def partners_of(project: Project) -> dict[str, Any]:
    rows = [PartnerValues(row.organisation_id, str(row.role)) for row in partners_in_order(project)]
    return {"partners": list(map(asdict, rows))}


def partners_in_order(project: Project) -> list[Partner]:
    """The funder first, the beneficiaries last; inside a role as they were set."""
    roles = [str(role) for role in PartnerRole]
    return sorted(project.partners, key=lambda row: (roles.index(row.role), row.position))


def places_of(project: Project) -> dict[str, Any]:
    offices = [asdict(OfficeValues(row.id, str(row.kind), row.city, row.country)) for row in project.offices]
    return {"countries": list(project.countries), "offices": offices}


@dataclass(frozen=True)
class Told:
    """One text of a project or of a part of it. `key` names it in forms: "title", "component-7-title"."""

    key: str
    row: Translated
    name: str

    @property
    def text(self) -> str:
        return str(getattr(self.row, self.name))

    def in_language(self, language: str) -> str:
        return (self.row.translations or {}).get(language, {}).get(self.name, "")


def texts_of(project: Project) -> list[Told]:
    """Every text that somebody wrote in the main language, in the order of the page."""
    parts: list[tuple[str, Component | Office]] = [
        *((f"component-{part.id}-", part) for part in project.components),
        *((f"office-{office.id}-", office) for office in project.offices),
    ]
    return [told for prefix, row in (("", project), *parts) for told in _texts(prefix, row) if told.text]


def _texts(prefix: str, row: Project | Component | Office) -> Iterator[Told]:
    return (Told(f"{prefix}{name}", row, name) for name in row.TEXTS)


def translations_of(project: Project, language: str) -> dict[str, str]:
    """{key of the text: its translation, "" for none}."""
    return {told.key: told.in_language(language) for told in texts_of(project)}


def count_missing(project: Project, language: str) -> int:
    return sum(not text for text in translations_of(project, language).values())


def why_not_dates(starts_on: date | None, ends_on: date | None) -> BadDates | None:
    if starts_on and ends_on and ends_on < starts_on:
        return BadDates(_("The project must end after it starts"))
    return None


def why_not_code(code: str) -> BadCode | None:
    if CODE.fullmatch(code) and code not in RESERVED_CODES:
        return None
    return BadCode(_("Enter a code of 2 to 20 letters A to Z, digits and hyphens, like BOMCA"))


def why_not_colour(colour: str) -> str | None:
    """Say why pages cannot show the project in this colour; None when it stands out well enough."""
    if not is_colour(colour):
        return _("Enter a colour like #1d4ed8")
    if (reached := contrast(colour, PAPER)) < LEAST_CONTRAST:
        return _(
            "Choose a darker colour: it hardly stands out from the page (contrast %(reached)s, at least %(least)s)",
            reached=f"{reached:.1f}",
            least=f"{LEAST_CONTRAST:.0f}",
        )
    return None


def why_not_components(components: Collection[ComponentValues]) -> BadNumbers | None:
    numbers = [part.number for part in components]
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    return BadNumbers(_("The number %(number)d is given twice", number=twice)) if twice is not None else None


def why_not_remove(component: Component, uses: Collection[Use]) -> InUse | None:
    if not uses:
        return None
    words = _(
        "Component %(number)d cannot be removed, as sessions belong to it: %(places)s",
        number=component.number,
        places=places(uses),
    )
    return InUse(words, uses)


def why_not_delete(uses: Collection[Use]) -> InUse | None:
    if not uses:
        return None
    return InUse(_("It is still used, so it cannot be deleted: %(places)s", places=places(uses)), uses)


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [name for name, value in after.items() if before[name] != value]
