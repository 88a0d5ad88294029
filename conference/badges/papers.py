"""What else is printed by designs: signs for doors, tents for speakers, cards for places at table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import force_locale

from conference.core.db import db
from conference.core.templating import country_name
from conference.core.times import day
from conference.events.models import Event
from conference.programme import queries as programme
from conference.signup.queries import items_of

from . import queries, rules
from .cards import BadgeCard
from .drawing import base_card, cards_of, language_of, language_of_script, layouts_in_force, wants_of
from .engine import Layouts
from .programmes import lines_of, rooms_and_days
from .rendering import render_badges


@dataclass(frozen=True)
class Paper:
    """What to print and by which designs."""

    cards: Sequence[BadgeCard]
    layouts: Layouts

    def pdf(self) -> bytes:
        """A4 pages. Raises a Refused where there is nothing or too much to print at once, PdfFailed."""
        if refusal := rules.why_not_print(len(self.cards)):
            raise refusal
        db.session.rollback()  # drawing takes its time: nothing stays open meanwhile
        return render_badges(self.cards, self.layouts, "a4")


def door_signs(event: Event, *, room: str = "", on: date | None = None) -> Paper:
    """A sign for each room and day of the newest release, or for one room (by code), or one day."""
    lang, layouts = language_of(event), layouts_in_force(event, "door_sign")
    with force_locale(lang):
        base = base_card(event, lang, wants_of(layouts))
        held = rooms_and_days(items_of(event, lang), event)
        cards = [
            replace(base, room=name, day=day(at), own_agenda=lines_of(items, event))
            for (name, at), items in held.items()
            if (not room or items[0].room_code == room) and (on is None or at == on)
        ]
    return Paper(cards, layouts)


def tents(event: Event) -> Paper:
    """A tent for each speaker of the newest release who agreed to be named."""
    lang, layouts = language_of(event), layouts_in_force(event, "tent")
    release = programme.newest_release(event.id)
    with force_locale(lang):
        base = base_card(event, lang, wants_of(layouts))
        cards = [
            replace(
                base,
                name=speaker.name,
                honorific=speaker.title,
                national_name=speaker.national_name,
                national_lang=language_of_script(speaker.national_name),
                position=speaker.position,
                organisation=speaker.affiliation,
                country=country_name(speaker.country),
            )
            for speaker in (programme.speakers(release.id) if release else ())
        ]
    return Paper(cards, layouts)


def place_cards(event: Event, category_id: int | None) -> Paper:
    """A card for everybody who has a place, or those of a category; by name."""
    layouts = layouts_in_force(event, "place_card")
    people = queries.confirmed_registrations(event.id, category_id)
    if refusal := rules.why_not_print(len(people)):
        raise refusal
    return Paper(cards_of(event, people, wants_of(layouts)), layouts)
