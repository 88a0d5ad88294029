from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.codes import new_code, new_uuid7
from conference.core.db import Base, UtcDateTime
from conference.core.files import StoredFile
from conference.registration.models import Category


class Delegation(Base):
    """An organisation that names people for an event, by one person there: its focal point, who has no account.

    `most`: people in total, None for the sum of the quotas. `closes_at`: until then people are named and answer.
    `is_reserved`: the places of its quotas are taken from the event's capacity beforehand (`DelegationQuota.held`).
    The secret of the focal point's page is derived, only its digest is kept; without one the page is closed.
    """

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid7)
    code: Mapped[str] = mapped_column(String(12), default=lambda: new_code(6))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(300))
    country: Mapped[str | None] = mapped_column(String(2))
    focal_name: Mapped[str] = mapped_column(String(200))
    focal_email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8), default="en")  # of the focal point
    most: Mapped[int | None]
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_reserved: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")  # for the focal point to read
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    link_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_version: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the cut-off was carried out
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # deleted by organisers, who may bring it back
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    quotas: Mapped[list["DelegationQuota"]] = relationship(
        cascade="all, delete-orphan", order_by="DelegationQuota.category_id"
    )
    letter: Mapped[StoredFile | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def places(self) -> int:
        """How many people it may name in all."""
        total = sum(quota.places for quota in self.quotas)
        return total if self.most is None else min(total, self.most)


class DelegationQuota(Base):
    """How many people of a category. `held`: places counted as taken at the event that nobody has registered on yet."""

    __tablename__ = "delegation_quota"
    __table_args__ = (
        UniqueConstraint("delegation_id", "category_id"),
        CheckConstraint("held >= 0", name="held"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    places: Mapped[int]
    held: Mapped[int] = mapped_column(default=0)
    category: Mapped[Category] = relationship()
