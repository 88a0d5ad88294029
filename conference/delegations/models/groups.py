from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.db import Base, UtcDateTime


class RegistrationGroup(Base):
    """Who registered several people in one go; `uuid` is the `group_key` of their registrations.

    `people`: (name, address) of each as they were typed. Their states are for themselves alone.
    """

    __tablename__ = "registration_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    organisation: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(8), default="en")
    people: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
