"""Who signed up for which session, and how many places each has."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from conference.core.db import Base, UtcDateTime
from conference.programme.models import Slot
from conference.registration.models import Registration


class SignUpState(StrEnum):
    WISHED = "wished"  # a wish with a rank, until the organisers allot the places
    TAKEN = "taken"  # has a place
    WAITING = "waiting"


class SignUpSettings(Base):
    """How an event takes sign-ups; an event without a row has the defaults.

    `asks_in_form`: sessions can be chosen while registering, not only afterwards. `by_preference`: people rank their
    wishes, and the organisers allot the places at once; after that, first come is first served.
    """

    __tablename__ = "sign_up_settings"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = synonym("event_id")  # as the history names its subjects
    asks_in_form: Mapped[bool] = mapped_column(default=True)
    by_preference: Mapped[bool] = mapped_column(default=False)
    allotted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class SlotPlaces(Base):
    """The places of one holding of a session: the row that owns the number.

    `is_on`: None asks people to sign up when the session has a capacity. `capacity` is that of the newest release.
    Without a row nothing was chosen, and nobody has signed up yet.
    """

    __tablename__ = "slot_places"
    __table_args__ = (CheckConstraint("taken >= 0", name="taken"),)

    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = synonym("slot_id")
    is_on: Mapped[bool | None]
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class SignUp(Base):
    """Somebody's wish to be in a session, at one of its times. `since` is the place in the waiting list.

    `rank`: first choice 1, second 2, where people state preferences. Whoever leaves has no row any more; the history
    of the registration tells of it.
    """

    __tablename__ = "sign_up"
    __table_args__ = (
        UniqueConstraint("registration_id", "slot_id"),
        Index("ix_sign_up_line", "slot_id", "state", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int] = mapped_column(default=1)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registration: Mapped[Registration] = relationship()
    slot: Mapped[Slot] = relationship()
