"""The list of participants that hosts and participants get: who agreed to stand in it, and nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from conference.core.db import db
from conference.core.i18n import language
from conference.core.pdf import printable, render_pdf
from conference.core.pdf.templates import render_paper
from conference.core.templating import country_name
from conference.core.text import fold
from conference.questions.asked import PREFIX
from conference.questions.presets import PARTICIPANTS_LIST
from conference.registration.models import Consent, Registration, RegistrationState

PURPOSE = f"{PREFIX}{PARTICIPANTS_LIST}"  # of the consent
SORTS = ("organisation", "country", "name")
MOST_ON_PAPER = 1500
SECONDS = 90


@dataclass(frozen=True)
class Participant:
    name: str
    national_name: str
    organisation: str
    position: str
    country: str  # its name, in the reader's language


@dataclass(frozen=True)
class PaperWords:
    """`lead`: one line below the title; `headings` of the columns: name, organisation, position, country."""

    title: str
    event: str
    mark: str
    lead: str
    headings: tuple[str, str, str, str]


def participants_of(event_id: int, sort: str) -> list[Participant]:
    """Those confirmed whose consent to the list is in force, sorted as people read: accents and scripts apart."""
    query = (
        select(
            Registration.name, Registration.national_name, Registration.organisation, Registration.position,
            Registration.country,
        )
        .join(Consent, Consent.registration_id == Registration.id)
        .where(
            Registration.event_id == event_id,
            Registration.state == RegistrationState.CONFIRMED,
            Consent.purpose == PURPOSE,
            Consent.withdrawn_at.is_(None),
        )
        .distinct()
    )  # fmt: skip
    found = [Participant(*row[:4], country_name(row[4])) for row in db.session.execute(query)]
    order = [sort, *(name for name in SORTS if name != sort)]
    return sorted(found, key=lambda one: [fold(getattr(one, name)) for name in order])


def participants_pdf(people: Sequence[Participant], words: PaperWords) -> bytes:
    """A list on A4, landscape. Raises PdfFailed."""
    html = render_paper(
        "rosters/pdf/participants.html", people=people, words=words, lang=language(), printable=printable
    )
    return render_pdf(html, title=f"{words.title}: {words.event}", lang=language(), seconds=SECONDS)
