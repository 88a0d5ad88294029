"""Who and what is busy when: a board's slots by what they share. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from .board import Board, Placed, Span

By = dict[str, list[tuple[Span, Placed]]]


@dataclass(frozen=True, slots=True)
class Busy:
    """What takes place, by room, person, leading project, team and session; each list in order of time.

    `everything` is all of it. Cancelled slots and those without a time are left out.
    """

    everything: list[tuple[Span, Placed]] = field(default_factory=list)
    rooms: By = field(default_factory=lambda: defaultdict(list))
    people: By = field(default_factory=lambda: defaultdict(list))
    leads: By = field(default_factory=lambda: defaultdict(list))
    teams: By = field(default_factory=lambda: defaultdict(list))
    sessions: By = field(default_factory=lambda: defaultdict(list))


def busy(board: Board) -> Busy:
    found = Busy()
    found.everything.extend((row.span, row) for row in board.slots if row.span and not row.is_cancelled)
    found.everything.sort(key=lambda entry: (entry[0].starts_at, entry[1].slot))
    for entry in found.everything:
        row = entry[1]
        found.sessions[row.session].append(entry)
        if row.room is not None:
            found.rooms[row.room].append(entry)
        if row.team is not None:
            found.teams[row.team].append(entry)
        if row.lead is not None and not row.is_break:
            found.leads[row.lead].append(entry)
        for person in row.people:
            found.people[person].append(entry)
    return found


Pair = tuple[tuple[Span, Placed], tuple[Span, Placed]]


def near_pairs(entries: Sequence[tuple[Span, Placed]], within: timedelta = timedelta()) -> Iterator[Pair]:
    """Each pair of which the later begins before the earlier is over for `within`; `entries` in order of time."""
    running: list[tuple[Span, Placed]] = []
    for entry in entries:
        starts_at = entry[0].starts_at
        running = [before for before in running if before[0].ends_at + within > starts_at]
        for before in running:
            yield before, entry
        running.append(entry)
