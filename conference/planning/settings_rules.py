"""What an event says of its agenda as a whole, as plain values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.programme.models import AgendaSettings

from .kinds import BLOCKING, Kind, Level, level_of

STEPS = (5, 10, 15, 20, 30)  # minutes; each divides an hour


class BadHours(Refused):
    code: ClassVar[str] = "bad_hours"


@dataclass(frozen=True)
class SettingsValues:
    """`opens` and `closes` are wall times, 08:00; what closes at 24:00 closes at midnight."""

    opens: str
    closes: str
    room_change_minutes: int
    building_change_minutes: int
    step_minutes: int
    levels: Mapping[str, str] = field(default_factory=dict)


def usual_level(kind: Kind) -> Level:
    return Level.BLOCK if kind in BLOCKING else Level.WARN


def why_not_hours(opens: str, closes: str) -> BadHours | None:
    """Say why a day cannot be from `opens` to `closes`."""
    return None if opens < closes else BadHours(_("The day must close after it opens"))


def flat(settings: AgendaSettings | SettingsValues) -> dict[str, Any]:
    """One value for each thing that can be changed apart."""
    names = ("opens", "closes", "room_change_minutes", "building_change_minutes", "step_minutes")
    levels = {f"level:{kind}": str(level_of(kind, settings.levels or {})) for kind in Kind}
    return {name: getattr(settings, name) for name in names} | levels


def levels_of(told: Mapping[str, Any]) -> dict[str, str]:
    """The levels that differ from the usual ones, of what `flat` gave."""
    chosen = {kind: told[f"level:{kind}"] for kind in Kind}
    return {str(kind): level for kind, level in chosen.items() if level != usual_level(kind)}
