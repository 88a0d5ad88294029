from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.accounts.models import User
from conference.core.db import Base, UtcDateTime
from conference.programme.models import Slot
from conference.registration.models import Registration, Ticket

from .devices import Device
from .points import CheckPoint


class ScanKind(StrEnum):
    ENTRY = "entry"
    EXIT = "exit"
    UNDO = "undo"
    WALK_IN = "walkin"


class Outcome(StrEnum):
    ADMIT = "admit"
    DENY = "deny"


class Standing(StrEnum):
    """Whether a scan counts."""

    COUNTED = "counted"
    HELD = "held"  # of a device that was revoked, or that had no right to it: a person decides
    DISCARDED = "discarded"


class Scan(Base):
    """One reading of one badge at one time. Rows are only ever added.

    `id` is a UUIDv7 made by the device, so that a repeated request is the same scan; `seq` counts the scans of a device
    without gaps. A scan has two halves, each written once: the decision (what the server said when it was asked, and
    `said`, what it told of earlier scans) and the report (what the door says happened). `outcome` and `reason` are the
    report's if there is one, else the decision's. `scanned_at` is the device's clock set right by its own estimate,
    `received_at` ours. `ref`: the scan that an undo takes back, which may arrive later. `slot`: the session that the
    point scanned for. `user`: who entered it on a page of ours; then there is no device.
    """

    __tablename__ = "scan"
    __table_args__ = (
        Index("ix_scan_event_received", "event_id", "received_at"),
        Index("ix_scan_point_scanned", "point_id", "scanned_at"),
        UniqueConstraint("device_id", "seq"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    point_id: Mapped[int] = mapped_column(ForeignKey("check_point.id", ondelete="CASCADE"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    seq: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(10))
    via: Mapped[str] = mapped_column(String(10))  # camera, wedge, search, typed, kiosk, paper
    by: Mapped[str] = mapped_column(String(10), default="server")  # who decided: device, server, staff
    lookup: Mapped[str | None] = mapped_column(String(22))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    ref: Mapped[str | None] = mapped_column(String(36), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id", ondelete="SET NULL"))
    decision_outcome: Mapped[str | None] = mapped_column(String(10))
    decision_reason: Mapped[str] = mapped_column(String(30), default="")
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    report_outcome: Mapped[str | None] = mapped_column(String(10))
    report_reason: Mapped[str] = mapped_column(String(30), default="")
    report_digest: Mapped[str | None] = mapped_column(String(64))
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(30), default="")  # see rules.Reason
    standing: Mapped[str] = mapped_column(String(10), default=Standing.COUNTED)
    is_rehearsal: Mapped[bool] = mapped_column(default=False)
    took_seat: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(200), default="")
    scanned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    point: Mapped[CheckPoint] = relationship()
    device: Mapped[Device | None] = relationship()
    user: Mapped[User | None] = relationship()
    ticket: Mapped[Ticket | None] = relationship()
    registration: Mapped[Registration | None] = relationship()
    slot: Mapped[Slot | None] = relationship()


class DeadLetter(Base):
    """What a device sent and nobody can understand, or under a number that was used: kept until somebody looks."""

    __tablename__ = "dead_letter"
    __table_args__ = (Index("ix_dead_letter_device_seq", "device_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"))
    seq: Mapped[int | None] = mapped_column(BigInteger)
    why: Mapped[str] = mapped_column(String(30))  # malformed, scan_id_reused, seq_reused
    body: Mapped[Any] = mapped_column(JSON)
    body_digest: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_how: Mapped[str] = mapped_column(String(200), default="")
    device: Mapped[Device] = relationship()


class Presence(Base):
    """What the scans of a person at a point add up to (`rules.fold`): a cache, which can be made anew from them.

    `first_at` is None when every entry was undone. `days`: the local days entered, at points once a day. `revision`:
    that of the event's door when the row last changed (`DoorState`).
    """

    __tablename__ = "presence"
    __table_args__ = (
        Index("ix_presence_point", "point_id", "is_inside"),
        Index("ix_presence_event_revision", "event_id", "revision"),
    )

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("check_point.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    is_inside: Mapped[bool]
    first_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_scan_id: Mapped[str | None] = mapped_column(ForeignKey("scan.id", ondelete="SET NULL"))
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_kind: Mapped[str] = mapped_column(String(10), default="")
    last_scan_id: Mapped[str | None] = mapped_column(ForeignKey("scan.id", ondelete="SET NULL"))
    days: Mapped[list[str] | None] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class ScanConflict(Base):
    """The same badge was let in twice: `scan` after `against`. A cache of the fold, apart from how it was settled."""

    __tablename__ = "scan_conflict"
    __table_args__ = (Index("ix_scan_conflict_event_revision", "event_id", "revision"),)

    scan_id: Mapped[str] = mapped_column(ForeignKey("scan.id", ondelete="CASCADE"), primary_key=True)
    against_id: Mapped[str] = mapped_column(ForeignKey("scan.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    point_id: Mapped[int] = mapped_column(ForeignKey("check_point.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_how: Mapped[str] = mapped_column(String(200), default="")
    scan: Mapped[Scan] = relationship(foreign_keys=[scan_id])
    against: Mapped[Scan] = relationship(foreign_keys=[against_id])
    registration: Mapped[Registration] = relationship()
    point: Mapped[CheckPoint] = relationship()


CAME = Presence.first_at.is_not(None)
