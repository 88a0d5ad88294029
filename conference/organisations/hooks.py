"""How other features refer to organisations; each joins when it starts, as this one cannot know them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Use:
    """One place where something is used: what it is there, the name of the place, and the page where that is edited."""

    what: Any
    name: str
    endpoint: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """What one feature has to say of its references to organisations.

    column: "table.column" of the foreign key; uses: where an organisation is used; move: refer to the second instead of
    the first; touch: what visitors see of the organisation has changed. The last two run in the caller's transaction.
    """

    column: str
    uses: Callable[[int], list[Use]]
    move: Callable[[int, int], None]
    touch: Callable[[int], None]


REFERENCES: list[Reference] = []

# Each: where people typed one of these names. They are words, not references: they move with the names of an entry,
# stay as they were typed, and keep nothing from being deleted.
MENTIONS: list[Callable[[Collection[str]], list[Use]]] = []


def join(reference: Reference) -> None:
    """Add a feature's references, once however often the application is made."""
    REFERENCES[:] = [known for known in REFERENCES if known.column != reference.column]
    REFERENCES.append(reference)
