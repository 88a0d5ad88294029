"""What the editor of the agenda needs beside the board: signs of change, rows behind the cards, who moved what."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select

from conference.core.audit import LogEntry
from conference.core.db import db
from conference.events.models import Room
from conference.programme.models import AgendaSettings, Placement, Session, Slot, Track
from conference.projects.models import Project

from .queries import usual_settings

# Rows whose history changes what the editor shows. What happens to registrations does not.
SHOWN = ("session", "speaker", "room", "event", "release", "track", "project", "agenda_settings", "interpretation_team")
MOVES = ("session.added", "session.placed", "session.moved", "session.taken_out", "session.repeated")
MOST_NOTICES = 50
DRAFT = (Placement.session_id == Session.id) & Placement.release_id.is_(None)


def tag_of(event_id: int) -> tuple[str, int]:
    """(what changes whenever the draft may have changed, the number of the newest entry of the history)."""
    query = select(func.max(LogEntry.id), func.count()).where(
        LogEntry.event_id == event_id, LogEntry.subject_type.in_(SHOWN)
    )
    newest, count = db.session.execute(query).one()
    return f"{newest or 0}-{count}", newest or 0


def rows_behind(event_id: int, codes: Collection[str] | None = None) -> Sequence[Any]:
    """What the board leaves out of each session and its places in the draft; of the sessions `codes` when given."""
    query = (
        select(
            Session.code, Session.kind, Session.track_id, Placement.slot_id, Placement.version, Placement.room_id,
            Placement.starts_at, Placement.ends_at,
        )
        .outerjoin(Placement, DRAFT)
        .where(Session.event_id == event_id)
    )  # fmt: skip
    if codes is not None:
        query = query.where(Session.code.in_(codes))
    return db.session.execute(query).all()


def tracks_of(event_id: int) -> Sequence[Any]:
    query = select(Track.id, Track.name, Track.colour).where(Track.event_id == event_id).order_by(Track.position)
    return db.session.execute(query).all()


def projects_named(codes: Collection[str]) -> Sequence[Any]:
    query = select(Project.code, Project.title, Project.colour).where(Project.code.in_(codes)).order_by(Project.code)
    return db.session.execute(query).all()


def room_floors(event_id: int) -> dict[str, str]:
    query = select(Room.code, Room.floor).where(Room.event_id == event_id)
    return {row.code: row.floor for row in db.session.execute(query)}


def settings_of(event_id: int) -> AgendaSettings:
    return db.session.get(AgendaSettings, event_id) or usual_settings(event_id)


def moves_since(event_id: int, newest: int, tab: str) -> list[tuple[LogEntry, str, str]]:
    """(entry, code of the session, its title) of what others did to the draft after entry `newest`, oldest first.

    What the browser tab `tab` did itself is left out.
    """
    query = (
        select(LogEntry, Session.code, Session.title)
        .join(Session, Session.id == LogEntry.subject_id)
        .where(
            LogEntry.event_id == event_id, LogEntry.id > newest, LogEntry.subject_type == "session",
            LogEntry.action.in_((*MOVES, "session.saved", "session.cancelled", "session.restored")),
        )
        .order_by(LogEntry.id)
        .limit(MOST_NOTICES)
    )  # fmt: skip
    rows = db.session.execute(query)
    return [(entry, code, title) for entry, code, title in rows if not tab or entry.detail.get("tab") != tab]


def last_change(session_id: int, slot_id: int | None) -> LogEntry | None:
    """The newest entry that tells of this slot, or of its session as a whole."""
    query = (
        select(LogEntry)
        .where(LogEntry.subject_type == "session", LogEntry.subject_id == session_id)
        .order_by(LogEntry.id.desc())
        .limit(MOST_NOTICES)
    )
    return next((one for one in db.session.scalars(query) if one.detail.get("slot", slot_id) == slot_id), None)


def find_session(event_id: int, code: str) -> Session | None:
    return db.session.scalars(select(Session).where(Session.event_id == event_id, Session.code == code)).one_or_none()


def find_by_uuid(uuid: str) -> Session | None:
    return db.session.scalars(select(Session).where(Session.uuid == uuid)).one_or_none()


def rooms_by_code(event_id: int) -> dict[str, Room]:
    return {room.code: room for room in db.session.scalars(select(Room).where(Room.event_id == event_id))}


def sessions_by_code(event_id: int, codes: Collection[str]) -> dict[str, Session]:
    query = select(Session).where(Session.event_id == event_id, Session.code.in_(codes))
    return {session.code: session for session in db.session.scalars(query)}


def slots_with_places(slot_ids: Collection[int]) -> dict[int, tuple[Slot, Placement | None]]:
    """Each slot by its number, with its place in the draft if it has one."""
    query = (
        select(Slot, Placement)
        .outerjoin(Placement, (Placement.slot_id == Slot.id) & Placement.release_id.is_(None))
        .where(Slot.id.in_(slot_ids))
    )
    return {slot.id: (slot, placement) for slot, placement in db.session.execute(query)}


def slots_from(event_id: int, starts_at: Any, until: Any) -> list[tuple[str, Placement]]:
    """(session's code, place in the draft) of what begins in that time, in order."""
    query = (
        select(Session.code, Placement)
        .join(Placement, DRAFT)
        .where(Session.event_id == event_id, Placement.starts_at >= starts_at, Placement.starts_at < until)
        .order_by(Placement.starts_at, Placement.slot_id)
    )
    return [(code, row) for code, row in db.session.execute(query)]
