"""Rows that stand in an order which people choose. Pure."""

from collections.abc import Sequence
from typing import Protocol


class Placed(Protocol):
    id: int
    position: int


def move(rows: Sequence[Placed], ident: int, *, up: bool) -> bool:
    """Change places of the row `ident` and the one above or below it; tells whether there was one.

    rows: all of them in their present order; they are numbered anew from 1, so that none shares a place.
    """
    order = list(rows)
    here = next((place for place, row in enumerate(order) if row.id == ident), None)
    there = None if here is None else here - 1 if up else here + 1
    if here is None or there is None or not 0 <= there < len(order):
        return False
    order[here], order[there] = order[there], order[here]
    for position, row in enumerate(order, start=1):
        row.position = position
    return True
