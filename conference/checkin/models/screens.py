from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.db import Base, UtcDateTime

PURPOSE = "door-screen"  # of the key its address is derived with


class DoorScreen(Base):
    """The address of an event's public screen of the door, which shows counts alone. Without a row there is none.

    The secret is derived (`core.secretlinks`), only its digest is kept; a new address is the next version.
    """

    __tablename__ = "door_screen"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    link_digest: Mapped[str | None] = mapped_column(String(64), unique=True)  # None: closed
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
