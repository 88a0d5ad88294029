"""The badges of a run in their order: people are read in lots as they are drawn, so that thousands take no memory."""

from array import array
from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import ngettext as _n

from conference.badges import drawing
from conference.badges.beyond import beyond_of
from conference.badges.cards import BadgeCard
from conference.badges.engine import Layouts
from conference.badges.sheets import Printed, Separator
from conference.core.db import db
from conference.events.models import Event
from conference.events.queries import get_event

from . import queries
from .models import PrintRun
from .noting import Note, Notes
from .pickup import boxes_of
from .rules import Sort, piles
from .saying import Sayings

LOT = 500  # people in memory at a time


class RunPile:
    """Those who still have a place when it begins; who loses it before their turn is left out."""

    def __init__(self, event: Event, run: PrintRun, layouts: Layouts, notes: Notes) -> None:
        """`notes`: takes what each badge says when it is read."""
        self._event_id = event.id
        self._layouts = layouts
        self._sayings = Sayings(layouts)
        self._notes = notes
        self._people = array("q")
        self._separators: dict[int, Separator] = {}  # by the place before which they lie
        lang = drawing.language_of(event)
        with force_locale(lang):
            for title, pile in piles(queries.filed(event.id, run.people), Sort(run.sort), boxes_of(event.id)):
                if run.has_separators:
                    detail = _n("%(num)s badge", "%(num)s badges", len(pile))
                    self._separators[len(self._people)] = Separator(title, detail, lang)
                self._people.extend(pile)

    def __len__(self) -> int:
        return len(self._people) + len(self._separators)

    def __iter__(self) -> Iterator[Printed]:
        for start in range(0, len(self._people), LOT):
            lot = self._people[start : start + LOT]
            cards = self._read(lot.tolist())
            for place, ident in enumerate(lot, start):
                if place in self._separators:
                    yield self._separators[place]
                if ident in cards:
                    yield cards[ident]

    def _read(self, lot: list[int]) -> dict[int, BadgeCard]:
        event, rows = get_event(self._event_id), queries.people(lot)
        wants = drawing.wants_of(self._layouts)
        beyond = beyond_of(event, wants, lot)
        made = drawing.cards_of(event, rows, wants)
        cards = {row.id: card for row, card in zip(rows, made, strict=True)}
        for row in rows:
            ticket = row.valid_ticket
            assert ticket is not None
            said = self._sayings.of(cards[row.id], ticket.version, row.version, beyond.of(row.id))
            self._notes.add(Note(row.id, ticket.version, said))
        db.session.rollback()  # drawing takes its time: nothing stays open meanwhile
        return cards
