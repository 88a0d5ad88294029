"""Files of exchange tell less of a session than there is: what they leave out stays. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from conference.programme.models import SpeakerRole

from .table_plan import Line

Parts = Sequence[tuple[str, str]]


def told_roles(told: Parts, stored: Parts) -> tuple[tuple[str, str], ...]:
    """(code, role) of each part; whoever is named without a role keeps the one there is, else is a speaker."""
    known: dict[str, list[str]] = defaultdict(list)
    for code, role in stored:
        known[code].append(role)
    parts = [
        (code, one) for code, role in told for one in ([role] if role else known[code] or [str(SpeakerRole.SPEAKER)])
    ]
    return tuple(dict.fromkeys(parts))


def keep_untold(line: Line, stored: Mapping[str, Any], outline: str) -> None:
    """The format knows one language and no components; files of ours name only people who agreed to it."""
    if set(line.said.get("languages", ())) <= set(stored["languages"]):
        line.said.pop("languages", None)
    if {part[0] for part in line.said.get("projects", ())} == {part[0] for part in stored["projects"]}:
        line.said.pop("projects", None)
    if outline == "own" and set(line.said.get("speakers", ())) <= set(stored["speakers"]):
        line.said.pop("speakers", None)
