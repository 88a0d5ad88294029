"""From rows to badges: what is read of the database, drawn once nothing of it is held open."""

import unicodedata
from collections.abc import Sequence

from flask_babel import force_locale

from conference.core.db import db
from conference.core.i18n import LANGUAGES
from conference.core.pdf.marks import ProjectMark
from conference.core.templating import country_name
from conference.core.times import date_range
from conference.events.models import Event
from conference.events.queries import get_event
from conference.registration.links import LostKey, ticket_code_of
from conference.registration.models import Registration
from conference.visibility.queries import marks_of, visibility_of
from conference.visibility.rules import Visibility

from . import queries, rules
from .cards import BadgeCard
from .engine import Layout, Layouts
from .gallery import usual
from .models import BadgeSheet, SheetLayout
from .rendering import render_badges
from .sheets import Progress

PAPERS = {SheetLayout.A6: "single", SheetLayout.A4: "a4"}
SCRIPTS = {"CYRILLIC": "und-Cyrl", "ARABIC": "und-Arab", "GREEK": "und-Grek", "GEORGIAN": "ka", "ARMENIAN": "hy"}


def draw_sheet(sheet: BadgeSheet, progress: Progress) -> tuple[bytes, int]:
    """(PDF, number of badges) of all who are confirmed now. Raises a Refused from rules, PdfFailed."""
    event = get_event(sheet.event_id)
    paper = PAPERS[SheetLayout(sheet.layout)]
    cards = cards_of(event, queries.confirmed_registrations(event.id, sheet.category_id))
    if refusal := rules.why_no_sheet(len(cards)):
        raise refusal
    layouts = layouts_of(event)
    db.session.rollback()  # drawing takes its time: nothing stays open meanwhile
    return render_badges(cards, layouts, paper, progress), len(cards)


def draw_badge(event_id: int, registration: Registration) -> bytes:
    """One badge on a page of its own. Raises a Refused from rules, PdfFailed."""
    if refusal := rules.why_no_badge(registration):
        raise refusal
    event = get_event(event_id)
    cards, layouts = cards_of(event, [registration]), layouts_of(event)
    db.session.rollback()
    return render_badges(cards, layouts)


def layouts_of(event: Event) -> Layouts:
    """The designs by which the event's badges are drawn."""
    return Layouts(Layout(usual()))


def cards_of(event: Event, registrations: Sequence[Registration]) -> list[BadgeCard]:
    """Cards in the event's first language that we know, for people with a ticket."""
    lang = next((code for code in event.languages if code in LANGUAGES), "en")
    with force_locale(lang):
        shown, marks = visibility_of(event, lang), marks_of(event)
        return [card_of(event, row, lang, shown, marks) for row in registrations if row.valid_ticket]


def card_of(
    event: Event, registration: Registration, lang: str, shown: Visibility, marks: tuple[ProjectMark, ...]
) -> BadgeCard:
    return BadgeCard(
        name=registration.name,
        code=code_of(registration),
        category_word=registration.category.name,
        category_colour=registration.category.colour,
        category_code=registration.category.code,
        number=registration.code,
        event_title=event.title,
        event_dates=date_range(event.starts_at, event.ends_at, event.zone),
        place=", ".join(filter(None, (event.venue, event.city))),
        lang=lang,
        national_name=registration.national_name,
        national_lang=language_of_script(registration.national_name),
        position=registration.position,
        organisation=registration.organisation,
        country=country_name(registration.country),
        projects=marks,
        funding_statement=shown.statement.text,
        disclaimers=shown.spoken_for,
    )


def code_of(registration: Registration) -> str:
    assert registration.valid_ticket is not None
    try:
        return ticket_code_of(registration.valid_ticket)
    except LostKey as error:
        raise rules.lost_key(registration) from error


def language_of_script(text: str) -> str:
    """How a text in another script is marked for screen readers; "" when its letters are Latin."""
    first = next((char for char in text if char.isalpha()), "")
    return SCRIPTS.get(unicodedata.name(first, "").partition(" ")[0], "") if first else ""
