"""`make bench`: all figures, on SQLite and on PostgreSQL."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import (
    badges,
    checkins,
    decoding,
    designing,
    feeds,
    imports,
    lists,
    mails,
    phones,
    planning,
    printing,
    registrations,
    releases,
    site,
)
from bench.server import environment, flask, running
from tests import postgres

PEOPLE = 3000


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    try:
        yield {
            "SQLite": f"sqlite:///{folder / 'SQLite' / 'bench.sqlite3'}",
            "PostgreSQL": postgres.create_database("bench"),
        }
    finally:
        postgres.stop_server()


def show(title: str, figures: dict[str, str]) -> None:
    print(f"\n{title}\n{'-' * len(title)}")
    for what, figure in figures.items():
        print(f"{what:48} {figure}", flush=True)


def figures_of(url: str, folder: Path) -> dict[str, str]:
    environ = environment(url, folder)
    flask(environ, "db", "upgrade")
    said = flask(environ, "demo", "load", "--size", str(PEOPLE))
    account = re.search(r"(door\S*@\S+)\s+(\S+)", said)
    organiser = re.search(r"(organiser\S*@\S+)\s+(\S+)", said)
    assert account, said
    assert organiser, said
    with running(environ) as server:
        figures = {"start to first answer": f"{server.start_seconds:.2f} s"}
        figures |= site.agenda(server)
        figures |= feeds.figures(server)
        figures |= registrations.burst(server, "load-test", url)
        figures |= checkins.doors(server)
        figures |= phones.figures(server)
        figures |= site.first_load(server, "/events/load-test/")
        figures |= site.first_load(server, "/events/load-test/agenda")
        figures |= designing.figures(server, "load-test", organiser[1], organiser[2])
        figures |= releases.figures(environ)
        figures |= lists.figures(server, "load-test", url, organiser[1], organiser[2])
        figures["memory of the web processes after all that"] = f"{server.memory_mb:.0f} MB"
    figures |= imports.figures(environ, "load-test", organiser[1], organiser[2])
    figures |= mails.figures(environ, "load-test")
    figures |= printing.figures(environ)
    return figures


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="conference-bench-") as name:
        folder = Path(name)
        with databases(folder) as urls:
            for database, url in urls.items():
                (folder / database).mkdir()
                show(database, figures_of(url, folder / database))
    show("Badges", badges.figures())
    show("Door, camera", decoding.figures())
    show("Agenda", planning.figures())


if __name__ == "__main__":
    main()
