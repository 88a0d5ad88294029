"""How people look at the table of registrations: views that they keep, and what each of them is used to."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.accounts.models import User
from conference.core.db import Base, UtcDateTime


class TableView(Base):
    """A search, filters, an order and columns under a name, for whoever kept it or for the whole team of the event.

    `query`: what an address of the table asks for, read anew each time: what is no longer there counts as not asked.
    `columns`: keys in their order, beside the name. `deleted_at`: until it is forgotten it can be brought back.
    """

    __tablename__ = "table_view"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    is_shared: Mapped[bool] = mapped_column(default=False)
    query: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    columns: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    owner: Mapped[User | None] = relationship()


class TableHabit(Base):
    """What a member of the team is used to at one event: the columns, and the view that the table opens with.

    No columns are the usual ones; without a view the table opens with everybody.
    """

    __tablename__ = "table_habit"
    __table_args__ = (UniqueConstraint("user_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    columns: Mapped[list[str]] = mapped_column(JSON, default=list)
    view_id: Mapped[int | None] = mapped_column(ForeignKey("table_view.id", ondelete="SET NULL"), index=True)
    view: Mapped[TableView | None] = relationship()
