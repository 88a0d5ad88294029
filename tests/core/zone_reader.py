"""A second reader of VTIMEZONE, by the letter of RFC 5545, 3.6.5: it knows nothing but the file itself."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

FAR = datetime(2040, 1, 1)  # noqa: DTZ001 - a wall time
Periods = list[tuple[datetime, timedelta]]  # (since when in UTC, how far ahead of UTC)


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def read_by_definition(data: bytes) -> list[tuple[datetime, datetime]]:
    """(start, end) of each entry in UTC."""
    lines = unfolded(data)
    zones = dict(_zones(lines))
    lines = lines[lines.index("BEGIN:VEVENT") :]
    starts = [_instant(line, zones) for line in lines if line.startswith("DTSTART")]
    ends = [_instant(line, zones) for line in lines if line.startswith("DTEND")]
    return list(zip(starts, ends, strict=True))


def _zones(lines: list[str]):
    name, periods = "", []
    part: dict[str, str] = {}
    for line in lines:
        key, _, value = line.partition(":")
        if line in ("BEGIN:STANDARD", "BEGIN:DAYLIGHT"):
            part = {}
        elif line in ("END:STANDARD", "END:DAYLIGHT"):
            periods += _onsets(part)
        elif key == "TZID":
            name, periods = value, []
        elif line == "END:VTIMEZONE":
            yield name, sorted(periods)
        part[key] = value


def _onsets(part: dict[str, str]) -> Periods:
    """When the part's offset comes into force: its wall times count in the offset from before."""
    start = _wall(part["DTSTART"])
    walls = rrulestr(part["RRULE"], dtstart=start).between(start, FAR, inc=True) if "RRULE" in part else [start]
    before, after = _offset(part["TZOFFSETFROM"]), _offset(part["TZOFFSETTO"])
    return [((wall - before).replace(tzinfo=UTC), after) for wall in walls]


def _instant(line: str, zones: dict[str, Periods]) -> datetime:
    head, _, value = line.partition(":")
    if value.endswith("Z"):
        return _wall(value[:-1]).replace(tzinfo=UTC)
    wall, periods = _wall(value).replace(tzinfo=UTC), zones[head.partition("TZID=")[2]]
    for (since, offset), (until, _following) in pairwise([*periods, (FAR.replace(tzinfo=UTC), timedelta())]):
        if since <= wall - offset < until:
            return wall - offset
    earlier = [offset for since, offset in periods if since <= wall - offset]
    return wall - earlier[-1]  # a time that clocks skip: read in the offset from before


def _wall(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall time


def _offset(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    hours, minutes, seconds = int(text[1:3]), int(text[3:5]), int(text[5:7] or 0)
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)
