from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime

from .registrations import Registration


class AddressChange(Base):
    """Somebody wants their mails at another address; it counts once the link in a mail to it was used.

    The secret of the link is derived from `uuid`, only its digest is kept. Confirmed ones stay: they say to which
    addresses mails went.
    """

    __tablename__ = "address_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    old_email: Mapped[str] = mapped_column(String(254))
    email: Mapped[str] = mapped_column(String(254))
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration: Mapped[Registration] = relationship()
