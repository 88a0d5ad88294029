from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.events.models import Room
from conference.programme.models import Session

from .notes import USUAL_NOTES


class PointKind(StrEnum):
    ENTRANCE = "entrance"
    DAY = "day"
    ROOM = "room"
    SESSION = "session"
    HAND_OUT = "hand_out"  # lunch, a headset, a certificate


class Policy(StrEnum):
    """How often a badge opens the point."""

    ONCE = "once"
    ONCE_PER_DAY = "once_per_day"
    REENTRY = "reentry"  # again after leaving
    MULTIPLE = "multiple"


class CheckPoint(Base):
    """Where people are scanned: the event, a day, a room, a session, something handed out.

    `room`: what is on there decides which session a scan is for; people are counted for the next one `grace_minutes`
    before it starts. `is_strict`: nobody passes beyond `capacity`, also while doors are offline (`SeatLoan`).
    `needs_tap`: staff confirm each scan, for example that a headset changed hands. `closed_at`: out of use; its scans
    stay. `notes`: what staff there are told of a person (NoteKind), no more than the point is for.
    """

    __tablename__ = "check_point"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
        CheckConstraint("NOT is_strict OR capacity IS NOT NULL", name="strict_has_capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20), default=PointKind.ENTRANCE)
    policy: Mapped[str] = mapped_column(String(20), default=Policy.ONCE)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"))
    capacity: Mapped[int | None]
    is_strict: Mapped[bool] = mapped_column(default=False)
    grace_minutes: Mapped[int] = mapped_column(default=10)
    needs_tap: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[list[str]] = mapped_column(JSON, default=lambda: list(USUAL_NOTES), server_default="[]")
    position: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    room: Mapped[Room | None] = relationship()
    session: Mapped[Session | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class SeatLoan(Base):
    """Seats of a strict point that a device may give away without asking. Both numbers only ever rise.

    What it used are its scans with `took_seat`, so what it still holds is lent - returned - used.
    """

    __tablename__ = "seat_loan"

    point_id: Mapped[int] = mapped_column(ForeignKey("check_point.id", ondelete="CASCADE"), primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"), primary_key=True)
    lent: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
