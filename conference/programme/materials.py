"""Which materials of a session visitors get, by the clock. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from .agenda import Item
from .models import Material, Shown


def is_shown(shown: str, slots: Sequence[Item], at: datetime) -> bool:
    """Tell whether a material is for visitors at `at`; a repeated session is over with its last slot."""
    held = [slot for slot in slots if not slot.is_cancelled]
    match shown:
        case Shown.ALWAYS:
            return True
        case Shown.FROM_START:
            return any(slot.starts_at <= at for slot in held)
        case Shown.AFTER:
            return bool(held) and all(slot.ends_at <= at for slot in held)
    return False


def shown_now(materials: Iterable[Material], slots: Sequence[Item], at: datetime) -> list[Material]:
    return [material for material in materials if is_shown(material.shown, slots, at)]
