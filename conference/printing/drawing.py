"""From people to the file of a run, and to a single badge."""

from collections.abc import Callable
from typing import BinaryIO

from conference.badges import drawing, rules
from conference.badges.cards import BadgeCard
from conference.badges.rendering import render_badges, write_badges
from conference.core.db import db
from conference.events.models import Event
from conference.events.queries import get_event
from conference.registration.models import Registration

from .hooks import PILES
from .models import PrintRun
from .noting import Notes
from .piles import RunPile


def draw_run(run: PrintRun, into: BinaryIO, notes: Notes, progress: Callable[[int, int], None]) -> int:
    """Write the badges of those who still have a place; how many there are.

    `notes`: takes what each badge says; nothing of badges of nobody. Raises a Refused of badges, PdfFailed.
    """
    event, paper = get_event(run.event_id), run.paper
    layouts = drawing.layouts_in_force(event)
    if "pile" in run.chosen:
        cards: list[BadgeCard] = PILES[run.chosen["pile"]](event, run.chosen, drawing.wants_of(layouts))
        db.session.rollback()  # drawing takes its time: nothing stays open meanwhile
        if cards:
            write_badges(into, cards, layouts, paper, progress)
        return len(cards)
    pile = RunPile(event, run, layouts, notes)
    db.session.rollback()
    if len(pile):
        write_badges(into, pile, layouts, paper, progress)
    return len(notes)


def draw_badge(event: Event, registration: Registration) -> bytes:
    """One badge on a page of its own. Raises a Refused of badges, PdfFailed."""
    if refusal := rules.why_no_badge(registration):
        raise refusal
    layouts = drawing.layouts_in_force(event)
    cards = drawing.cards_of(event, [registration], drawing.wants_of(layouts))
    db.session.rollback()
    return render_badges(cards, layouts)


def version_of(registration: Registration) -> int:
    """Of the ticket in force, from 1 on; 0 without one."""
    ticket = registration.valid_ticket
    return ticket.version if ticket else 0
