"""Publishing an agenda of 200 sessions that all moved: clashes looked for, all kept, everybody concerned mailed.

Run by itself it publishes at the event of the database in the environment and prints the seconds of each time.
"""

import subprocess
import sys
import time
from datetime import timedelta

from sqlalchemy import select, update

from bench.server import ROOT
from conference.core import audit
from conference.core.clock import now
from conference.core.db import db, transaction
from conference.events.queries import event_by_slug, get_event
from conference.planning.release_queries import clashes_of_draft
from conference.planning.release_rules import Wish, mark_of
from conference.planning.release_services import publish
from conference.programme.models import Placement, Session
from wsgi import app

SLUG = "load-test"
TIMES = 3
ACTOR = audit.Actor("bench", None)


def figures(environ: dict[str, str]) -> dict[str, str]:
    said = subprocess.run(
        [sys.executable, "-m", "bench.releases"], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    seconds, sessions = said.stdout.split(maxsplit=1)
    return {f"release of {sessions.strip()} moved sessions, with mails": f"{float(seconds):.2f} s"}


def move_all(event_id: int, minutes: int) -> int:
    """Move every session of the draft; returns how many places moved."""
    theirs = select(Session.id).where(Session.event_id == event_id)
    drafted = select(Placement).where(Placement.release_id.is_(None), Placement.session_id.in_(theirs))
    with transaction() as session:
        rows = session.scalars(drafted).all()
        for row in rows:
            by = timedelta(minutes=minutes)
            session.execute(
                update(Placement)
                .where(Placement.id == row.id)
                .values(starts_at=row.starts_at + by, ends_at=row.ends_at + by)
            )
    return len(rows)


def publish_all(event_id: int, minutes: int) -> tuple[float, int]:
    """(seconds of publishing, places moved before)."""
    moved = move_all(event_id, minutes)
    wish = Wish(note="bench", tells=True, accepted=mark_of(clashes_of_draft(get_event(event_id))))
    db.session.rollback()
    began = time.perf_counter()
    publish(event_id, wish, actor=ACTOR, at=now())
    return time.perf_counter() - began, moved


if __name__ == "__main__":
    with app.app_context():
        event_id = event_by_slug(SLUG).id
        db.session.rollback()
        done = [publish_all(event_id, 5 if number % 2 == 0 else -5) for number in range(TIMES)]
        print(max(seconds for seconds, _moved in done), done[0][1])
