"""What organisers say of a room, and what holds for it. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.organisations.hooks import Use
from conference.organisations.rules import InUse, places

from .models import Room

TEXT = "text:"  # "text:ru:name" in `flat`


class RoomNameTaken(Refused):
    code: ClassVar[str] = "room_name_taken"


class BadClosure(Refused):
    code: ClassVar[str] = "bad_closure"


@dataclass(frozen=True, order=True)
class Closure:
    """A time (UTC) when nothing can be in the room."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True)
class RoomValues:
    """`translations` is {"ru": {"name": …}}; languages that it leaves out stay as they are."""

    name: str
    building: str = ""
    floor: str = ""
    capacity: int | None = None
    booths: int | None = None
    equipment: str = ""
    closures: tuple[Closure, ...] = ()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


PLAIN = tuple(f.name for f in fields(RoomValues) if f.name not in ("closures", "translations"))


def values_of(room: Room) -> RoomValues:
    """What is stored."""
    return RoomValues(
        **{name: getattr(room, name) for name in PLAIN},
        closures=tuple(sorted(Closure(row.starts_at, row.ends_at, row.reason) for row in room.closures)),
        translations=room.translations or {},
    )


def flat(values: RoomValues, languages: Iterable[str]) -> dict[str, Any]:
    """One plain value for each thing that can be changed apart. languages: those whose translations count."""
    told: dict[str, Any] = {name: getattr(values, name) for name in PLAIN}
    told["closures"] = [[row.starts_at, row.ends_at, row.reason] for row in sorted(values.closures)]
    for language in languages:
        texts = values.translations.get(language, {})
        told |= {f"{TEXT}{language}:{name}": texts.get(name, "") for name in Room.TEXTS}
    return told


def from_flat(told: Mapping[str, Any], translations: Mapping[str, Mapping[str, str]]) -> RoomValues:
    """The values again; `translations` are the stored ones, which keep the languages that were not told of."""
    texts = {language: dict(stored) for language, stored in translations.items()}
    for key, text in told.items():
        if key.startswith(TEXT):
            _text, language, name = key.split(":")
            texts.setdefault(language, {})[name] = text
    closures = tuple(Closure(*row) for row in told["closures"])
    return RoomValues(**{name: told[name] for name in PLAIN}, closures=closures, translations=texts)


def why_not_closure(starts_at: datetime, ends_at: datetime) -> BadClosure | None:
    if starts_at < ends_at:
        return None
    return BadClosure(_("The room must open again after it closes"))


def why_not_delete(uses: Collection[Use]) -> InUse | None:
    """Say why a room stays: agendas name it, also those of the past."""
    if not uses:
        return None
    words = _(
        "This room is used, so it cannot be deleted: %(places)s. Take it out of use instead.", places=places(uses)
    )
    return InUse(words, uses)
