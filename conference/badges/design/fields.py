"""The placeholders of a design: {name}, {organisation} … Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
JOINTS = re.compile(r"[\s,;:·•|/()–—-]*")  # what only stands between two values


@dataclass(frozen=True, slots=True)
class Field:
    """`personal`: differs from person to person, so it is never part of what badges share."""

    label: Any
    personal: bool = True


FIELDS: dict[str, Field] = {
    "name": Field(_l("Name")),
    "given_name": Field(_l("Given name, or the whole name where nobody asked for its parts")),
    "family_name": Field(_l("Family name, where the form asks for it")),
    "national_name": Field(_l("Name in its own script")),
    "honorific": Field(_l("Title before the name")),
    "position": Field(_l("Position")),
    "organisation": Field(_l("Organisation")),
    "country": Field(_l("Country")),
    "delegation": Field(_l("Delegation")),
    "pickup": Field(_l("Box where the badge is picked up")),
    "code": Field(_l("Ticket code in letters")),
    "number": Field(_l("Short code of the registration")),
    "category": Field(_l("Category"), personal=False),
    "event": Field(_l("Name of the event"), personal=False),
    "dates": Field(_l("Dates of the event"), personal=False),
    "place": Field(_l("Place of the event"), personal=False),
    "when": Field(_l("Day and times of the event"), personal=False),
    "where": Field(_l("Venue with its address"), personal=False),
    "contact": Field(_l("Address for questions"), personal=False),
    "room": Field(_l("Room, on door signs")),
    "day": Field(_l("Day, on door signs")),
}


def unknown_fields(text: str) -> list[str]:
    """The placeholders of a text that there are none of, as typed."""
    return [name for name in PLACEHOLDER.findall(text) if name not in FIELDS]


def fields_of(text: str) -> list[str]:
    return [name for name in PLACEHOLDER.findall(text) if name in FIELDS]


def is_personal(text: str) -> bool:
    return any(FIELDS[name].personal for name in fields_of(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values. Where all of them are empty, so is it; what joined an empty one to others goes too."""
    first, *rest = PLACEHOLDER.split(text)  # words, name, words, name, … words
    found = [(values.get(name, ""), after) for name, after in zip(rest[::2], rest[1::2], strict=True)]
    if found and not any(value for value, _after in found):
        return ""
    said, joint = first, ""
    for value, after in found:
        if value:
            said, joint = said + joint + value, ""
        if not JOINTS.fullmatch(after):
            said, joint = said + joint + after, ""
        elif value:
            joint = after
    if found and found[-1][0]:
        said += joint
    return " ".join(said.split())
