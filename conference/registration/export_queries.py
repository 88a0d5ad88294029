"""The rows of an export, read in chunks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from conference.core.db import db

from .models import Category, Consent, Registration

EXPORT_CHUNK = 1000


@dataclass(frozen=True)
class ExportRow:
    consents: str  # purposes agreed to and not withdrawn
    answers: dict[str, Any]
    code: str
    state: str
    category: str  # its code
    name: str
    national_name: str
    email: str
    organisation: str
    position: str
    country: str | None
    language: str
    mode: str
    source: str
    note: str
    created_at: datetime
    changed_at: datetime
    cancelled_at: datetime | None


def export_rows(ids: list[int]) -> Iterator[ExportRow]:
    """The rows in the order of `ids`, read in chunks: no transaction stays open while a slow reader loads them."""
    columns: tuple[Any, ...] = (
        Registration.id, Registration.answers, Registration.code, Registration.state, Category.code, Registration.name,
        Registration.national_name, Registration.email, Registration.organisation, Registration.position,
        Registration.country, Registration.language, Registration.mode, Registration.source, Registration.note,
        Registration.created_at, Registration.changed_at,
        Registration.cancelled_at,
    )  # fmt: skip
    for start in range(0, len(ids), EXPORT_CHUNK):
        chunk = ids[start : start + EXPORT_CHUNK]
        query = select(*columns).join(Registration.category).where(Registration.id.in_(chunk))
        rows: dict[int, Any] = {row[0]: row[1:] for row in db.session.execute(query)}
        consents = consents_of(chunk)
        db.session.rollback()
        for ident in chunk:
            yield ExportRow(" ".join(consents.get(ident, ())), *rows[ident])


def consents_of(ids: list[int]) -> dict[int, list[str]]:
    """Purposes that each registration agreed to and did not take back."""
    query = select(Consent.registration_id, Consent.purpose).where(
        Consent.registration_id.in_(ids), Consent.withdrawn_at.is_(None)
    )
    found: dict[int, list[str]] = {}
    for ident, purpose in db.session.execute(query.order_by(Consent.id)):
        found.setdefault(ident, []).append(purpose)
    return found
