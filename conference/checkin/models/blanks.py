from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.registration.models import Registration

from .devices import Device


class BlankBadge(Base):
    """A badge printed before anybody knows whose it will be; its code is that of the ticket which it becomes.

    `number` stands on it. `uuid` and `code_digest` are those of the ticket, version 1: whose badge it is, if it is
    anybody's, says the ticket of that uuid. `lookup`: by which devices know it.
    """

    __tablename__ = "blank_badge"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    lookup: Mapped[str] = mapped_column(String(22), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BlankUse(Base):
    """A door gave a blank badge to a person. Of several for one badge, `rules.owner_of` says whose it is.

    `used_at`: when the door did so. `is_first`: the person registered with it, and was not known before. `chosen_at`:
    somebody decided that the badge is theirs. `settled_at`: somebody looked into it.
    """

    __tablename__ = "blank_use"
    __table_args__ = (Index("ix_blank_use_blank", "blank_id"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    blank_id: Mapped[int] = mapped_column(ForeignKey("blank_badge.id", ondelete="CASCADE"), primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"))
    used_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_first: Mapped[bool]
    chosen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_how: Mapped[str] = mapped_column(String(200), default="")
    blank: Mapped[BlankBadge] = relationship()
    device: Mapped[Device] = relationship()
    registration: Mapped[Registration] = relationship()
