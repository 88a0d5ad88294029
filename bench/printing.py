"""Printing end to end: a run of 1,000 badges with its log, what changed, one badge for the desk or for a station.

Run by itself it prints at the event of the database in the environment and says each figure on a line of its own.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from bench.server import ROOT
from conference.core import audit
from conference.core.clock import now
from conference.core.db import db
from conference.core.jobs import run_due
from conference.events.models import Event
from conference.events.queries import event_by_slug, get_event
from conference.printing import queries, services, station_queries, station_services, task_services
from conference.printing.choosing import standing_of
from conference.printing.printable import sheet_of
from conference.printing.rules import Which, Wish
from conference.printing.station_services import StationValues
from conference.registration.manage_queries import RegistrationFilter
from wsgi import app

SLUG = "load-test"
BADGES = 1000
TIMES = 10
ACTOR = audit.Actor("bench", None)


def figures(environ: dict[str, str]) -> dict[str, str]:
    said = subprocess.run(
        [sys.executable, "-m", "bench.printing"], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    return dict(line.split("\t") for line in said.stdout.splitlines() if "\t" in line)


def timed(work: Callable[[], object]) -> float:
    db.session.rollback()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def run(event_id: int, people: list[int]) -> str:
    code = services.ask_for_run(event_id, Wish(has_separators=True), people, actor=ACTOR, at=now())
    run_due()
    return code


def desk(event: Event, people: list[int]) -> float:
    """Milliseconds from the button to the page that prints itself."""

    def one(ident: int) -> None:
        services.print_badge(ident, None, "", actor=ACTOR, at=now())
        sheet_of(event, queries.people([ident])[0])

    return statistics.median(timed(lambda ident=ident: one(ident)) for ident in people) * 1000  # type: ignore[misc]


def station(event_id: int, people: list[int]) -> float:
    """Milliseconds from the sending to the note that it was printed, without paper and network."""
    code = station_services.add_station(event_id, StationValues("Bench", "single"), actor=ACTOR, at=now())
    row = station_queries.find_station(event_id, code)
    assert row is not None
    ident = row.id
    station_services.pair(station_services.pairing_code(row, now()), at=now())

    def one(person: int) -> None:
        task_services.send_to_station(person, code, actor=ACTOR, at=now())
        task = task_services.take_task(ident, at=now())
        assert task is not None
        task_services.finish_task(ident, task, at=now())

    return statistics.median(timed(lambda person=person: one(person)) for person in people) * 1000  # type: ignore[misc]


def main() -> None:
    event_id = event_by_slug(SLUG).id
    everybody = queries.everybody(event_id)
    people = everybody[:BADGES]
    print(f"run of {len(people)} badges, asked to kept and noted\t{timed(lambda: run(event_id, people)):.2f} s")
    found = queries.runs_of_event(event_id, now())[0]
    assert found.finished_at is not None, found.failure
    seconds = timed(lambda: standing_of(get_event(event_id), RegistrationFilter()).of(Which.NEW))
    print(f"who of {len(everybody)} needs a badge, {len(people)} printed\t{seconds:.2f} s")
    spare = everybody[BADGES : BADGES + 2 * TIMES] or everybody[: 2 * TIMES]
    print(f"one badge for the desk\t{desk(get_event(event_id), spare[:TIMES]):.0f} ms")
    print(f"one badge by a station\t{station(event_id, spare[TIMES:]):.0f} ms")


if __name__ == "__main__":
    with app.app_context():
        main()
