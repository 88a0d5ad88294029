"""Many people registering at the same time for too few places."""

import http.client
import re
import uuid
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import create_engine, text

from bench.load import get, run
from bench.server import Server

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PEOPLE, PLACES, CLIENTS = 600, 400, 32


def burst(server: Server, slug: str, database_url: str) -> dict[str, str]:
    """600 people, 32 at once, for 400 places: only sending the form, then the whole flow."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        taken = connection.execute(
            text("SELECT places_taken FROM event WHERE slug = :slug"), {"slug": slug}
        ).scalar_one()
        limit = {"slug": slug, "capacity": taken + PLACES}
        connection.execute(text("UPDATE event SET capacity = :capacity WHERE slug = :slug"), limit)
    path = f"/events/{slug}/register"
    token = token_of(get(server.connection(), path)[1].decode())

    def send(connection: http.client.HTTPConnection, person: int) -> str:
        body = urlencode(answers(person, token))
        connection.request("POST", path, body=body, headers=FORM)
        response = connection.getresponse()
        response.read()
        return str(response.status)

    def whole(connection: http.client.HTTPConnection, person: int) -> str:
        page = get(connection, path)[1].decode()
        connection.request("POST", path, body=urlencode(answers(person, token_of(page))), headers=FORM)
        response = connection.getresponse()
        response.read()
        return str(response.status)

    seen = run(server, CLIENTS, range(PEOPLE), send)
    with engine.connect() as connection:
        query = (
            "SELECT count(*), max(e.places_taken) FROM registration r JOIN event e ON e.id = r.event_id"
            " WHERE e.slug = :slug AND r.state IN ('pending', 'confirmed')"
        )
        held, counted = connection.execute(text(query), {"slug": slug}).one()
    with engine.begin() as connection:
        connection.execute(text("UPDATE event SET capacity = 1000000 WHERE slug = :slug"), {"slug": slug})
    flow = run(server, CLIENTS, range(10_000, 10_000 + PEOPLE), whole)
    engine.dispose()
    over, outcomes = max(0, held - limit["capacity"]), dict(seen.outcomes)
    return {
        "registrations, 600 for 400 places, 32 clients": f"{seen.per_second:.0f}/s, p95 {seen.percentile(0.95):.0f} "
        f"ms, {over} over, {held - taken} got a place {outcomes}, counter right: {held == counted}",
        "registrations, page and form": f"{flow.per_second:.0f}/s, p95 {flow.percentile(0.95):.0f} ms "
        f"{dict(flow.outcomes)}",
    }


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, "no form on the page"
    return found[1]


def answers(person: int, token: str) -> dict[str, Any]:
    return {
        "csrf_token": token,
        "submit_key": str(uuid.uuid4()),
        "name": f"Bērziņa {person}",
        "email": f"bench-{person}-{uuid.uuid4().hex[:6]}@example.org",
        "organisation": "State Border Guard",
        "country": "LV",
        "category": "participant",
        "language": "en",
    }
