"""One badge as a page that a browser prints to the millimetre: the same drawing as in a run, as pictures."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup, escape

from conference.badges import drawing, rules
from conference.badges.engine import Composer, Layouts
from conference.badges.formats import grid
from conference.badges.previewing import assets_of
from conference.badges.previews import side_svg
from conference.events.models import Event
from conference.registration.models import Registration

SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)x(\d{1,4}(?:\.\d{1,2})?)")
MOST_MM = 1500


@dataclass(frozen=True)
class Sheet:
    """`pages`: a picture for each side that is printed, as large as the paper; `size`: of the paper, "105x148"."""

    size: str
    pages: tuple[Markup, ...]


def sheet_of(event: Event, person: Registration, paper: str = "single", layouts: Layouts | None = None) -> Sheet:
    """The badge on that paper, at the first place of it. Raises NoBadge."""
    if refusal := rules.why_no_badge(person):
        raise refusal
    layouts = layouts or drawing.layouts_in_force(event)
    [card] = drawing.cards_of(event, [person], drawing.wants_of(layouts))
    layout = layouts.of(card)
    room, assets = grid(paper, layout.design), assets_of(layout, card)
    corners = room.corners[0], room.backs(layout.design.width)[0]
    width, height = room.page
    pages = []
    for side, (x, y) in zip(Composer(layout).sides(card), corners, strict=False):
        title = escape(_("Badge: %(name)s", name=person.name))
        inner = (
            f'<svg x="{x:g}" y="{y:g}" width="{side.width:g}" height="{side.height:g}">{side_svg(side, assets)}</svg>'
        )
        box = f'width="{width:g}mm" height="{height:g}mm" viewBox="0 0 {width:g} {height:g}"'
        pages.append(Markup(f'<svg class="sheet__page" {box} role="img"><title>{title}</title>{inner}</svg>'))  # noqa: S704
    return Sheet(f"{width:g}x{height:g}", tuple(pages))


def page_style(size: str) -> str | None:
    """The style that makes a printed page exactly that large, "105x148" in mm; None for what is no size."""
    found = SIZE.fullmatch(size)
    if found is None or not all(0 < float(side) <= MOST_MM for side in found.groups()):
        return None
    return f"@page {{ size: {found[1]}mm {found[2]}mm; margin: 0 }}\n"
