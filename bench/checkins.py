"""Eight doors scanning as fast as they can, and what phones exchange with the server."""

import gzip
import http.client
import json
import subprocess
import sys
import time
import uuid
from typing import Any

from bench.load import run
from bench.server import ROOT, Server

DOORS, SCANS, BATCH = 8, 2400, 200
AT = 1_803_110_400_000  # a moment of the event
PREPARE = """
import json, sys
from sqlalchemy import select
from conference.checkin import services
from conference.checkin.models import CheckPoint
from conference.checkin.services.pairing import DeviceValues
from conference.core.clock import now
from conference.core.db import db
from conference.events.queries import event_by_slug
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration, Ticket
from wsgi import app
with app.app_context():
    event = event_by_slug("load-test")
    point = db.session.scalars(select(CheckPoint).where(CheckPoint.event_id == event.id).limit(1)).one()
    ident, code, tokens = event.id, point.code, []
    for number in range(int(sys.argv[1])):
        pair = services.new_pairing(ident, DeviceValues(f"Entrance {number}", point.id), user_id=None, at=now(),
                                    is_confirmed=True)
        claimed = services.claim_pairing(pair, "bench", at=now())
        tokens.append(services.state_of_claim(claimed.claim, at=now())[2])
    query = select(Ticket).join(Registration).where(Registration.event_id == ident, Ticket.revoked_at.is_(None),
                                                    Registration.state == "confirmed")
    tickets = db.session.scalars(query.limit(int(sys.argv[2])))
    print(json.dumps({"point": code, "tokens": tokens, "codes": [ticket_code_of(ticket) for ticket in tickets]}))
"""


class Phone:
    """A paired device."""

    def __init__(self, token: str, point: str) -> None:
        self.headers = {"Authorization": f"Device {token}", "Content-Type": "application/json",
                        "Accept-Encoding": "gzip"}  # fmt: skip
        self.point = point

    def call(self, connection: http.client.HTTPConnection, method: str, path: str, body: Any = None) -> tuple[Any, int]:
        """(answer, its bytes on the wire)."""
        sent = None if body is None else json.dumps(body)
        connection.request(method, f"/door/api/v1/{path}", body=sent, headers=self.headers)
        response = connection.getresponse()
        data = response.read()
        plain = gzip.decompress(data) if response.headers.get("Content-Encoding") == "gzip" else data
        return json.loads(plain), len(data)

    def scan(self, connection: http.client.HTTPConnection, code: str) -> str:
        body = {"scan_id": str(uuid.uuid4()), "code": code, "point": self.point, "kind": "entry", "via": "camera",
                "device_time": AT, "offset": 0}  # fmt: skip
        answer, _size = self.call(connection, "POST", "scan", body)
        decision = answer.get("decision", answer)
        return decision.get("reason") or decision.get("outcome") or str(answer.get("status"))

    def event(self, seq: int, lookup: str) -> dict[str, Any]:
        return {"scan_id": str(uuid.uuid4()), "seq": seq, "point": self.point, "lookup": lookup, "kind": "entry",
                "device_time": AT + seq, "offset": 0, "outcome": "admit", "reason": "", "by": "device",
                "via": "camera"}  # fmt: skip


def doors(server: Server) -> dict[str, str]:
    done = subprocess.run([sys.executable, "-c", PREPARE, str(DOORS), str(SCANS)], cwd=ROOT, env=server.environ,
                          check=True, capture_output=True, text=True)  # fmt: skip
    made = json.loads(done.stdout)
    phones = [Phone(token, made["point"]) for token in made["tokens"]]
    codes = made["codes"]
    figures = exchange(server, phones[0])
    seen = run(server, DOORS, [(phones[n % DOORS], code) for n, code in enumerate(codes)], ask)
    races = run(server, DOORS, [(phone, codes[0]) for phone in phones] * 20, ask)
    return {
        "check-ins, 8 doors": f"{seen.per_second:.0f}/s, p50 {seen.median:.1f} ms, p99 {seen.percentile(0.99):.0f} ms "
        f"({dict(seen.outcomes)})",
        "the same badge again, 8 doors": f"{dict(races.outcomes)}",
        **figures,
    }


def ask(connection: http.client.HTTPConnection, piece: tuple[Phone, str]) -> str:
    phone, code = piece
    return phone.scan(connection, code)


def exchange(server: Server, phone: Phone) -> dict[str, str]:
    connection = server.connection()
    lookups, size, cursor, more, began = [], 0, 0, True, time.perf_counter()
    while more:
        page, length = phone.call(connection, "GET", f"snapshot?cursor={cursor}")
        lookups += [row["l"] for row in page["tickets"]]
        size, cursor, more = size + length, page["cursor"], page["more"]
    first = time.perf_counter() - began
    began = time.perf_counter()
    phone.call(connection, "GET", "snapshot?cursor=0")
    again = time.perf_counter() - began
    took = []
    for start in range(0, 5 * BATCH, BATCH):
        events = [phone.event(start + n + 1, lookups[-start - n - 1]) for n in range(BATCH)]
        began = time.perf_counter()
        answer, _size = phone.call(connection, "POST", "sync", {"cursor": cursor, "events": events, "app": "1"})
        took.append(time.perf_counter() - began)
        assert answer["acked_seq"] == start + BATCH, answer
    connection.close()
    return {
        f"list of {len(lookups)} tickets on a phone": f"{size / 1e6:.1f} MB, first made in {first:.1f} s, then its "
        f"first page in {again * 1000:.0f} ms",
        f"sync of {BATCH} scans": f"{sorted(took)[2] * 1000:.0f} ms, slowest {max(took) * 1000:.0f} ms",
    }
