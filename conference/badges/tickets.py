"""The ticket as a paper, by the design of the event, in the language in force: the person's."""

from dataclasses import replace

from flask_babel import gettext as _

from conference.core.i18n import language
from conference.events.telling import said_plainly
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration, Ticket
from conference.signup.queries import items_of

from .cards import BadgeCard
from .drawing import base_card, card_of, wants_of
from .engine import Layouts
from .layouts import layouts_of
from .programmes import own_lines
from .rendering import render_badges


def draw_ticket(registration: Registration, ticket: Ticket) -> bytes:
    """Raises PdfFailed, LostKey."""
    layouts = layouts_of(registration.event, "ticket")
    card = card_of_ticket(registration, ticket, layouts)
    kind = _("Ticket")
    return render_badges([card], layouts, title=f"{kind}: {card.event_title}")


def card_of_ticket(registration: Registration, ticket: Ticket, layouts: Layouts) -> BadgeCard:
    """What it says: as a badge, but in the language of its reader."""
    event, wants = registration.event, wants_of(layouts)
    base = base_card(event, language(), wants)
    card = replace(
        card_of(base, registration, ticket_code_of(ticket)),
        event_title=said_plainly(event, "title"),
        category_word=said_plainly(registration.category, "name", event),
    )
    if "agenda:person" in wants:
        own = own_lines([registration.id], items_of(event, card.lang), event)
        card = replace(card, own_agenda=own.get(registration.id, ()))
    return card
