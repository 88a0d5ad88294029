"""What the door shows of a person: as on the badge, the name in its own script, and what staff should mind."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    code: str
    name: str
    national_name: str
    organisation: str
    language: str
    category: str  # code
    may_be_photographed: bool


def words(person: Shown) -> dict[str, Any]:
    notes = [{"icon": "vip"}] if person.category.startswith("vip") else []
    if not person.may_be_photographed:
        notes.append({"icon": "no_photo"})
    return {
        "name": person.name, "second": person.national_name, "lang": person.language, "dir": "auto",
        "org": person.organisation, "category": person.category, "notes": notes, "pickup": "",
        "tail": person.code[-3:], "reg": person.code,
    }  # fmt: skip
