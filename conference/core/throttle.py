"""Limits that hold over all workers: one counter a bucket, key and window, in the main database."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .codes import digest
from .db import Base, UtcDateTime, db, transaction
from .errors import TooMany


class ThrottleCount(Base):
    """How often something was tried in a window. The key is a digest: no address or mail is kept."""

    __tablename__ = "throttle_count"

    bucket: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    count: Mapped[int]


def _count(insert: Any) -> Any:
    """Add a counter, or one to it, and say how many it is now."""
    table = Base.metadata.tables[ThrottleCount.__tablename__]
    statement = insert(table)
    more = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_={"count": table.c.count + 1})
    return more.returning(table.c.count)


# put together once: this is asked before most things that strangers may do
COUNT = {"sqlite": _count(sqlite.insert), "postgresql": _count(postgresql.insert)}


def hit(bucket: str, key: str, *, limit: int, seconds: int, at: datetime | None = None) -> None:
    """Count one attempt. Raises TooMany for the one after `limit` in a window of `seconds`."""
    at = at or now()
    start = datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=at.tzinfo)
    with transaction(lax=True) as session:
        dialect = session.get_bind().dialect.name
        count = session.scalar(COUNT[dialect], {"bucket": bucket, "key": digest(key), "window": start, "count": 1})
    if count is None or count > limit:
        raise TooMany(int((start + timedelta(seconds=seconds) - at).total_seconds()) + 1)


def forget(bucket: str, key: str) -> None:
    """Start anew for this key, for example after the right password."""
    with transaction() as session:
        session.execute(delete(ThrottleCount).where(ThrottleCount.bucket == bucket, ThrottleCount.key == digest(key)))


def forget_old(at: datetime) -> int:
    """Drop counters older than a day. Returns how many went."""
    with transaction():
        result = db.session.execute(delete(ThrottleCount).where(ThrottleCount.window < at - timedelta(days=1)))
        return int(result.rowcount)  # type: ignore[attr-defined]
