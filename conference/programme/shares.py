"""What each part of a project does at an event, counted as the whole project is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from .agenda import Item, Share, share_of, working


@dataclass(frozen=True, slots=True)
class PartShare:
    """`number` of the component; None for the sessions that belong to the project as a whole."""

    number: int | None
    share: Share
    items: tuple[Item, ...]


def belongs(item: Item, code: str) -> bool:
    return any(run.project.code == code for run in item.run_by)


def leads(item: Item, code: str) -> bool:
    return bool(item.run_by) and item.run_by[0].project.code == code


def numbers_of(item: Item, code: str) -> tuple[int | None, ...]:
    """The components of the project `code` that run the session; (None,) for the project as a whole."""
    return tuple(dict.fromkeys(run.component for run in item.run_by if run.project.code == code))


def part_shares(items: Iterable[Item], code: str) -> dict[int | None, PartShare]:
    """The share of each component that runs a session, and of the project as a whole, by number.

    A session of two components counts for both, so the parts may add up to more than the project.
    """
    own = [item for item in working(items) if belongs(item, code)]
    numbers = {number for item in own for number in numbers_of(item, code)}
    return {number: _part(number, own, code) for number in sorted(numbers, key=lambda number: number or 0)}


def _part(number: int | None, items: Iterable[Item], code: str) -> PartShare:
    own = tuple(item for item in items if number in numbers_of(item, code))
    whole = share_of(own, code)
    led = sum(item.run_by[0].project.code == code and item.run_by[0].component == number for item in own)
    return PartShare(number, Share(whole.sessions, led, whole.speakers, whole.hours), own)
