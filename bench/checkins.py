"""Eight doors scanning as fast as they can."""

import http.client
import json
import re
import subprocess
import sys
import uuid
from typing import Any
from urllib.parse import urlencode

from bench.load import get, run
from bench.registrations import FORM, token_of
from bench.server import ROOT, Server

SLUG = "load-test"
DOORS, SCANS = 8, 2400
SCANNED_MS = 1_803_110_400_000  # a morning of the event
CODES = """
import sys
from sqlalchemy import select
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration, Ticket
from conference.events.models import Event
from conference.core.db import db
from wsgi import app
with app.app_context():
    query = select(Ticket).join(Registration).join(Event).where(
        Event.slug == "load-test", Ticket.revoked_at.is_(None), Registration.state == "confirmed")
    query = query.limit(int(sys.argv[1]))
    print("\\n".join(ticket_code_of(ticket) for ticket in db.session.scalars(query)))
"""


class Doorkeeper:
    """A phone that somebody signed in made a door of the big event."""

    def __init__(self, server: Server, email: str, password: str, entrance: str) -> None:
        connection = server.connection()
        page = get(connection, "/account/sign-in")[1].decode()
        fields = {"csrf_token": token_of(page), "email": email, "password": password}
        connection.request("POST", "/account/sign-in", body=urlencode(fields), headers=FORM)
        response = connection.getresponse()
        response.read()
        cookie = response.headers["Set-Cookie"].partition(";")[0]
        page = get(connection, f"/door/{SLUG}/", {"Cookie": cookie})[1].decode()
        found = re.search(r'name="point"[^>]*value="([^"]+)"', page)
        assert found, page[:500]
        fields = {"csrf_token": token_of(page), "entrance": entrance, "point": found[1]}
        connection.request("POST", f"/door/{SLUG}/", body=urlencode(fields), headers={**FORM, "Cookie": cookie})
        response = connection.getresponse()
        response.read()
        pair_code = response.headers["Location"].partition("#p=")[2]
        self.headers = {"Content-Type": "application/json"}
        claim = self.call(connection, "pair", {"code": pair_code, "agent": "Bench"})["claim"]
        token = self.call(connection, "pair/state", {"claim": claim})["token"]
        self.headers["Authorization"] = f"Device {token}"
        self.point = found[1]

    def call(self, connection: http.client.HTTPConnection, name: str, body: dict[str, Any]) -> dict[str, Any]:
        connection.request("POST", f"/door/api/v1/{name}", body=json.dumps(body), headers=self.headers)
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        return answer

    def scan(self, connection: http.client.HTTPConnection, code: str) -> str:
        body = {"scan_id": str(uuid.uuid4()), "code": code, "kind": "entry", "via": "camera", "point": self.point,
                "device_time": SCANNED_MS, "offset": 0}  # fmt: skip
        answer = self.call(connection, "scan", body)
        decision = answer.get("decision") or {"outcome": answer.get("status")}
        return str(decision.get("reason") or decision["outcome"])


def ticket_codes(server: Server, count: int) -> list[str]:
    done = subprocess.run([sys.executable, "-c", CODES, str(count)], cwd=ROOT, env=server.environ, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout.split()


def doors(server: Server, email: str, password: str) -> dict[str, str]:
    codes = ticket_codes(server, SCANS)
    keepers = [Doorkeeper(server, email, password, f"Entrance {n}") for n in range(DOORS)]
    work = [(keepers[place % DOORS], code) for place, code in enumerate(codes)]

    def ask(connection: http.client.HTTPConnection, piece: Any) -> str:
        keeper, code = piece
        return str(keeper.scan(connection, code))

    seen = run(server, DOORS, work, ask)
    races = run(server, DOORS, [(keeper, codes[0]) for keeper in keepers] * 20, ask)
    return {
        "check-ins, 8 doors": f"{seen.per_second:.0f}/s, p50 {seen.median:.1f} ms, p99 {seen.percentile(0.99):.0f} ms "
        f"({dict(seen.outcomes)})",
        "the same badge again, 8 doors": f"{dict(races.outcomes)}",
    }
