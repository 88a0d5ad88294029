"""Print stations: made, paired, seen, revoked."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import update

from conference.core import audit
from conference.core.codes import ALPHABET, LOOKALIKES, digest, keys, new_secret
from conference.core.db import lock, transaction
from conference.events.models import Event

from . import station_queries as queries
from . import station_rules as rules
from .station_models import PrintStation, PrintTask, TaskState

CODE_LENGTH = 8


@dataclass(frozen=True)
class StationValues:
    """`design_id`: None for the design of each person's category."""

    name: str
    paper: str
    design_id: int | None = None


def add_station(event_id: int, values: StationValues, *, actor: audit.Actor, at: datetime) -> str:
    """A station that waits to be paired; returns its code in addresses."""
    with transaction() as session:
        session.get_one(Event, event_id)
        station = PrintStation(event_id=event_id, created_at=at, **vars(values))
        session.add(station)
        session.flush()
        _open_pairing(station, at)
        audit.record("print_station.added", station, actor=actor, event_id=event_id, at=at)
        return station.code


def change_station(station_id: int, values: StationValues, *, actor: audit.Actor, at: datetime) -> None:
    with transaction():
        station = lock(PrintStation, station_id)
        station.name, station.paper, station.design_id = values.name, values.paper, values.design_id
        audit.record("print_station.changed", station, actor=actor, event_id=station.event_id, at=at)


def open_pairing(station_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Another code for ten minutes; the device that is paired goes on until another takes its place."""
    with transaction():
        station = lock(PrintStation, station_id)
        _open_pairing(station, at)
        audit.record("print_station.pairing", station, actor=actor, event_id=station.event_id, at=at)


def _open_pairing(station: PrintStation, at: datetime) -> None:
    station.pairings += 1
    station.pairing_digest = digest(_code(station, next(keys("print-pairing"))))
    station.pairing_until = at + rules.PAIRING_TIME


def pairing_code(station: PrintStation, at: datetime) -> str:
    """The code that pairs it now, in two groups; "" where none is open."""
    if station.pairing_digest is None or station.pairing_until is None or at >= station.pairing_until:
        return ""
    made = (_code(station, key) for key in keys("print-pairing"))
    code = next((code for code in made if digest(code) == station.pairing_digest), "")
    return f"{code[:4]} {code[4:]}".strip()


def _code(station: PrintStation, key: bytes) -> str:
    mac = hmac.new(key, f"{station.code}/{station.pairings}".encode(), sha256).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in mac[:CODE_LENGTH])


def clean_pairing_code(typed: str) -> str:
    """As people type it: spaces, case and look-alike letters do not matter."""
    return "".join(typed.split()).replace("-", "").upper().translate(LOOKALIKES)[:CODE_LENGTH]


def pair(typed: str, *, at: datetime) -> str:
    """Make the device that sent the code the station; returns its secret. Raises WrongCode. A code is good once."""
    with transaction():
        found = queries.station_by_pairing(clean_pairing_code(typed), at)
        station = lock(PrintStation, found.id) if found else None
        if station is None or station.pairing_digest != digest(clean_pairing_code(typed)):
            raise rules.wrong_code()
        token = new_secret()
        station.token_digest, station.paired_at, station.last_seen_at = digest(token), at, at
        station.pairing_digest = station.pairing_until = None
        audit.record("print_station.paired", station, actor=audit.SYSTEM, event_id=station.event_id, at=at)
        return token


def note_contact(station: PrintStation, *, at: datetime) -> None:
    """Remember that it asked; not every time, as it asks every other second."""
    if station.last_seen_at is not None and at - station.last_seen_at < rules.SEEN_EVERY:
        return
    ident = station.id
    with transaction(lax=True):
        lock(PrintStation, ident).last_seen_at = at


def revoke_station(station_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """The device prints nothing any more; what waits for it goes to any other."""
    with transaction() as session:
        station = lock(PrintStation, station_id)
        station.revoked_at = station.revoked_at or at
        station.token_digest = station.pairing_digest = station.pairing_until = None
        waiting = (PrintTask.station_id == station.id, PrintTask.state == TaskState.WAITING)
        session.execute(update(PrintTask).where(*waiting).values(station_id=None))
        audit.record("print_station.revoked", station, actor=actor, event_id=station.event_id, at=at)
