"""Stations, and what waits for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from conference.core.codes import digest
from conference.core.db import db

from .station_models import OPEN_STATES, PrintStation, PrintTask, TaskState
from .station_rules import state_of

MOST_TASKS = 20  # shown to organisers
MOST_LAST = 5  # shown at the station


def stations_of(event_id: int) -> list[PrintStation]:
    """All but the revoked ones, by name."""
    query = select(PrintStation).where(PrintStation.event_id == event_id, PrintStation.revoked_at.is_(None))
    return list(db.session.scalars(query.order_by(PrintStation.name, PrintStation.id)))


def live_stations(event_id: int) -> list[PrintStation]:
    return [station for station in stations_of(event_id) if station.is_live]


def is_anyone_online(event_id: int, code: str, at: datetime) -> bool:
    """Whether the station of this code, or any where it is "", asks for badges at present."""
    return any(state_of(one, at) == "online" for one in live_stations(event_id) if code in ("", one.code))


def find_station(event_id: int, code: str) -> PrintStation | None:
    query = select(PrintStation).where(PrintStation.event_id == event_id, PrintStation.code == code)
    return db.session.scalars(query.where(PrintStation.revoked_at.is_(None))).one_or_none()


def station_by_token(token: str) -> PrintStation | None:
    """The station whose cookie that is, unless it was revoked."""
    query = select(PrintStation).where(PrintStation.token_digest == digest(token), PrintStation.revoked_at.is_(None))
    return db.session.scalars(query.options(joinedload(PrintStation.design))).one_or_none()


def station_by_pairing(code: str, at: datetime) -> PrintStation | None:
    """The station that waits for this code."""
    query = select(PrintStation).where(
        PrintStation.pairing_digest == digest(code), PrintStation.pairing_until > at, PrintStation.revoked_at.is_(None)
    )
    return db.session.scalars(query).one_or_none()


def open_task(registration_id: int) -> PrintTask | None:
    query = select(PrintTask).where(PrintTask.registration_id == registration_id, PrintTask.state.in_(OPEN_STATES))
    return db.session.scalars(query).one_or_none()


def for_station(station: PrintStation) -> list[ColumnElement[bool]]:
    """What a station may take."""
    mine = or_(PrintTask.station_id == station.id, PrintTask.station_id.is_(None))
    return [PrintTask.event_id == station.event_id, PrintTask.state == TaskState.WAITING, mine]


def next_task_id(station: PrintStation) -> int | None:
    query = select(PrintTask.id).where(*for_station(station)).order_by(PrintTask.id).limit(1)
    return db.session.scalar(query)


def find_task(code: str) -> PrintTask | None:
    query = select(PrintTask).where(PrintTask.code == code).options(joinedload(PrintTask.registration))
    return db.session.scalars(query).one_or_none()


def newest_tasks(event_id: int) -> list[PrintTask]:
    query = select(PrintTask).where(PrintTask.event_id == event_id).options(joinedload(PrintTask.registration))
    return list(db.session.scalars(query.order_by(PrintTask.id.desc()).limit(MOST_TASKS)))


def waiting_by_station(event_id: int) -> dict[int | None, int]:
    """How many badges wait, by station; None for any station."""
    query: Any = (
        select(PrintTask.station_id, func.count())
        .where(PrintTask.event_id == event_id, PrintTask.state == TaskState.WAITING)
        .group_by(PrintTask.station_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def tasks_of_station(station_id: int) -> list[PrintTask]:
    """The last that it took, newest first."""
    query = select(PrintTask).where(PrintTask.taken_by_id == station_id).options(joinedload(PrintTask.registration))
    return list(db.session.scalars(query.order_by(PrintTask.taken_at.desc(), PrintTask.id.desc()).limit(MOST_LAST)))
