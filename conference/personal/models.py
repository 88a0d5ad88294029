"""What visitors want to go to, kept for them behind a secret address."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.events.models import Event
from conference.programme.models import Release
from conference.registration.models import Registration


class PersonalAgenda(Base):
    """Somebody's choice of an event's sessions. Whoever knows its address may read and change it.

    The secret in the address is derived, only its digest is kept; `link_version` + 1 makes a new one. With a
    registration, its person is told by mail what releases change.
    """

    __tablename__ = "personal_agenda"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    event: Mapped[Event] = relationship()
    registration: Mapped[Registration | None] = relationship()
    picks: Mapped[list["Pick"]] = relationship(cascade="all, delete-orphan", order_by="Pick.id")


class Pick(Base):
    """A session that somebody wants to go to."""

    __tablename__ = "pick"
    __table_args__ = (UniqueConstraint("personal_agenda_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    personal_agenda_id: Mapped[int] = mapped_column(ForeignKey("personal_agenda.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    picked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PersonalNotice(Base):
    """Somebody is told by mail what a release changed in their agenda, once. `sessions`: ids of those concerned."""

    __tablename__ = "personal_notice"
    __table_args__ = (UniqueConstraint("release_id", "personal_agenda_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))
    personal_agenda_id: Mapped[int] = mapped_column(ForeignKey("personal_agenda.id", ondelete="CASCADE"), index=True)
    last_id: Mapped[int | None] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))  # the release before
    sessions: Mapped[list[int]] = mapped_column(JSON)
    release: Mapped[Release] = relationship(foreign_keys=[release_id])
    last: Mapped[Release | None] = relationship(foreign_keys=[last_id])
    agenda: Mapped[PersonalAgenda] = relationship()
