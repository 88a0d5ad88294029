from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.codes import new_code
from conference.core.db import Base, UtcDateTime


class Batch(Base):
    """The same deed done to many registrations by one organiser. A job does it; for a while it can be undone."""

    __tablename__ = "registration_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=lambda: new_code(10))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    action: Mapped[str] = mapped_column(String(20))  # approve, decline, cancel
    reason: Mapped[str] = mapped_column(String(300), default="")
    actor_id: Mapped[int | None]
    actor_label: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undo_finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BatchItem(Base):
    """One registration of a batch. `outcome`: "" before its turn, "done", "nothing", "undone", or why it was refused.

    `version`: that of the registration when the deed was done, so that an undo touches nothing that changed since.
    """

    __tablename__ = "registration_batch_item"

    batch_id: Mapped[int] = mapped_column(ForeignKey("registration_batch.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    before: Mapped[str] = mapped_column(String(20), default="")
    version: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(30), default="")
