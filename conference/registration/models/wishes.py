from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime

from .registrations import Registration


class RoomWish(Base):
    """Somebody who takes part online asked for a place in the room, once one is free. They are served as they asked.

    `offered_until`: a place in the room is counted for them until then, beside the one online, which they keep.
    `offer_ended_at`: it was not taken by then; nothing more is offered until the person asks again.
    `moved_at`: they came to the room, and the wish is fulfilled.
    """

    __tablename__ = "room_wish"
    __table_args__ = (Index("ix_room_wish_event_asked", "event_id", "asked_at"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offer_ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration: Mapped[Registration] = relationship()

    @property
    def is_open(self) -> bool:
        return self.moved_at is None
