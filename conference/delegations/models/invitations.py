from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.codes import new_code, new_uuid7
from conference.core.db import Base, UtcDateTime
from conference.registration.models import Category

from .delegations import Delegation


class InvitationState(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"  # accepted first; the registration did not last


ACTIVE = (InvitationState.SENT, InvitationState.ACCEPTED)
IS_ACTIVE = "state IN ('sent', 'accepted')"


class Invitation(Base):
    """A personal invitation to one category; named by a delegation, it is a nomination.

    Whoever opens its link registers by the usual form, and `registration_id` says as whom. `expires_at`: of a
    nomination it is the cut-off of the delegation. `position`: its place in the delegation's list.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        Index(
            "uq_invitation_delegation",
            "delegation_id",
            "email_key",
            unique=True,
            sqlite_where=text(f"{IS_ACTIVE} AND delegation_id IS NOT NULL"),
            postgresql_where=text(f"{IS_ACTIVE} AND delegation_id IS NOT NULL"),
        ),
        Index(
            "uq_invitation_personal",
            "event_id",
            "email_key",
            unique=True,
            sqlite_where=text(f"{IS_ACTIVE} AND delegation_id IS NULL"),
            postgresql_where=text(f"{IS_ACTIVE} AND delegation_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid7)
    code: Mapped[str] = mapped_column(String(12), default=new_code)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    job: Mapped[str] = mapped_column(String(200), default="")  # the person's position in the organisation
    language: Mapped[str] = mapped_column(String(8), default="en")
    state: Mapped[str] = mapped_column(String(20), default=InvitationState.SENT)
    is_head: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    after_reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by the rule of days after it was sent
    before_reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by that of days before its end
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    category: Mapped[Category] = relationship()
    delegation: Mapped[Delegation | None] = relationship()

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE


class ReminderSettings(Base):
    """When personal invitations of an event are reminded by themselves; None: not by that rule."""

    __tablename__ = "reminder_settings"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    after_days: Mapped[int | None]  # after it was sent
    before_days: Mapped[int | None]  # before the last day to answer
    version: Mapped[int] = mapped_column(default=1)
