from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.core.images import Picture
from conference.events.models import Event, Room
from conference.organisations.models import Organisation
from conference.projects.models import Component, Project


class SessionKind(StrEnum):
    OPENING = "opening"
    KEYNOTE = "keynote"
    PANEL = "panel"
    PRESENTATION = "presentation"
    WORKSHOP = "workshop"
    DISCUSSION = "discussion"
    BREAK = "break"
    NETWORKING = "networking"
    CLOSING = "closing"


class SpeakerRole(StrEnum):
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    RAPPORTEUR = "rapporteur"
    HOST = "host"


class Track(Base):
    """A thread through the agenda. `colour` is #rrggbb."""

    __tablename__ = "track"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    colour: Mapped[str] = mapped_column(String(7), default="#475569")
    position: Mapped[int] = mapped_column(default=0)


class Session(Base):
    """One item of the agenda. `uuid` and `code` never change, whatever else does."""

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20), default=SessionKind.PRESENTATION)
    title: Mapped[str] = mapped_column(String(300))
    abstract: Mapped[str] = mapped_column(Text, default="")  # Markdown
    track_id: Mapped[int | None] = mapped_column(ForeignKey("track.id", ondelete="SET NULL"), index=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en"])
    interpretation: Mapped[list[str]] = mapped_column(JSON, default=list)
    capacity: Mapped[int | None]
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    track: Mapped[Track | None] = relationship()
    event: Mapped[Event] = relationship()
    project_links: Mapped[list["SessionProject"]] = relationship(
        cascade="all, delete-orphan", order_by="SessionProject.position"
    )
    speaker_links: Mapped[list["SessionSpeaker"]] = relationship(
        cascade="all, delete-orphan", order_by="SessionSpeaker.position"
    )
    placements: Mapped[list["Placement"]] = relationship(back_populates="session", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_break(self) -> bool:
        return self.kind in (SessionKind.BREAK, SessionKind.NETWORKING)


class SessionProject(Base):
    """A project, and a component of it where one fits, that runs the session. One of them leads."""

    __tablename__ = "session_project"
    __table_args__ = (
        Index(
            "uq_session_project_lead",
            "session_id",
            unique=True,
            sqlite_where=text("is_lead"),
            postgresql_where=text("is_lead"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    component_id: Mapped[int | None] = mapped_column(ForeignKey("component.id"))
    is_lead: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    project: Mapped[Project] = relationship()
    component: Mapped[Component | None] = relationship()


class Speaker(Base):
    """A person on the agenda of one event. `organisation_name` is what is printed when it is not in the directory."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(200))
    national_name: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[str] = mapped_column(String(200), default="")  # Head of Unit
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    organisation_name: Mapped[str] = mapped_column(String(300), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    biography: Mapped[str] = mapped_column(Text, default="")  # Markdown
    email: Mapped[str] = mapped_column(String(254), default="")  # never shown
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation | None] = relationship()
    photo: Mapped[Picture | None] = relationship()
    session_links: Mapped[list["SessionSpeaker"]] = relationship(back_populates="speaker", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def affiliation(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name


class SessionSpeaker(Base):
    """A speaker's part in a session."""

    __tablename__ = "session_speaker"
    __table_args__ = (UniqueConstraint("session_id", "speaker_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20), default=SpeakerRole.SPEAKER)
    position: Mapped[int] = mapped_column(default=0)
    session: Mapped[Session] = relationship(overlaps="speaker_links")
    speaker: Mapped[Speaker] = relationship(back_populates="session_links")


class Release(Base):
    """A published, numbered version of the agenda. Visitors see the newest."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(String(200), default="")


class Placement(Base):
    """Where and when a session is: in the draft (`release_id` empty) or in a release, which never changes."""

    __tablename__ = "placement"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
        Index(
            "uq_placement_draft",
            "session_id",
            unique=True,
            sqlite_where=text("release_id IS NULL"),
            postgresql_where=text("release_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    session: Mapped[Session] = relationship(back_populates="placements")
    room: Mapped[Room | None] = relationship()

    @property
    def duration(self) -> timedelta:
        return self.ends_at - self.starts_at
