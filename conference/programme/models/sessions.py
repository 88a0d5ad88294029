"""What is on the agenda: sessions, tracks, who runs them, what belongs to them."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from conference.core.db import Base, UtcDateTime
from conference.core.files import StoredFile
from conference.core.translated import Translated
from conference.events.models import Event
from conference.projects.models import Component, Project

if TYPE_CHECKING:
    from .releases import Placement, Slot
    from .speakers import SessionSpeaker


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


class Shown(StrEnum):
    """From when visitors get a material."""

    ALWAYS = "always"
    FROM_START = "from_start"
    AFTER = "after"
    NEVER = "never"


class Track(Translated, Base):
    """A thread through the agenda. `colour` is #rrggbb."""

    __tablename__ = "track"
    __table_args__ = (UniqueConstraint("event_id", "name"),)
    TEXTS = ("name", "description")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(Text, default="")
    colour: Mapped[str] = mapped_column(String(7), default="#475569")
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class InterpretationTeam(Base):
    """Interpreters who work together; they can be in one room at a time. `languages` are those they cover."""

    __tablename__ = "interpretation_team"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)


class AgendaSettings(Base):
    """What holds for the whole agenda of an event. Without a row the defaults hold.

    `opens` and `closes` are wall times, 08:00; `levels` is {kind of clash: block | warn | ignore}.
    """

    __tablename__ = "agenda_settings"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = synonym("event_id")  # as the history names its subjects
    opens: Mapped[str] = mapped_column(String(5), default="08:00")
    closes: Mapped[str] = mapped_column(String(5), default="20:00")
    room_change_minutes: Mapped[int] = mapped_column(default=5)
    building_change_minutes: Mapped[int] = mapped_column(default=15)
    step_minutes: Mapped[int] = mapped_column(default=5)
    levels: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Session(Translated, Base):
    """One item of the agenda, as organisers work on it. `uuid` and `code` never change, whatever else does."""

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("event_id", "code"),)
    TEXTS = ("title", "subtitle", "abstract")

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20), default=SessionKind.PRESENTATION)
    title: Mapped[str] = mapped_column(String(300))
    subtitle: Mapped[str] = mapped_column(String(300), default="")
    abstract: Mapped[str] = mapped_column(Text, default="")  # Markdown
    notes: Mapped[str] = mapped_column(Text, default="")  # for organisers alone
    track_id: Mapped[int | None] = mapped_column(ForeignKey("track.id", ondelete="SET NULL"), index=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en"])
    interpretation: Mapped[list[str]] = mapped_column(JSON, default=list)
    interpretation_team_id: Mapped[int | None] = mapped_column(
        ForeignKey("interpretation_team.id", ondelete="SET NULL"), index=True
    )
    capacity: Mapped[int | None]
    is_recorded: Mapped[bool] = mapped_column(default=False)
    is_streamed: Mapped[bool] = mapped_column(default=False)
    stream_url: Mapped[str] = mapped_column(String(500), default="")
    minutes: Mapped[int] = mapped_column(default=30)  # how long it is meant to be while it has no place
    # [speaker's id, role] of parts that were declined and then taken out: releases still name them, visitors must not
    declined_parts: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    track: Mapped[Track | None] = relationship()
    interpretation_team: Mapped[InterpretationTeam | None] = relationship()
    event: Mapped[Event] = relationship()
    slots: Mapped[list["Slot"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="Slot.id"
    )
    materials: Mapped[list["Material"]] = relationship(cascade="all, delete-orphan", order_by="Material.position")
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


class Material(Base):
    """A file or a link that belongs to a session. `speaker_id`: who handed it in, if a speaker did."""

    __tablename__ = "material"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5), default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    shown: Mapped[str] = mapped_column(String(20), default=Shown.ALWAYS)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    file: Mapped[StoredFile | None] = relationship()
