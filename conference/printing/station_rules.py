"""When a station can be paired and reached, and how a task stands."""

from datetime import datetime, timedelta
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from .station_models import PrintStation, PrintTask, TaskState

PAIRING_TIME = timedelta(minutes=10)
ONLINE_FOR = timedelta(seconds=45)  # a station asks every two seconds
SEEN_EVERY = timedelta(seconds=15)  # how exactly that is noted
NO_ANSWER = timedelta(minutes=2)
TASKS_KEPT = timedelta(days=2)


class WrongCode(Refused):
    code: ClassVar[str] = "wrong_code"


class NoStation(Refused):
    code: ClassVar[str] = "no_station"


class NotYours(Refused):
    code: ClassVar[str] = "not_yours"


def wrong_code() -> WrongCode:
    return WrongCode(_("This code is wrong, was used already or is older than ten minutes. Ask for a new one."))


def no_station() -> NoStation:
    return NoStation(_("There is no such print station any more. Choose another one."))


def not_yours() -> NotYours:
    return NotYours(_("This badge is not being printed here"))


def state_of(station: PrintStation, at: datetime) -> str:
    """Say whether a station is unpaired, online or offline."""
    if not station.is_live:
        return "unpaired"
    return "online" if station.last_seen_at and at - station.last_seen_at < ONLINE_FOR else "offline"


def is_lost(task: PrintTask, at: datetime) -> bool:
    """A station took it and never said how it ended."""
    return task.state == TaskState.TAKEN and task.taken_at is not None and at - task.taken_at > NO_ANSWER
