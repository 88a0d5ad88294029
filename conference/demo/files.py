"""The data files, as plain values. Times in them are wall times of the event's zone."""

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from conference.core.times import from_wall

FOLDER = Path(__file__).parent / "data"
EVENTS = ("infopoint-2024", "sample-2027")

Table = dict[str, Any]


@cache
def read(name: str) -> Table:
    """One file by its name without suffix, for example "infopoint-2024/agenda"."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def session_times(session: Table, first_day: date, zone: str) -> tuple[datetime, datetime]:
    """When a session of the files begins and ends; its `day` counts from one."""
    day = first_day + timedelta(days=session.get("day", 1) - 1)
    return (
        from_wall(datetime.combine(day, session["from"]), zone),
        from_wall(datetime.combine(day, session["to"]), zone),
    )
