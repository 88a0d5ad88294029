"""What can be asked of the worker: features register one function for each kind of job."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

Handler = Callable[[int, dict[str, Any]], None]
HANDLERS: dict[str, Handler] = {}


# What the worker does about once an hour; each says how much it did. Features join when they start.
CHORES: list[Callable[[datetime], int]] = []


class RetryLater(Exception):
    """The work could not be done now, for a reason outside; try again after `delay`."""

    def __init__(self, words: str, delay: timedelta | None = None) -> None:
        super().__init__(words)
        self.delay = delay


class GiveUp(Exception):
    """The work can never be done; the words say why."""


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register `fn(job_id, payload)`. It may run twice after a crash, so it must look at its rows first."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


# What the worker looks at in each of its rounds, every few seconds: work that is due by rows of a feature's own.
ROUNDS: dict[str, Callable[[datetime], None]] = {}


def each_round(name: str) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Register `fn(at)`. It must be quick when there is nothing to do, and stand being called by several workers."""

    def register(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
        ROUNDS[name] = function
        return function

    return register
