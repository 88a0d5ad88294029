"""Who speaks: the people on the agenda and their parts in sessions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.core.images import Picture
from conference.core.translated import Translated
from conference.organisations.models import Organisation

from .sessions import Session


class SpeakerRole(StrEnum):
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    RAPPORTEUR = "rapporteur"
    HOST = "host"


class SpeakerAnswer(StrEnum):
    """What a speaker says to a part in a session; "" is no answer yet."""

    NONE = ""
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Speaker(Translated, Base):
    """A person on the agenda of one event. `organisation_name` is what is printed when it is not in the directory.

    Nothing of the person is public before `consented_at`. `consent_source` says how we know: "self", or words of
    the organiser who took it down. `link_digest` is all that is kept of the person's own link.
    """

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("event_id", "code"),)
    TEXTS = ("position", "organisation_name", "biography")

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(60), default="")  # Dr, H.E.
    name: Mapped[str] = mapped_column(String(200))
    national_name: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[str] = mapped_column(String(200), default="")  # Head of Unit
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    organisation_name: Mapped[str] = mapped_column(String(300), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    biography: Mapped[str] = mapped_column(Text, default="")  # Markdown
    email: Mapped[str] = mapped_column(String(254), default="")  # never shown
    language: Mapped[str] = mapped_column(String(5), default="en")  # of mails to the person
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    consented_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_source: Mapped[str] = mapped_column(String(200), default="")
    may_record: Mapped[bool | None]
    may_record_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    link_version: Mapped[int] = mapped_column(default=0)
    link_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation | None] = relationship()
    photo: Mapped[Picture | None] = relationship()
    absences: Mapped[list["SpeakerAbsence"]] = relationship(
        cascade="all, delete-orphan", order_by="SpeakerAbsence.starts_at"
    )
    session_links: Mapped[list["SessionSpeaker"]] = relationship(back_populates="speaker", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def affiliation(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def is_public(self) -> bool:
        return self.consented_at is not None


class SpeakerAbsence(Base):
    """A time when the speaker cannot be on the agenda."""

    __tablename__ = "speaker_absence"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(200), default="")


class SessionSpeaker(Base):
    """A speaker's part in a session."""

    __tablename__ = "session_speaker"
    __table_args__ = (UniqueConstraint("session_id", "speaker_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20), default=SpeakerRole.SPEAKER)
    position: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(String(20), default=SpeakerAnswer.NONE)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    session: Mapped[Session] = relationship(overlaps="speaker_links")
    speaker: Mapped[Speaker] = relationship(back_populates="session_links")
