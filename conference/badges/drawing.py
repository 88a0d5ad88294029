"""From rows to badges: what is read of the database, drawn once nothing of it is held open."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import force_locale

from conference.core.i18n import LANGUAGES
from conference.core.templating import country_name
from conference.core.times import date_range
from conference.events.models import Event
from conference.registration.links import LostKey, ticket_code_of
from conference.registration.models import Category, Registration
from conference.signup.queries import items_of
from conference.visibility.queries import marks_of, visibility_of

from . import occasions, queries, rules
from .cards import BadgeCard
from .design_queries import categories_of
from .engine import Layouts
from .formats import FORMATS, formats_for
from .hooks import FIELD_SOURCES
from .layouts import layouts_of, wanted
from .programmes import lines_of, own_lines

SCRIPTS = {"CYRILLIC": "und-Cyrl", "ARABIC": "und-Arab", "GREEK": "und-Grek", "GEORGIAN": "ka", "ARMENIAN": "hy"}


def layouts_in_force(event: Event, kind: str = "badge") -> Layouts:
    """The designs by which the event prints, ready ones in its language."""
    with force_locale(language_of(event)):
        return layouts_of(event, kind)


def papers_of(layouts: Layouts) -> list[str]:
    """The names of the formats on which every one of the designs can be printed."""
    designs = [layout.design for layout in (layouts.usual, *layouts.by_category.values())]
    return [name for name in FORMATS if all(name in formats_for(design) for design in designs)]


def wants_of(layouts: Layouts) -> frozenset[str]:
    return wanted(layout.design for layout in (layouts.usual, *layouts.by_category.values()))


def cards_of(
    event: Event, registrations: Sequence[Registration], wants: Collection[str] = (), *, with_codes: bool = True
) -> list[BadgeCard]:
    """Cards in the event's first language that we know, for people with a ticket. `wants`: as `layouts.wanted`.

    Without codes they are to be compared and not to be printed. Raises NoBadge for a code that no key can make.
    """
    lang = language_of(event)
    with force_locale(lang):
        base = base_card(event, lang, wants)
        people = [row for row in registrations if row.valid_ticket]
        cards = [card_of(base, row, code_of(row) if with_codes else "") for row in people]
        if "agenda:person" in wants:
            own = own_lines([row.id for row in people], items_of(event, lang), event)
            cards = [replace(card, own_agenda=own.get(row.id, ())) for card, row in zip(cards, people, strict=True)]
        if "delegation" in wants:
            names = queries.delegations_of(event.id, [row.id for row in people])
            cards = _with_field("delegation", cards, people, names)
        for name, source in FIELD_SOURCES.items():
            if name in wants:
                cards = _with_field(name, cards, people, source.values(event, people))
    return cards


def cards_of_categories(event: Event, wants: Collection[str] = ()) -> dict[int, BadgeCard]:
    """What all badges of a category share, by its id: cards of nobody."""
    lang = language_of(event)
    with force_locale(lang):
        base = base_card(event, lang, wants)
    return {row.id: _in_category(base, row) for row in categories_of(event.id)}


def _in_category(card: BadgeCard, category: Category) -> BadgeCard:
    return replace(card, category_word=category.name, category_colour=category.colour, category_code=category.code)


def _with_field(
    name: str, cards: Sequence[BadgeCard], people: Sequence[Registration], values: Mapping[int, str]
) -> list[BadgeCard]:
    """The cards of the people with a field of theirs; `values` by registration."""
    fields: list[dict[str, Any]] = [{name: values.get(row.id, "")} for row in people]
    return [replace(card, **one) for card, one in zip(cards, fields, strict=True)]


def language_of(event: Event) -> str:
    return next((code for code in event.languages if code in LANGUAGES), "en")


def base_card(event: Event, lang: str, wants: Collection[str] = ()) -> BadgeCard:
    """What all cards of an event share; the language must be in force."""
    shown = visibility_of(event, lang)
    return BadgeCard(
        name="",
        code="",
        category_word="",
        category_colour="",
        event_title=event.title,
        event_dates=date_range(event.starts_at, event.ends_at, event.zone),
        place=", ".join(filter(None, (event.venue, event.city))),
        when=occasions.when(event),
        where=occasions.where(event),
        contact=event.contact_email or "",
        lang=lang,
        agenda=lines_of(items_of(event, lang), event) if "agenda:event" in wants else (),
        projects=marks_of(event),
        funding_statement=shown.statement.text,
        disclaimers=shown.spoken_for,
    )


def card_of(base: BadgeCard, registration: Registration, code: str) -> BadgeCard:
    answers = registration.answers or {}
    given, family = (answers.get(name) for name in ("given_name", "family_name"))
    return replace(
        _in_category(base, registration.category),
        name=registration.name,
        given_name=given if isinstance(given, str) else "",
        family_name=family if isinstance(family, str) else "",
        code=code,
        number=registration.code,
        national_name=registration.national_name,
        national_lang=language_of_script(registration.national_name),
        position=registration.position,
        organisation=registration.organisation,
        country=country_name(registration.country),
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
