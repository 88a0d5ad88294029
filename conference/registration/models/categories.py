from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.core.translated import Translated, in_language
from conference.events.models import Event


class WaitingList(StrEnum):
    """What becomes of a place that is free again while people wait."""

    OFF = "off"  # nobody waits: a full event is full
    OFFER = "offer"  # the first in line is asked, and has some hours to say yes
    DIRECT = "direct"  # the first in line is confirmed


class Category(Translated, Base):
    """A kind of attendee: participant, speaker, press. `colour` (#rrggbb) and name are on the badge.

    `modes`: how its people take part, "in_person" or "online"; "" leaves the choice that the event offers.
    `rights`: where its badge opens doors, {"days": [iso dates], "rooms": [codes], "sessions": [codes]}; a part that is
    missing opens all of them. `priority`: a higher one comes first on the waiting list, where the event orders by it.
    """

    __tablename__ = "category"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("places_taken >= 0", name="places_taken"),
    )
    TEXTS = ("name", "description")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(60))
    description: Mapped[str] = mapped_column(Text, default="")
    colour: Mapped[str] = mapped_column(String(7), default="#1d4ed8")
    position: Mapped[int] = mapped_column(default=0)
    capacity: Mapped[int | None]
    places_taken: Mapped[int] = mapped_column(default=0)
    is_public: Mapped[bool] = mapped_column(default=True)  # people may choose it themselves
    needs_approval: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # else with the event
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    modes: Mapped[str] = mapped_column(String(20), default="")
    priority: Mapped[int] = mapped_column(default=0)
    rights: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    event: Mapped[Event] = relationship()

    @property
    def names(self) -> list[str]:
        """In every language that it is written in."""
        translated = [texts.get("name", "") for texts in (self.translations or {}).values()]
        return [name for name in (self.name, *translated) if name]

    def name_in(self, language: str) -> str:
        return str(in_language(self, "name", language, self.event.main_language))


class RegistrationSettings(Base):
    """How an event registers people; an event without a row has the defaults.

    `to_room`: what becomes of a place in the room that nobody waits for, while people online asked for one; as for the
    waiting list, "off", "offer" or "direct".

    `needs_verification`: a registration counts once its address is confirmed by the link in a mail, within
    `verify_hours`; until then it is pending and keeps its place.
    """

    __tablename__ = "registration_settings"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    waiting_list: Mapped[str] = mapped_column(String(20), default=WaitingList.OFFER)
    waits_by_priority: Mapped[bool] = mapped_column(default=False)
    to_room: Mapped[str] = mapped_column(String(20), default=WaitingList.OFFER)
    offer_hours: Mapped[int] = mapped_column(default=48)
    needs_verification: Mapped[bool] = mapped_column(default=False)
    verify_hours: Mapped[int] = mapped_column(default=24)
    version: Mapped[int] = mapped_column(default=1)
