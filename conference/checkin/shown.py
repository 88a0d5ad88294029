"""What the door shows of a person: as on the badge, the name in its own script, and what staff should mind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    code: str
    name: str
    national_name: str
    organisation: str
    language: str
    category: str  # code
    notes: Sequence[dict[str, Any]] = field(default=())  # as rules.notes_of has them


def words(person: Shown) -> dict[str, Any]:
    return {
        "name": person.name, "second": person.national_name, "lang": person.language, "dir": "auto",
        "org": person.organisation, "category": person.category, "notes": list(person.notes), "pickup": "",
        "tail": person.code[-3:], "reg": person.code,
    }  # fmt: skip
