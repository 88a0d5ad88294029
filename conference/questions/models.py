"""The tables of the registration form."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.core.files import StoredFile
from conference.core.translated import Translated


class Kind(StrEnum):
    """What a question asks for. A section begins a part of the form, an explanation only tells something."""

    SECTION = "section"
    EXPLANATION = "explanation"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    DATE_TIME = "date_time"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    LANGUAGE = "language"
    FILE = "file"
    CONSENT = "consent"


class LegalBasis(StrEnum):
    """Why an answer may be kept (GDPR, article 6)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"


class Ask(StrEnum):
    """Whether a built-in field is on the form."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    HIDDEN = "hidden"


class Question(Translated, Base):
    """One question of an event's registration form. Rows are never deleted: answers refer to them by `code`.

    `options`: [{"code", "text", "translations": {"ru": …}, "retired": true}]; a code never changes its meaning.
    `condition`: {"question": code, "any_of": [codes of options]}; without options any answer will do.
    `categories`: codes of those who are asked; none means everybody.
    `limits`: {"least", "most", "decimals"} of numbers, days and the length of texts (`limits.py`).
    `keep_days`: after the end of the event the answers are forgotten; None keeps them with the registration.
    """

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("event_id", "code"), CheckConstraint("keep_days >= 0", name="keep_days"))
    TEXTS = ("label", "help", "purpose")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(Text)
    help: Mapped[str] = mapped_column(Text, default="")
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    is_required: Mapped[bool] = mapped_column(default=False)
    condition: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    limits: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    purpose: Mapped[str] = mapped_column(Text, default="")
    legal_basis: Mapped[str] = mapped_column(String(30), default="")
    keep_days: Mapped[int | None]
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class FormSettings(Base):
    """Which built-in fields an event's form has: {"position": "hidden"}; what is missing is as usual."""

    __tablename__ = "form_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    fields: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class AnswerFile(Base):
    """A file handed in as an answer. Until the form is accepted it belongs to nobody, and is forgotten soon."""

    __tablename__ = "answer_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    question_code: Mapped[str] = mapped_column(String(20))
    registration_id: Mapped[int | None] = mapped_column(index=True)  # of a higher floor, so without a foreign key
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    kept_until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)  # unless a registration has it by then
    file: Mapped[StoredFile] = relationship()
