from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.db import Base, UtcDateTime


class NoteKind(StrEnum):
    """What door staff are told of a person beside the name."""

    VIP = "vip"
    HEADSET = "headset"  # the language that the person follows through interpretation
    DIETARY = "dietary"
    NO_PHOTO = "no_photo"
    WHEELCHAIR = "wheelchair"
    MINOR = "minor"
    DESK = "desk"  # staff call the desk; with words of the organisers


SET_BY_HAND = (NoteKind.VIP, NoteKind.WHEELCHAIR, NoteKind.MINOR, NoteKind.DESK)
USUAL_NOTES = ("vip", "no_photo", "wheelchair", "minor", "desk")  # where people come in
LONGEST_NOTE = 120


class DoorNote(Base):
    """What organisers want the door to know of a person; the other notes come from answers and consents.

    `text`: words for staff, of the kind "desk" alone.
    """

    __tablename__ = "door_note"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
