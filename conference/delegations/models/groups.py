from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.codes import new_code
from conference.core.db import Base, UtcDateTime
from conference.registration.models import Category, Registration


class RegistrationGroup(Base):
    """Who registered several people in one go; `uuid` is the `group_key` of their registrations."""

    __tablename__ = "registration_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    organisation: Mapped[str] = mapped_column(String(300), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(8), default="en")
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    members: Mapped[list["GroupMember"]] = relationship(cascade="all, delete-orphan", order_by="GroupMember.id")


class GroupMember(Base):
    """Somebody on the list of a group, as typed.

    `registration_id`: what came of it; None for whoever was registered before, and for them the page says
    `state_said`, what it would say of anybody else: who made the list learns nothing of others' registrations.
    """

    __tablename__ = "group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("registration_group.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(12), default=new_code)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    state_said: Mapped[str] = mapped_column(String(20))
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # taken off the list
    category: Mapped[Category] = relationship()
    registration: Mapped[Registration | None] = relationship()

    @property
    def state(self) -> str:
        """As whoever made the list sees it."""
        return self.registration.state if self.registration else self.state_said
