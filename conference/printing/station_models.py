from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.badges.models import BadgeDesign
from conference.core.codes import new_code
from conference.core.db import Base, UtcDateTime
from conference.registration.models import Registration


class PrintStation(Base):
    """A computer or tablet beside a printer that prints what desks and doors send. It has no account.

    It is paired by a code that is derived from `code` and `pairings` and good until `pairing_until`, once; from then on
    it is known by a secret in a cookie. Of both only digests are kept. `design_id`: else that of the person's category.
    """

    __tablename__ = "print_station"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=lambda: new_code(10))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    paper: Mapped[str] = mapped_column(String(20))  # one of `badges.formats.FORMATS`
    design_id: Mapped[int | None] = mapped_column(ForeignKey("badge_design.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    pairings: Mapped[int] = mapped_column(default=0)
    pairing_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    pairing_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    paired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    design: Mapped[BadgeDesign | None] = relationship()

    @property
    def is_live(self) -> bool:
        """It may print, whether or not it is on at the moment."""
        return self.token_digest is not None and self.revoked_at is None


class TaskState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"  # a station has it
    PRINTED = "printed"
    FAILED = "failed"


OPEN_STATES = (TaskState.WAITING, TaskState.TAKEN)
IS_OPEN = text("state IN ('waiting', 'taken')")


class PrintTask(Base):
    """A badge that somebody sent to a station; `station_id` None: to whichever of the event is free first.

    `said`: what the badge said when a station took it: {"version"} of the ticket, and `saying.Said`.
    """

    __tablename__ = "print_task"
    __table_args__ = (
        Index("ix_print_task_open", "event_id", "state", "id"),
        # a person's badge is on its way once
        Index(
            "uq_print_task_open", "registration_id", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=lambda: new_code(12))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    station_id: Mapped[int | None] = mapped_column(ForeignKey("print_station.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(10))  # "" for what the prints before make of it
    state: Mapped[str] = mapped_column(String(10), default=TaskState.WAITING)
    sent_by: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("print_station.id", ondelete="CASCADE"))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    registration: Mapped[Registration] = relationship()
