"""Taking what was erased out of the files of an embedded database too, where it stands a while under no name."""

from datetime import datetime, timedelta

from sqlalchemy import text

from conference.core.db import db, is_sqlite, shorten_log, transaction
from conference.core.jobs import enqueue

KIND, MINUTE = "registration.scrub", timedelta(minutes=1)


def scrub_later(at: datetime) -> None:
    """In the caller's transaction; once for all who are erased within the same minute."""
    if is_sqlite():
        due = at.replace(second=0, microsecond=0) + MINUTE
        enqueue(KIND, {}, at=at, run_at=due, key=f"{KIND} {due:%Y-%m-%d %H:%M}")


def scrub() -> bool:
    """Write the search index anew without what was deleted, and empty the log of changes.

    False when a reader kept the log: it is to be tried again. Freed pages are overwritten by the database itself.
    """
    if not is_sqlite():
        return True
    with transaction() as session:
        session.execute(text("INSERT INTO registration_search(registration_search) VALUES ('optimize')"))
    return shorten_log(db.engine)
