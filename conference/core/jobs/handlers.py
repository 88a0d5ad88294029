"""What can be asked of the worker: features register one function for each kind of job."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

Handler = Callable[[int, dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}
LONG: set[str] = set()  # kinds of work that somebody watches for seconds or minutes


class Lane(StrEnum):
    """Queues with threads of their own, so that nothing waits behind what is of another kind."""

    QUICK = "conference"  # the mail to who registered just now
    MANY = "conference-many"  # what was listed by the thousand: letters to all
    LONG = "conference-long"  # an import, a run of badges


# What the worker does about once an hour; each says how much it did. Features join when they start.
CHORES: list[Callable[[datetime], int]] = []


class RetryLater(Exception):
    """The work could not be done now, for a reason outside; try again after `delay`."""

    def __init__(self, words: str, delay: timedelta | None = None) -> None:
        super().__init__(words)
        self.delay = delay


class PutOff(Exception):
    """It was not even tried, as it would be in vain before `until`: that is no attempt."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"put off until {until}")
        self.until = until


class GiveUp(Exception):
    """The work can never be done; the words say why."""


def job(kind: str, *, is_long: bool = False) -> Callable[[Handler], Handler]:
    """Register `fn(job_id, payload)`. It may run twice after a crash, so it must look at its rows first."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        if is_long:
            LONG.add(kind)
        return handler

    return register


def lane_of(kind: str, *, is_of_many: bool = False) -> Lane:
    if kind in LONG:
        return Lane.LONG
    return Lane.MANY if is_of_many else Lane.QUICK


# What the worker looks at in each of its rounds, every few seconds: work that is due by rows of a feature's own.
ROUNDS: dict[str, Callable[[datetime], None]] = {}


def each_round(name: str) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Register `fn(at)`. It must be quick when there is nothing to do, and stand being called by several workers."""

    def register(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
        ROUNDS[name] = function
        return function

    return register
