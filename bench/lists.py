"""The organisers' table with 100,000 registrations: searched while typing, filtered, exported."""

import time
import uuid
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from sqlalchemy import Engine, create_engine, text

from bench.load import get
from bench.registrations import FORM, token_of
from bench.server import Server

PEOPLE, CHUNK, TRIES = 100_000, 2_000, 3
FIRST = ("anna", "janis", "omurbek", "aigul", "dilnoza", "nguyen", "elena", "ivan", "timur", "sophie")
LAST = ("berzins", "karenina", "mamytov", "asanov", "ulgu", "mueller", "rossi", "dupont", "novak", "silva", "ozols")
PLACES = ("interior", "border guard", "customs", "health", "finance", "education", "energy")
FIRST_CAME = datetime(2026, 1, 1)  # noqa: DTZ001 - as databases hold it
TYPED = ("omurbek", "berz", "border guard", "zzzz", "p77777", "ULGU customs")


def figures(server: Server, slug: str, url: str, email: str, password: str) -> dict[str, str]:
    """`email`, `password`: of an organiser. The event is filled up to 100,000 people first."""
    engine = create_engine(url)
    fill_up(engine, slug)
    if engine.dialect.name == "postgresql":  # as its autovacuum does within a minute
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
            alone.execute(text("VACUUM ANALYZE registration"))
    engine.dispose()
    connection, cookie = server.connection(), signed_in(server, email, password)
    base = f"/manage/{slug}/registrations/"

    def took(path: str) -> float:
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, f"{path} answers {answer.status}"
        return time.perf_counter() - began

    searches = sorted(min(took(f"{base}?part=results&q={quote(typed)}") for _ in range(TRIES)) for typed in TYPED)
    found = {
        "search over 100,000 people, while typing": f"{searches[len(searches) // 2] * 1000:.0f} ms, "
        f"slowest {searches[-1] * 1000:.0f} ms",
        "table of 100,000 people with its filters": f"{min(took(base) for _ in range(TRIES)) * 1000:.0f} ms",
    }
    for end in ("csv", "xlsx"):
        before = server.memory_mb
        seconds = took(f"{base}export.{end}?columns=all")
        more = max(0, server.memory_mb - before)
        found[f"export of 100,000 people, {end}"] = f"{seconds:.1f} s, memory +{more:.0f} MB"
    return found


def signed_in(server: Server, email: str, password: str) -> str:
    connection = server.connection()
    page = get(connection, "/account/sign-in")[1].decode()
    fields = {"csrf_token": token_of(page), "email": email, "password": password}
    connection.request("POST", "/account/sign-in", body=urlencode(fields), headers=FORM)
    response = connection.getresponse()
    response.read()
    return str(response.headers["Set-Cookie"]).partition(";")[0]


def fill_up(engine: Engine, slug: str) -> None:
    """Copies of one of the event's registrations, under other names; cancelled, so that they hold no places."""
    with engine.begin() as connection:
        query = "SELECT r.* FROM registration r JOIN event e ON e.id = r.event_id WHERE e.slug = :slug LIMIT 1"
        one = dict(connection.execute(text(query), {"slug": slug}).mappings().one())
        there = connection.execute(
            text("SELECT count(*) FROM registration WHERE event_id = :event"), {"event": one["event_id"]}
        ).scalar_one()
        del one["id"]
        values = ", ".join(f":{name}" for name in one)
        add = text(f"INSERT INTO registration ({', '.join(one)}) VALUES ({values})")  # noqa: S608 - our own columns
        for start in range(there, PEOPLE, CHUNK):
            connection.execute(add, [copy_of(one, number) for number in range(start, min(start + CHUNK, PEOPLE))])


def copy_of(one: dict[str, Any], number: int) -> dict[str, Any]:
    name, email = f"{FIRST[number % 10]} {LAST[number % 11]}", f"p{number}@example.org"
    organisation = f"ministry of {PLACES[number % 7]} {number % 40}"
    return {
        **one, "uuid": str(uuid.UUID(int=number)), "code": f"Z{number:07}", "state": "cancelled", "answers": "{}",
        "name": name.title(), "name_key": f"{name} {organisation} {email}", "email": email, "email_key": email,
        "organisation": organisation, "link_digest": f"bench {number}", "submit_key": None,
        "created_at": str(FIRST_CAME + timedelta(seconds=90 * number)),
    }  # fmt: skip
