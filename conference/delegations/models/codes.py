from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.events.models import Event
from conference.registration.models import Category


class AccessCode(Base):
    """A word that opens categories to whoever knows it. Several people may: it is no secret of one of them.

    `most_uses` None: as many as come. `used` counts the live registrations that came by it. `held`: places that are
    taken from the event's capacity beforehand, for a code of one category with a number of uses. It opens nothing
    before `starts_at`, and nothing from `expires_at` on.
    """

    __tablename__ = "access_code"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("used >= 0", name="used"),
        CheckConstraint("held >= 0", name="held"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(40))  # upper case, as compared
    label: Mapped[str] = mapped_column(String(200), default="")  # for organisers: whom it is for
    most_uses: Mapped[int | None]
    used: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_reserved: Mapped[bool] = mapped_column(default=False)
    held: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    event: Mapped[Event] = relationship()
    categories: Mapped[list[Category]] = relationship(
        secondary="access_code_category", order_by="Category.position, Category.id"
    )


class AccessCodeCategory(Base):
    __tablename__ = "access_code_category"

    access_code_id: Mapped[int] = mapped_column(ForeignKey("access_code.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True, index=True)


class AccessCodeUse(Base):
    """A registration that came by a code."""

    __tablename__ = "access_code_use"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    access_code_id: Mapped[int] = mapped_column(ForeignKey("access_code.id"), index=True)
