"""Limits that hold over all workers: one counter a bucket, key and window, in the main database."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import String, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .codes import digest
from .db import Base, UtcDateTime, db, execute, transaction
from .errors import TooMany


class ThrottleCount(Base):
    """How often something was tried in a window. The key is a digest: no address or mail is kept."""

    __tablename__ = "throttle_count"

    bucket: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    count: Mapped[int]


def _count(insert: Any) -> Any:
    """Add a counter, or so many to it, and say how many it is now."""
    table = Base.metadata.tables[ThrottleCount.__tablename__]
    statement = insert(table)
    added = {"count": table.c.count + statement.excluded.count}
    more = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=added)
    return more.returning(table.c.count)


# put together once: this is asked before most things that strangers may do
COUNT = {"sqlite": _count(sqlite.insert), "postgresql": _count(postgresql.insert)}

LOT_SHARE, MOST_IN_LOT, MOST_LOTS = 100, 20, 10_000
Counted = tuple[str, str, int]  # bucket, digest of the key, limit
LOTS: dict[Counted, tuple[datetime, int]] = {}  # what is left of the lot that this process took in the window
LOTS_LOCK = Lock()


def hit(bucket: str, key: str, *, limit: int, seconds: int, at: datetime | None = None) -> None:
    """Count one attempt. Raises TooMany for the one after `limit` in a window of `seconds`.

    Of a limit in the hundreds each process takes a hundredth at once, so that not every attempt waits for a write:
    never more than `limit` get through, and what a process has not used when the window ends is lost.
    """
    at = at or now()
    start = datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=at.tzinfo)
    counted, lot = (bucket, digest(key), limit), max(1, min(limit // LOT_SHARE, MOST_IN_LOT))
    if lot > 1 and _take_from_lot(counted, start):
        return
    with transaction(lax=True) as session:
        row = {"bucket": bucket, "key": counted[1], "window": start, "count": lot}
        count = execute(COUNT[session.get_bind().dialect.name], row).scalar_one()
    granted = lot - max(0, count - limit)
    if granted < 1:
        raise TooMany(int((start + timedelta(seconds=seconds) - at).total_seconds()) + 1)
    _keep_lot(counted, start, granted - 1)


def _take_from_lot(counted: Counted, start: datetime) -> bool:
    with LOTS_LOCK:
        window, left = LOTS.get(counted, (start, 0))
        if window != start or left < 1:
            return False
        LOTS[counted] = (start, left - 1)
        return True


def _keep_lot(counted: Counted, start: datetime, left: int) -> None:
    """Beside what another thread has just got for the same."""
    if left < 1:
        return
    with LOTS_LOCK:
        if len(LOTS) >= MOST_LOTS:
            LOTS.clear()
        window, others = LOTS.get(counted, (start, 0))
        LOTS[counted] = (start, left + (others if window == start else 0))


def forget(bucket: str, key: str) -> None:
    """Start anew for this key, for example after the right password."""
    with transaction() as session:
        session.execute(delete(ThrottleCount).where(ThrottleCount.bucket == bucket, ThrottleCount.key == digest(key)))


def forget_old(at: datetime) -> int:
    """Drop counters older than a day. Returns how many went."""
    with transaction():
        result = db.session.execute(delete(ThrottleCount).where(ThrottleCount.window < at - timedelta(days=1)))
        return int(result.rowcount)  # type: ignore[attr-defined]
