from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.codes import new_code
from conference.core.db import Base, UtcDateTime
from conference.core.jobs.models import Job


class Via(StrEnum):
    """Where a badge came out."""

    RUN = "run"  # a file of many
    DESK = "desk"  # the computer of whoever asked for it
    STATION = "station"


class Reason(StrEnum):
    """Why a badge was printed."""

    FIRST = "first"
    CHANGED = "changed"  # the one before says something else
    AGAIN = "again"  # the same once more
    DAMAGED = "damaged"
    LOST = "lost"  # with a new code; the one before opens nothing any more
    TEST = "test"  # to look at; it does not count as printed


class BoxKind(StrEnum):
    """How boxes are named."""

    LETTERS = "letters"
    NUMBERS = "numbers"


class PickupPlan(Base):
    """The boxes in which an event's badges wait. `boxes`: [label, the filed name with which it begins] of each."""

    __tablename__ = "pickup_plan"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    boxes: Mapped[list[list[str]]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(200))


class PrintRun(Base):
    """Badges that somebody asked for: drawn by a job into a file that is kept for a while.

    `people`: ids of whom it is for, as shown before the asking. `chosen`: what was asked for (`rules.Wish`), in words
    of addresses; of badges of nobody, "pile" (`hooks.PILES`). `badges` and `skipped`: how many were drawn, and left out
    as they had no place any more. `failure`: why it cannot be made, one of `words.FAILURES`;
    `failure_detail`: a sentence where that is not enough.
    """

    __tablename__ = "print_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    chosen: Mapped[dict[str, Any]] = mapped_column(JSON)
    paper: Mapped[str] = mapped_column(String(20))  # one of `badges.formats.FORMATS`
    sort: Mapped[str] = mapped_column(String(20))
    has_separators: Mapped[bool] = mapped_column(default=False)
    is_test: Mapped[bool] = mapped_column(default=False)
    people: Mapped[list[int]] = mapped_column(JSON, deferred=True)
    badges: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)  # bytes of the file
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    requested_by: Mapped[str] = mapped_column(String(200))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(20), default="")
    failure_detail: Mapped[str] = mapped_column(String(300), default="")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id", ondelete="SET NULL"))
    job: Mapped[Job | None] = relationship()


class BadgePrint(Base):
    """One badge of one person that left the printer: who, when, where, why, and what it says.

    `digest` tells badges apart that say different things; `parts` holds shorter ones for each part (`saying.PARTS`).
    `person_version`, `shared` and `beyond` say what it was made of (`saying.Said`): while none of them has changed, nor
    the ticket, it needs no comparing. None: not known, as of those printed before this was noted.
    """

    __tablename__ = "badge_print"
    __table_args__ = (
        UniqueConstraint("run_id", "registration_id"),  # a run that is drawn twice is noted once
        Index("ix_badge_print_event", "event_id", "registration_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=lambda: new_code(12))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("print_run.id", ondelete="SET NULL"))
    printed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    printed_by: Mapped[str] = mapped_column(String(200))
    via: Mapped[str] = mapped_column(String(10))
    station: Mapped[str] = mapped_column(String(60), default="")  # its name, where one printed it
    reason: Mapped[str] = mapped_column(String(10))
    ticket_version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    parts: Mapped[dict[str, str]] = mapped_column(JSON)
    person_version: Mapped[int | None]
    shared: Mapped[str | None] = mapped_column(String(12))
    beyond: Mapped[str | None] = mapped_column(String(12))
