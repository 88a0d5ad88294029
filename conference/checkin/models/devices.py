from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.accounts.models import User
from conference.core.db import Base, UtcDateTime

from .points import CheckPoint

KEY_LENGTH = 16
NO_RIGHTS: dict[str, Any] = {"search": "off", "walk_in": False, "undo": True, "supervise": False, "print": False}


class Device(Base):
    """A phone, tablet or laptop at a door. `name` is the door ("Entrance A"), shown to whoever scans a badge again.

    `token_digest`: of the secret by which it calls. `point`: None lets its staff choose. `rights`: see NO_RIGHTS;
    search is "off" or "online", `station` the code of a print station, `rehearse` makes all its scans practice.
    `acked_seq`: all its scans up to that number are stored. `battery` (0 to 1), `app`: what it last said of itself;
    `unsent`: how many of its scans were still to come after that.
    """

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("check_point.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(60))
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    rights: Mapped[dict[str, Any]] = mapped_column(JSON, default=lambda: dict(NO_RIGHTS))
    is_kiosk: Mapped[bool] = mapped_column(default=False)
    acked_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    agent: Mapped[str] = mapped_column(String(200), default="")
    app: Mapped[str] = mapped_column(String(20), default="")
    battery: Mapped[float | None]
    is_charging: Mapped[bool | None]
    unsent: Mapped[int] = mapped_column(default=0)
    was_offline: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    point: Mapped[CheckPoint | None] = relationship()
    user: Mapped[User | None] = relationship()


class Pairing(Base):
    """A code by which a phone becomes a device: shown once, used once. All secrets are kept as digests.

    The phone that sends the code holds the `claim` from then on, and gets its token once somebody confirmed it by the
    two digits `match` that both screens show. A code of door staff for their own phone is confirmed beforehand.
    """

    __tablename__ = "pairing"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("check_point.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(60))
    rights: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_kiosk: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claim_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    agent: Mapped[str] = mapped_column(String(200), default="")
    match: Mapped[str] = mapped_column(String(2), default="")
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"))
    point: Mapped[CheckPoint | None] = relationship()
    device: Mapped[Device | None] = relationship()

    @property
    def key(self) -> str:
        """Names the claim in addresses, and opens nothing."""
        return (self.claim_digest or "")[:KEY_LENGTH]
