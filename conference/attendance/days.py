"""The days of an event as people live them: a gala that ends at one in the morning belongs to the evening. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from conference.core.times import local_day

LATEST_NIGHT = timedelta(hours=6)  # past midnight: an exhibition open day and night makes no day longer
MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Holding:
    """A slot of the agenda, as far as attendance needs it; instants are UTC."""

    slot_id: int
    room_id: int | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """One day, from the moment it begins to the moment the next one does; `closes_at`: the last session's end."""

    on: date
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime | None


def midnight(on: date, zone: str) -> datetime:
    """When the day begins; where clocks skip midnight, at the moment that they show first."""
    return datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


class Days:
    """All days on which something is held or was scanned, without gaps; outside of them there is no day."""

    def __init__(self, holdings: Iterable[Holding], moments: Iterable[datetime], zone: str) -> None:
        holdings = sorted(holdings, key=lambda one: (one.starts_at, one.ends_at))
        instants = [*(one.starts_at for one in holdings), *(one.ends_at for one in holdings), *moments]
        self.spans = tuple(_spans(holdings, instants, zone)) if instants else ()
        self._starts = [span.starts_at for span in self.spans]

    def of(self, at: datetime) -> Span:
        """The day of an instant among those that the days were made of."""
        return self.spans[max(0, bisect_right(self._starts, at) - 1)]


def _spans(holdings: list[Holding], instants: list[datetime], zone: str) -> Iterator[Span]:
    on, last = local_day(min(instants), zone) - timedelta(days=1), local_day(max(instants), zone)
    starts_at = _end_of_night(midnight(on, zone), holdings)
    for _day in range(MOST_DAYS):
        ends_at = _end_of_night(midnight(on + timedelta(days=1), zone), holdings)
        of_day = [one.ends_at for one in holdings if starts_at <= one.starts_at < ends_at]
        yield Span(on, starts_at, ends_at, min(max(of_day), ends_at) if of_day else None)
        on, starts_at = on + timedelta(days=1), ends_at
        if on > last:
            return


def _end_of_night(turn: datetime, holdings: list[Holding]) -> datetime:
    """Midnight, or the end of what runs across it."""
    end = turn
    for one in holdings:  # by start, so that what begins in the night moves on what it overlaps
        if one.starts_at < end < one.ends_at <= turn + LATEST_NIGHT:
            end = one.ends_at
    return end
