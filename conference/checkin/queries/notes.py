"""What is known of people that door staff may be told: marks of the organisers, refusals of photographs."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from conference.core.db import db
from conference.registration.models import PHOTO, Consent, Registration, Source

from ..models import DoorNote, NoteKind

ASKED = (Source.FORM, Source.INVITATION, Source.DELEGATION)  # who filled in the form, which asks for it
OF_PHOTOS = and_(Consent.registration_id == Registration.id, Consent.purpose == PHOTO)
REFUSES_PHOTOS = and_(
    ~exists().where(OF_PHOTOS, Consent.withdrawn_at.is_(None)),
    or_(Registration.source.in_(ASKED), exists().where(OF_PHOTOS)),
)


def marks_of(registration_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """{registration: {kind of note: words for staff}}, of those that organisers marked."""
    query = select(DoorNote.registration_id, DoorNote.kind, DoorNote.text)
    found: dict[int, dict[str, str]] = {}
    for ident, kind, text in db.session.execute(query.where(DoorNote.registration_id.in_(registration_ids))):
        found.setdefault(ident, {})[kind] = text
    return found


def has_mark(_event_id: int) -> ColumnElement[bool]:
    return exists().where(DoorNote.registration_id == Registration.id)


def is_vip() -> ColumnElement[bool]:
    """Marked as a person, whatever the category."""
    return exists().where(DoorNote.registration_id == Registration.id, DoorNote.kind == NoteKind.VIP)


def count_marked(kind: str, registration_ids: Collection[int]) -> int:
    """How many of them have that mark."""
    query: Any = select(DoorNote.registration_id).where(
        DoorNote.kind == kind, DoorNote.registration_id.in_(registration_ids)
    )
    return len(db.session.scalars(query).all())
