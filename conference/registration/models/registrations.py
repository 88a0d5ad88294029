from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, func, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.events.models import Event, Mode

from .categories import Category


class RegistrationState(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # nobody answered in time: an address never confirmed, an invitation not taken


class Source(StrEnum):
    """How we came to know of a person; whoever did not register themselves is told (GDPR, article 14)."""

    FORM = "form"
    ORGANISER = "organiser"
    IMPORT = "import"
    INVITATION = "invitation"
    DELEGATION = "delegation"
    GROUP = "group"
    WALK_IN = "walk_in"


HOLDS_PLACE = (RegistrationState.PENDING, RegistrationState.CONFIRMED)
ALIVE = (*HOLDS_PLACE, RegistrationState.WAITING)
NAME_LETTERS = 60  # of a name that are sorted by: an index of PostgreSQL holds no names of any length
PHOTO = "photo"  # purpose of a consent


class Registration(Base):
    """One person's request for a place at one event. Rows are never deleted; a state change is logged.

    `email_key` is the address as compared (case folded); one live registration an event has it.
    `name_key` is both name lines and the organisation, folded for search across scripts.
    The secret of the own page is derived, only its digest is kept; `link_version` + 1 makes a new one.
    `answers`: what was said to the event's own questions, by the question's code.
    `offered_until`: a place is kept for this waiting person until then. `waiting_since` is the place in the line.
    `verified_at`: when the link in a mail to the address was first opened.
    `offer_ended_at`: an offered place was not taken by then; nothing more is offered until the person asks for it.
    `joined_at`: when somebody who takes part online first went to the stream.
    `merged_into_id`: the registration of the same person that took this one in; its link leads there.
    `group_key`: shared by those whom one person registered together. `waits_together`: on the waiting list they get
    places when there are enough for all of them who wait.
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        Index(
            "uq_registration_alive",
            "event_id",
            "email_key",
            unique=True,
            sqlite_where=text("state IN ('pending', 'confirmed', 'waiting')"),
            postgresql_where=text("state IN ('pending', 'confirmed', 'waiting')"),
        ),
        # an address in whatever state: SQLite does not see that a condition with parameters is that of the index above
        Index("ix_registration_event_email", "event_id", "email_key"),
        Index("ix_registration_event_created", "event_id", "created_at"),
        Index("ix_registration_event_changed", "event_id", "changed_at"),
        Index("ix_registration_event_state", "event_id", "state"),
        # what the filters of the table count, without reading the rows
        Index(
            "ix_registration_facets",
            *("event_id", "state", "category_id", "mode", "language", "source", "country", "verified_at"),
        ),
        Index("ix_registration_event_name", "event_id", text(f"substr(name_key, 1, {NAME_LETTERS})")),
        Index("ix_registration_event_organisation", "event_id", "organisation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    code: Mapped[str] = mapped_column(String(12))  # what people see; the id never leaves
    state: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    national_name: Mapped[str] = mapped_column(String(200), default="")  # second line of the badge, own script
    name_key: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    organisation: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(8), default="en")  # of mails and interpretation
    mode: Mapped[str] = mapped_column(String(20), default=Mode.IN_PERSON)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")  # of the organisers, for themselves
    source: Mapped[str] = mapped_column(String(20), default=Source.FORM)
    group_key: Mapped[str | None] = mapped_column(String(36), index=True)
    waits_together: Mapped[bool] = mapped_column(default=False)
    priority: Mapped[int] = mapped_column(default=0)
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    submit_key: Mapped[str | None] = mapped_column(String(36), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[str] = mapped_column(String(20), default="")  # attendee, organiser: who may take it back
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    offer_ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None] = mapped_column(index=True)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    event: Mapped[Event] = relationship()
    category: Mapped[Category] = relationship()
    tickets: Mapped[list["Ticket"]] = relationship(
        back_populates="registration", order_by="Ticket.id", cascade="all, delete-orphan"
    )
    consents: Mapped[list["Consent"]] = relationship(order_by="Consent.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def holds_place(self) -> bool:
        return self.state in HOLDS_PLACE or self.has_offer

    @property
    def has_offer(self) -> bool:
        return self.state == RegistrationState.WAITING and self.offered_until is not None

    @property
    def is_alive(self) -> bool:
        return self.state in ALIVE

    @property
    def valid_ticket(self) -> "Ticket | None":
        return next((ticket for ticket in self.tickets if ticket.revoked_at is None), None)

    @property
    def photo_consent(self) -> "Consent | None":
        """The consent to photographs in force."""
        return next((c for c in self.consents if c.purpose == PHOTO and c.withdrawn_at is None), None)


class Ticket(Base):
    """The revocable secret behind a QR code. The code itself is derived (`core.codes.ticket_code`)."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index(
            "uq_ticket_valid",
            "registration_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_reason: Mapped[str] = mapped_column(String(20), default="")  # cancelled, replaced, lost
    registration: Mapped[Registration] = relationship(back_populates="tickets")


class Consent(Base):
    """What a person agreed to: the very text, when, and when they took it back."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))  # PHOTO
    text: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


NAME_ORDER = func.substr(
    Registration.name_key, literal_column("1"), literal_column(str(NAME_LETTERS))
)  # how people are sorted by name
