"""A paired phone, as the scanner page is one: it pairs, calls with its token, and counts its scans."""

import base64
import json
from datetime import datetime
from typing import Any

from conference.checkin import sealing, services
from conference.checkin.services.pairing import DeviceValues
from conference.core.clock import now
from conference.core.codes import new_uuid7
from conference.events.models import Event
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration
from tests.factories import STARTS

API = "/door/api/v1"


def ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def code_of(person: Registration) -> str:
    return ticket_code_of(person.tickets[-1])


def lookup_of(event: Event, code: str) -> str:
    return sealing.text_of(sealing.keys_of(code, event.uuid)[0])


class Paired:
    """A device of the event that calls over HTTP."""

    def __init__(self, client: Any, event: Event, name: str = "Entrance A", point_id: int | None = None, **rights: Any):
        self.client, self.salt, self.seq = client, event.uuid, 0
        values = DeviceValues(name, point_id, rights)
        code = services.new_pairing(event.id, values, user_id=None, at=now(), is_confirmed=True)
        claim = client.post(f"{API}/pair", json={"code": code, "agent": "Test"}).json["claim"]
        self.token = client.post(f"{API}/pair/state", json={"claim": claim}).json["token"]
        self.headers = {"Authorization": f"Device {self.token}"}

    def get(self, call: str, **headers: str) -> Any:
        return self.client.get(f"{API}/{call}", headers=self.headers | headers)

    def post(self, call: str, body: Any) -> Any:
        return self.client.post(f"{API}/{call}", json=body, headers=self.headers)

    def event(self, code: str | None, point: str, at: datetime = STARTS, **values: Any) -> dict[str, Any]:
        """A scan as it is reported."""
        self.seq += 1
        lookup = sealing.text_of(sealing.keys_of(code, self.salt)[0]) if code else None
        return {
            "scan_id": new_uuid7(), "seq": self.seq, "point": point, "lookup": lookup, "kind": "entry",
            "device_time": ms(at), "offset": 0, "outcome": "admit", "reason": "", "by": "device", "via": "camera",
            "rehearsal": False, **values,
        }  # fmt: skip

    def ask(self, code: str | None, point: str, at: datetime = STARTS, **values: Any) -> Any:
        own = {"scan_id": new_uuid7(), "point": point, "code": code, "kind": "entry", "via": "camera"}
        body = {**own, "device_time": ms(at), "offset": 0, **values}
        return self.post("scan", body)

    def sync(self, *events: Any, cursor: int = 0, **values: Any) -> Any:
        return self.post("sync", {"cursor": cursor, "events": list(events), "app": "1", **values})


def opened(record: dict[str, Any], code: str, salt: str) -> dict[str, Any]:
    """What a badge opens of its record."""

    lookup, key = sealing.keys_of(code, salt)
    text = record["c"]
    sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return dict(json.loads(sealing.unseal(sealed, lookup, key)))
