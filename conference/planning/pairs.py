"""What is wrong between two sessions. Pure."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

from .board import Board, Placed, Span
from .busy import Busy, By, Pair, near_pairs
from .kinds import Clash, Kind, Level, level_of

Touched = Collection[int] | None


def between_two(board: Board, found: Busy, touched: Touched) -> Iterator[Clash]:
    """Every clash of two slots, each once; with `touched` only those of one of these slots."""
    yield from _at_once(Kind.SAME_ROOM, "room", found.rooms, board, touched)
    yield from _at_once(Kind.TEAM_TWICE, "team", found.teams, board, touched)
    yield from _at_once(Kind.PROJECT_TWICE, "projects", found.leads, board, touched)
    yield from _people(board, found.people, touched)


def _pairs(by: By, touched: Touched, within: timedelta = timedelta()) -> Iterator[tuple[str, Pair]]:
    for key, entries in by.items():
        if len(entries) == 1 or (touched is not None and not any(row.slot in touched for _span, row in entries)):
            continue
        for pair in near_pairs(entries, within):
            if touched is None or pair[0][1].slot in touched or pair[1][1].slot in touched:
                yield key, pair


def _at_once(kind: Kind, thing: str, by: By, board: Board, touched: Touched) -> Iterator[Clash]:
    """`thing` is the field of the clash that names what two slots need at the same time."""
    level = level_of(kind, board.settings.levels)
    if level is Level.IGNORE:
        return
    for key, pair in _pairs(by, touched):
        named: dict[str, Any] = {thing: (key,) if thing == "projects" else key}
        yield _clash(kind, level, pair, **named)


def _people(board: Board, by_person: By, touched: Touched) -> Iterator[Clash]:
    """People in two places at once, or without the time to go from one to the other."""
    twice = level_of(Kind.PERSON_TWICE, board.settings.levels)
    change = level_of(Kind.NO_TIME_TO_CHANGE, board.settings.levels)
    most = max(board.settings.room_change_minutes, board.settings.building_change_minutes)
    within = timedelta(minutes=most) if change is not Level.IGNORE else timedelta()
    shared: dict[tuple[int, int], tuple[Pair, list[str]]] = {}
    for person, pair in _pairs(by_person, touched, within):
        slots = (pair[0][1].slot, pair[1][1].slot)
        shared.setdefault(slots, (pair, []))[1].append(person)
    for pair, people in shared.values():
        (before, here), (after, there) = pair
        if before.overlaps(after):
            if twice is not Level.IGNORE:
                yield _clash(Kind.PERSON_TWICE, twice, pair, people=_in_order(people, here))
            continue
        needed = board.minutes_between(here.room, there.room)
        gap = after.starts_at - before.ends_at
        if gap < timedelta(minutes=needed):
            yield _clash(
                Kind.NO_TIME_TO_CHANGE, change, pair, people=_in_order(people, here),
                needed=needed, given=int(gap.total_seconds() // 60),
            )  # fmt: skip


def _in_order(people: list[str], row: Placed) -> tuple[str, ...]:
    return tuple(person for person in row.people if person in people)


def _clash(kind: Kind, level: Level, pair: Pair, **facts: Any) -> Clash:
    """The clash of a pair, for the time in which both are; between the two when they do not overlap."""
    (before, here), (after, there) = pair
    common = before.common(after)
    span = common if common.starts_at < common.ends_at else Span(before.ends_at, after.starts_at)
    return Clash(kind, level, (here.slot, there.slot), starts_at=span.starts_at, ends_at=span.ends_at, **facts)
