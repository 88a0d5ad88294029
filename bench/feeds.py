"""The files of the agenda that other programs read: the first answer, one kept in memory, and one asked for again."""

import statistics
import time

from bench.load import get
from bench.server import Server

SLUG = "load-test"
FEEDS = ("agenda.ics", "schedule.xml", "schedule.json", "releases.atom")
ROUNDS = 20


def figures(server: Server) -> dict[str, str]:
    return {f"{name}, 200 sessions": figure(server, f"/events/{SLUG}/{name}") for name in FEEDS}


def figure(server: Server, path: str) -> str:
    first, (body, tag) = timed(server, path, {})
    kept = statistics.median(timed(server, path, {})[0] for _round in range(ROUNDS))
    known = statistics.median(timed(server, path, {"If-None-Match": tag})[0] for _round in range(ROUNDS))
    _taken, (again, _tag) = timed(server, path, {"If-None-Match": tag})
    return (
        f"{first:.0f} ms first, {kept:.1f} ms kept, {known:.1f} ms and {again} bytes by its ETag; {body / 1000:.0f} kB"
    )


def timed(server: Server, path: str, headers: dict[str, str]) -> tuple[float, tuple[int, str]]:
    """(milliseconds, (bytes, ETag))."""
    connection = server.connection()
    connection.connect()
    began = time.perf_counter()
    response, body = get(connection, path, headers)
    taken = (time.perf_counter() - began) * 1000
    connection.close()
    return taken, (len(body), response.headers.get("ETag", ""))
