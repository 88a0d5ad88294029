from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.accounts.models import User
from conference.core.codes import new_code, new_uuid7
from conference.core.db import Base, UtcDateTime
from conference.core.images import Picture
from conference.core.translated import Translated
from conference.projects.models import Project


class Mode(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class EventSeries(Base):
    """Events of one kind that follow each other, like the InfoPoint."""

    __tablename__ = "event_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")


class Event(Translated, Base):
    """One conference. Instants are UTC; `zone` (IANA) is where its clocks hang.

    `capacity` is that of the rooms, `online_capacity` that of the stream. `places_taken` and `online_taken` count the
    registrations that hold a place; only `take_place` and `free_place` change them. `join_url`: the stream, for those
    registered alone; it opens to them `join_minutes` before the start.
    `version` rises with every change that visitors can see.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
        CheckConstraint("places_taken >= 0", name="places_taken"),
        CheckConstraint("online_taken >= 0", name="online_taken"),
    )
    TEXTS = ("title", "summary", "venue", "address", "city", "controller", "privacy_text")

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("event_series.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")  # Markdown
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(60))
    mode: Mapped[str] = mapped_column(String(20), default=Mode.IN_PERSON)
    venue: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en"])
    capacity: Mapped[int | None]
    places_taken: Mapped[int] = mapped_column(default=0)
    online_capacity: Mapped[int | None]
    online_taken: Mapped[int] = mapped_column(default=0)
    join_url: Mapped[str] = mapped_column(String(500), default="")
    join_minutes: Mapped[int] = mapped_column(default=60)
    registration_opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration_closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    controller: Mapped[str] = mapped_column(Text, default="")  # who answers for personal data
    privacy_text: Mapped[str] = mapped_column(Text, default="")  # Markdown, shown before registration is sent
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    is_sample: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    series: Mapped[EventSeries | None] = relationship(lazy="joined")
    picture: Mapped[Picture | None] = relationship()
    project_links: Mapped[list["EventProject"]] = relationship(
        cascade="all, delete-orphan", order_by="(EventProject.position, EventProject.project_id)"
    )
    rooms: Mapped[list["Room"]] = relationship(cascade="all, delete-orphan", order_by="Room.position")

    @property
    def projects(self) -> list[Project]:
        return [link.project for link in self.project_links]

    @property
    def main_language(self) -> str:
        """What its texts are written in; the other languages are translations."""
        return self.languages[0] if self.languages else "en"

    @property
    def places_left(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.places_taken)

    @property
    def places_open(self) -> int | None:
        """Places left in any of the ways in which people may take part; None: no limit."""
        online = None if self.online_capacity is None else max(0, self.online_capacity - (self.online_taken or 0))
        if self.mode == Mode.ONLINE:
            return online
        if self.mode != Mode.HYBRID:
            return self.places_left
        return None if online is None or self.places_left is None else online + self.places_left

    @property
    def stream_opens_at(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.join_minutes)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class EventProject(Base):
    """A project that organises the event."""

    __tablename__ = "event_project"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)
    project: Mapped[Project] = relationship(lazy="joined", innerjoin=True)


class Room(Translated, Base):
    """A place inside the venue where sessions are. `code` is in addresses and never changes, like `uuid`.

    `hidden_at`: out of use; it is kept because an agenda of the past names it.
    """

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("event_id", "name"), UniqueConstraint("event_id", "code"))
    TEXTS = ("name", "floor", "building", "equipment")

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid7)
    code: Mapped[str] = mapped_column(String(12), default=lambda: new_code(6))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    building: Mapped[str] = mapped_column(String(100), default="")
    floor: Mapped[str] = mapped_column(String(60), default="")
    capacity: Mapped[int | None]
    booths: Mapped[int | None]  # for interpreters; None: nobody said
    equipment: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    closures: Mapped[list["RoomClosure"]] = relationship(cascade="all, delete-orphan", order_by="RoomClosure.starts_at")

    __mapper_args__ = {"version_id_col": version}


class RoomClosure(Base):
    """A time when nothing can be in the room."""

    __tablename__ = "room_closure"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(200), default="")


class Membership(Base):
    """A user's role at one event. What a role may do is a table in `permissions.py`."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship()
    event: Mapped[Event] = relationship()
