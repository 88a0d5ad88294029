from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.codes import new_code
from conference.core.db import Base, UtcDateTime


class BadgeDesign(Base):
    """A design of an event. `data` is the document (`design.as_json`); its older states stand in BadgeDesignVersion."""

    __tablename__ = "badge_design"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=lambda: new_code(8))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BadgeDesignVersion(Base):
    """A state of a design, as somebody saved it; `based_on`: the version that it brought back."""

    __tablename__ = "badge_design_version"

    design_id: Mapped[int] = mapped_column(ForeignKey("badge_design.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[str] = mapped_column(String(200))
    based_on: Mapped[int | None]


class BadgeChoice(Base):
    """Which design is printed: for a category, or, without one, for all of an event. `kind` as of designs."""

    __tablename__ = "badge_choice"
    __table_args__ = (UniqueConstraint("event_id", "kind", "category_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"), index=True)
    design_id: Mapped[int] = mapped_column(ForeignKey("badge_design.id", ondelete="CASCADE"), index=True)
    design: Mapped[BadgeDesign] = relationship()


class BadgePicture(Base):
    """A picture that designs of an event show, cleaned; `name` is the digest of `data`, so it never changes."""

    __tablename__ = "badge_picture"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(16))
    label: Mapped[str] = mapped_column(String(120), default="")
    width: Mapped[float] = mapped_column(Float)
    height: Mapped[float] = mapped_column(Float)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
