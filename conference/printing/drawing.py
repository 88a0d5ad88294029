"""From people to the file of a run, and to a single badge."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import ngettext as _n

from conference.badges import drawing, rules
from conference.badges.cards import BadgeCard
from conference.badges.engine import Layouts
from conference.badges.rendering import render_badges
from conference.badges.sheets import Printed, Separator
from conference.core.db import db
from conference.events.models import Event
from conference.events.queries import get_event
from conference.registration.models import Registration

from . import queries
from .hooks import PILES
from .models import PrintRun
from .pickup import boxes_of
from .rules import Sort, piles
from .saying import Said, Sayings


@dataclass(frozen=True)
class Drawn:
    """`said`: what each badge says, by registration, with the version of its ticket; nothing of badges of nobody."""

    data: bytes
    said: dict[int, tuple[int, Said]]
    badges: int


def draw_run(run: PrintRun, progress: Callable[[int, int], None]) -> Drawn | None:
    """The badges of those who still have a place; None where nobody has. Raises a Refused of badges, PdfFailed."""
    event, paper = get_event(run.event_id), run.paper
    if "pile" in run.chosen:
        return _draw_pile(event, run, progress)
    rows = queries.people(run.people)
    if not rows:
        return None
    layouts = drawing.layouts_in_force(event)
    cards = _cards(event, rows, layouts)
    sayings = Sayings(layouts)
    said = {row.id: (version, sayings.of(cards[row.id], version)) for row in rows if (version := version_of(row))}
    printed = _pile(event, rows, cards, Sort(run.sort), has_separators=run.has_separators)
    db.session.rollback()  # drawing takes its time: nothing stays open meanwhile
    return Drawn(render_badges(printed, layouts, paper, progress), said, len(said))


def _draw_pile(event: Event, run: PrintRun, progress: Callable[[int, int], None]) -> Drawn | None:
    layouts, paper = drawing.layouts_in_force(event), run.paper
    cards = PILES[run.chosen["pile"]](event, run.chosen, drawing.wants_of(layouts))
    db.session.rollback()
    return Drawn(render_badges(cards, layouts, paper, progress), {}, len(cards)) if cards else None


def draw_badge(event: Event, registration: Registration) -> bytes:
    """One badge on a page of its own. Raises a Refused of badges, PdfFailed."""
    if refusal := rules.why_no_badge(registration):
        raise refusal
    layouts = drawing.layouts_in_force(event)
    cards = _cards(event, [registration], layouts)
    db.session.rollback()
    return render_badges(list(cards.values()), layouts)


def version_of(registration: Registration) -> int:
    """Of the ticket in force, from 1 on; 0 without one."""
    ticket = registration.valid_ticket
    return ticket.version if ticket else 0


def _cards(event: Event, rows: list[Registration], layouts: Layouts) -> dict[int, BadgeCard]:
    cards = drawing.cards_of(event, rows, drawing.wants_of(layouts))
    return {row.id: card for row, card in zip(rows, cards, strict=True)}


def _pile(
    event: Event, rows: list[Registration], cards: dict[int, BadgeCard], sort: Sort, *, has_separators: bool
) -> list[Printed]:
    lang = drawing.language_of(event)
    found: list[Printed] = []
    with force_locale(lang):
        for title, pile in piles(rows, sort, boxes_of(event.id)):
            if has_separators:
                found.append(Separator(title, _n("%(num)s badge", "%(num)s badges", len(pile)), lang))
            found += [cards[row.id] for row in pile]
    return found
