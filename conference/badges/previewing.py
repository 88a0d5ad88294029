"""Previews: a design with an invented person or a real one, as the picture of one side."""

from dataclasses import dataclass, replace

from flask_babel import force_locale
from flask_babel import gettext as _

from conference.core.i18n import LANGUAGES
from conference.core.pdf.marks import mark_assets
from conference.core.templating import country_name
from conference.core.times import day
from conference.events.models import Event
from conference.signup.queries import items_of

from . import design_queries, drawing, queries
from .cards import BadgeCard
from .design import Design
from .engine import Composer, Layout
from .layouts import layout_of, wanted
from .previews import preview_svg
from .programmes import lines_of, rooms_and_days
from .samples import SAMPLES, USUAL, sample_card


@dataclass(frozen=True, slots=True)
class Look:
    """What of a design is looked at.

    who: one of SAMPLES, or the code of a registration; unknown ones give the usual sample. lang: of an invented
    person's badge; "" for the event's. with_bleed: with what lies outside the cut.
    """

    who: str = USUAL
    category: str = ""
    side: str = "front"
    lang: str = ""
    with_bleed: bool = False


def preview_of(event: Event, design: Design, look: Look = Look()) -> str:
    """The SVG."""
    layout = layout_of(event, design)
    card = card_for(event, design, look)
    sides = Composer(layout).sides(card)
    drawn = sides[1 if look.side == "back" and len(sides) > 1 else 0]
    bleed = design.bleed if look.with_bleed else 0
    title = _("Preview: %(name)s", name=design.name)
    return preview_svg(drawn, design, assets_of(layout, card), title, bleed=bleed)


def assets_of(layout: Layout, card: BadgeCard) -> dict[str, bytes]:
    """The pictures that a card shows by this layout."""
    assets = mark_assets(card.projects, with_emblem=bool(card.funding_statement))
    return assets | {picture.asset: picture.data for picture in layout.pictures.values()}


def card_for(event: Event, design: Design, look: Look) -> BadgeCard:
    """Whose badge is looked at; invented persons are in no database."""
    wants = wanted([design])
    if look.who not in SAMPLES:
        found = queries.find_registration(event.id, look.who)
        if found is not None and (cards := drawing.cards_of(event, [found], wants)):
            return cards[0]
    lang = look.lang if look.lang in event.languages else drawing.language_of(event)
    with force_locale(lang if lang in LANGUAGES else drawing.language_of(event)):
        base = drawing.base_card(event, lang, wants)
        rows = design_queries.categories_of(event.id)
        row = next((row for row in rows if row.code == look.category), rows[0] if rows else None)
        if row is not None:
            base = replace(base, category_word=row.name, category_colour=row.colour, category_code=row.code)
        if "agenda:room" in wants or design.kind == "door_sign":
            base = _with_a_room(base, event, lang)
        return sample_card(base, look.who if look.who in SAMPLES else USUAL, country_name("KG"))


def _with_a_room(base: BadgeCard, event: Event, lang: str) -> BadgeCard:
    """The first room that has a programme."""
    held = rooms_and_days(items_of(event, lang), event)
    if not held:
        return replace(base, room=_("Room"), day=day(event.starts_at, event.zone))
    (room, on), items = next(iter(held.items()))
    return replace(base, room=room, day=day(on), own_agenda=lines_of(items, event))
