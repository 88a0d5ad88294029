"""What each part of a project does at an event, counted as the whole project is. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    led = {(item.release_id, item.code) for item in own if leads(item, code) and item.run_by[0].component == number}
    return PartShare(number, replace(share_everywhere(own, code), led=len(led)), own)


def share_everywhere(items: Iterable[Item], code: str) -> Share:
    """The shares of the project at several events, added up; each event has codes and speakers of its own."""
    by_release: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_release[item.release_id].append(item)
    shares = [share_of(own, code) for own in by_release.values()]
    return Share(
        sessions=sum(share.sessions for share in shares),
        led=sum(share.led for share in shares),
        speakers=sum(share.speakers for share in shares),
        hours=round(sum(share.hours for share in shares), 2),
    )
