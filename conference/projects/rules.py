"""What an organiser says of a project, and what holds for it. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused


class BadDates(Refused):
    code: ClassVar[str] = "bad_dates"


@dataclass(frozen=True)
class ProjectValues:
    title: str
    phase: str
    starts_on: date | None
    ends_on: date | None
    budget_eur: Decimal | None
    contract_number: str
    objective: str
    summary: str
    countries: tuple[str, ...]
    website: str
    contact_email: str
    disclaimer: str
    colour: str


def why_not_dates(starts_on: date | None, ends_on: date | None) -> BadDates | None:
    if starts_on and ends_on and ends_on < starts_on:
        return BadDates(_("The project must end after it starts"))
    return None
