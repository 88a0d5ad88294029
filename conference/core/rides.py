"""How the threads of a process write into SQLite: one after the other, and where they may, in one transaction.

SQLite writes one transaction at a time. So a writer who is done while others wait hands them its open transaction
instead of storing it, and waits too; the last of them stores what all have written. Each has a savepoint of its own:
what one takes back is taken back for that one alone.

The disk is waited for after the turn, while others write: nobody is told that something is stored before it would
survive a power cut, but nobody waits for the disk on another's behalf either.

An open transaction is always in the hands of one thread, which works in it, hands it on, or ends it.
"""

import os
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from threading import Event, Lock
from time import monotonic
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from . import filelock

WAIT_SECONDS = 5
MOST_PASSENGERS = 8  # the first one waits for all others


class Ride:
    """A transaction that writers share, one after the other: all that they wrote is stored together, or nothing."""

    def __init__(self, engine: Engine, until: float) -> None:
        self.engine = engine
        self.passengers = 0
        self.ended = Event()
        self.failure: BaseException | None = None
        self._stack = ExitStack()
        with ExitStack() as stack:
            stack.enter_context(turn_of_process(engine, until))
            self.connection = stack.enter_context(engine.connect()).execution_options(writer=True)
            self.connection.begin()
            self._stack = stack.pop_all()

    def board(self, session: Session) -> None:
        """Let the session write in this transaction. What the first one takes back ends it: nobody else is on it."""
        session.join_transaction_mode = "create_savepoint" if self.passengers else "rollback_only"
        self.passengers += 1
        session.connection(bind_arguments={"bind": self.connection})

    @property
    def is_open(self) -> bool:
        """SQLite gives up a whole transaction by itself when the disk is full or broken."""
        try:
            return self.connection.in_transaction() and bool(self.connection.connection.dbapi_connection.in_transaction)  # type: ignore[union-attr]
        except SQLAlchemyError:
            return False

    def end(self, line: "Line") -> None:
        """Store what all have written, let the next in `line` write, and wait for the disk meanwhile.

        `failure` says what went wrong, `ended` that it is known.
        """
        try:
            with self._stack:
                self._store()
        except BaseException as error:  # noqa: BLE001 - whoever has written in it raises it
            self.failure = error
        line.end_turn()
        try:
            if self.failure is None:
                wait_for_disk(self.engine)
        except OSError as error:
            self.failure = error
        finally:
            self.ended.set()

    def _store(self) -> None:
        if not self.connection.in_transaction():
            return  # the only one on it has taken all back
        is_given_up = not self.is_open
        try:
            self.connection.commit()
        except BaseException:
            self.connection.invalidate()  # closed, whatever was left open in it
            raise
        if is_given_up:  # then there was nothing any more to commit
            raise OperationalError("COMMIT", None, RuntimeError("SQLite has given up the transaction"))


class Waiting:
    """A writer in the line. `shares`: it may write in the transaction of others."""

    def __init__(self, *, shares: bool) -> None:
        self.shares = shares
        self.called = Event()
        self.ride: Ride | None = None


class Line:
    """The writers of one database in this process, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Waiting] = deque()
        self._is_taken = False

    def wait(self, *, shares: bool, until: float) -> tuple[bool, Ride | None]:
        """(whether it is our turn, the open transaction that comes with it)."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True, None
            me = Waiting(shares=shares)
            self._waiting.append(me)
        if not me.called.wait(max(0.0, until - monotonic())):
            with self._lock:
                if me in self._waiting:  # else it was called in this very moment
                    self._waiting.remove(me)
                    return False, None
        return True, me.ride

    def hand_on(self, ride: Ride) -> bool:
        """Give the turn with the transaction to the next in line; False when it has to be ended first."""
        with self._lock:
            if not self._waiting or not self._waiting[0].shares or ride.passengers >= MOST_PASSENGERS:
                return False
            following = self._waiting.popleft()
            following.ride = ride
            following.called.set()
            return True

    def end_turn(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().called.set()
            else:
                self._is_taken = False


@cache
def line_of(database: str) -> Line:
    """By the path of the file."""
    return Line()


@contextmanager
def alone(engine: Engine) -> Iterator[bool]:
    """Wait for the turn to write. Whoever waits too long goes on to ask SQLite, which says when it is too busy.

    Gives False: the session is to begin a transaction of its own.
    """
    line, until = line_of(str(engine.url.database)), monotonic() + WAIT_SECONDS
    is_ours, _none = line.wait(shares=False, until=until)
    try:
        with turn_of_process(engine, until):
            yield False
    finally:
        if is_ours:
            line.end_turn()


@contextmanager
def shared(engine: Engine, session: Session) -> Iterator[bool]:
    """Write with others where some wait; the session is committed inside. At the end what it wrote is on the disk.

    False: it was not our turn in time, and the session is to write as it would alone.
    """
    line, until = line_of(str(engine.url.database)), monotonic() + WAIT_SECONDS
    is_ours, ride = line.wait(shares=True, until=until)
    if not is_ours:
        yield False
        return
    try:
        ride = ride or Ride(engine, until)
    except BaseException:
        line.end_turn()
        raise
    try:
        ride.board(session)
        yield True
    finally:
        if not (ride.is_open and line.hand_on(ride)):
            ride.end(line)
    ride.ended.wait()
    if ride.failure is not None:
        raise ride.failure


def turn_of_process(engine: Engine, until: float) -> Any:
    """Let processes wait for each other, too: SQLite has them sleep longer."""
    return filelock.held(f"{engine.url.database}.turn", until)


def wait_for_disk(engine: Engine) -> None:
    """Return once all that is stored until now would survive a power cut. Others may write meanwhile.

    With `synchronous=FULL` SQLite would wait in the middle of the turn. Raises OSError.
    """
    try:
        log = os.open(f"{engine.url.database}-wal", os.O_RDONLY)
    except FileNotFoundError:
        return  # SQLite removes it when all has gone from it to the disk
    try:
        os.fdatasync(log)
    finally:
        os.close(log)
