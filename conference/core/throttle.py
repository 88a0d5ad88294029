"""Limits that hold over all workers: one counter a bucket, key and window, in the main database."""

from datetime import datetime, timedelta

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


def hit(bucket: str, key: str, *, limit: int, seconds: int, at: datetime | None = None) -> None:
    """Count one attempt. Raises TooMany for the one after `limit` in a window of `seconds`."""
    at = at or now()
    start = datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=at.tzinfo)
    with transaction() as session:
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        statement = insert(ThrottleCount).values(bucket=bucket, key=digest(key), window=start, count=1)
        counted = statement.on_conflict_do_update(
            index_elements=["bucket", "key", "window"], set_={"count": ThrottleCount.count + 1}
        ).returning(ThrottleCount.count)
        count = session.execute(counted).scalar_one()
    if count > limit:
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
