from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.accounts.models import User
from conference.core.db import Base, UtcDateTime
from conference.registration.models import Registration, Ticket


class ScanKind(StrEnum):
    ENTRY = "entry"
    UNDO = "undo"


class Outcome(StrEnum):
    """What was decided about a scan."""

    ADMITTED = "admitted"
    ALREADY = "already"  # the person is in already
    REFUSED = "refused"  # a ticket of ours that does not open this door: see the reason
    UNKNOWN = "unknown"  # not a ticket of this event
    UNDONE = "undone"


class CheckInList(Base):
    """Who may enter where: the event, a day, a room, a session. Each person is let in once a list."""

    __tablename__ = "check_in_list"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)


class Device(Base):
    """A phone or laptop at a door. `name` is the door ("Entrance A"), shown to whoever scans a badge again."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("check_in_list.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    check_in_list: Mapped[CheckInList] = relationship()
    user: Mapped[User | None] = relationship()


class Scan(Base):
    """One reading of one ticket by one device at one time. Rows are only ever added.

    `id` is a UUIDv7 made by the device, so that a repeated request is the same scan. `scanned_at` is the
    device's clock, `received_at` ours. An undo is a scan of its own that names the one it takes back.
    """

    __tablename__ = "scan"
    __table_args__ = (
        Index("ix_scan_event_received", "event_id", "received_at"),
        UniqueConstraint("device_id", "sequence"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    list_id: Mapped[int] = mapped_column(ForeignKey("check_in_list.id", ondelete="CASCADE"), index=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"), index=True)
    sequence: Mapped[int | None] = mapped_column(BigInteger)  # per device without gaps, once devices work offline
    kind: Mapped[str] = mapped_column(String(10))
    via: Mapped[str] = mapped_column(String(10))  # camera, wedge, search, typed
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    undoes_id: Mapped[str | None] = mapped_column(ForeignKey("scan.id", ondelete="CASCADE"), unique=True)
    outcome: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(30), default="")  # cancelled, replaced, pending, other_event …
    scanned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[Device] = relationship()
    ticket: Mapped[Ticket | None] = relationship()
    registration: Mapped[Registration | None] = relationship()


class Presence(Base):
    """Who is in, by list: what the scans add up to. Its key is why eight doors admit a person once."""

    __tablename__ = "presence"
    __table_args__ = (Index("ix_presence_list", "list_id", "entered_at"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("check_in_list.id", ondelete="CASCADE"), primary_key=True)
    # checked at the commit: the row that decides is written before the scan that it names
    scan_id: Mapped[str] = mapped_column(
        ForeignKey("scan.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    )
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    scan: Mapped[Scan] = relationship()
