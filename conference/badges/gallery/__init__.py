"""Ready designs: an event copies one and changes what it likes. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from ..design import Design, as_json, read_design
from . import badges, folded, labels, papers

USUAL = "a6"  # what an event prints that chose nothing


@dataclass(frozen=True, slots=True)
class Ready:
    """A design of the gallery. `note` says what it is good for."""

    label: Any
    note: Any
    draft: Callable[[], Design]

    def design(self) -> Design:
        """The design in the language in force, with lengths rounded as files keep them."""
        return _made(self.draft, str(get_locale()))


@lru_cache(maxsize=128)
def _made(draft: Callable[[], Design], _locale: str) -> Design:
    return read_design(as_json(draft()))


GALLERY: dict[str, Ready] = {
    "a6": Ready(_l("A6 portrait"), _l("For the usual holder on a lanyard; four on A4."), badges.a6),
    "a6-landscape": Ready(_l("A6 landscape"), _l("Long names in large letters; four on A4."), badges.a6_landscape),
    "a7": Ready(_l("A7 portrait"), _l("Half as large; eight on A4."), badges.a7),
    "card": Ready(_l("Card 86 × 54 mm"), _l("Plastic cards and clip holders; inserts of label sheets."), badges.card),
    "a4-folded": Ready(
        _l("A4 folded to A6"), _l("The badge in front, the agenda on its back, own sessions inside."), folded.a4_folded
    ),
    "butterfly": Ready(
        _l("Butterfly, folded once"), _l("Name on both sides, so that it never hangs the wrong way."), folded.butterfly
    ),
    "label-62": Ready(_l("Label 62 × 100 mm"), _l("Label printers with 62 mm rolls, black only."), labels.label_62),
    "label-89": Ready(
        _l("Label 89 × 41 mm"), _l("Label printers with name badge labels, black only."), labels.label_89
    ),
    "label-102": Ready(_l("Label 102 × 76 mm"), _l("Label printers with 4-inch rolls, black only."), labels.label_102),
    "ticket": Ready(_l("Ticket, A4"), _l("What people get by mail, to print or to keep on the phone."), papers.ticket),
    "tent": Ready(_l("Name tent, A4"), _l("Stands on the table, the name on both sides."), papers.tent),
    "place-card": Ready(_l("Place card, A6"), _l("Folded once; four on A4."), papers.place_card),
    "door-sign": Ready(_l("Door sign, A4"), _l("A room and its programme of one day."), papers.door_sign),
}


def usual() -> Design:
    """The design of an event that chose none."""
    return GALLERY[USUAL].design()
