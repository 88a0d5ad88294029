"""Asking for badges, and keeping what was drawn for a day."""

from datetime import datetime

from sqlalchemy import delete, select

from conference.core import audit
from conference.core.codes import new_code
from conference.core.db import lock, transaction
from conference.core.jobs import enqueue
from conference.events.models import Event
from conference.registration.models import Registration

from . import queries, rules
from .models import BadgeSheet


def ask_for_sheet(event_id: int, layout: str, category_id: int | None, *, actor: audit.Actor, at: datetime) -> str:
    """Have a sheet of all confirmed people (of a category) drawn; returns its code. Raises NobodyToPrint.

    Asked again while it is being drawn, it answers with the same sheet.
    """
    with transaction() as session:
        event = lock(Event, event_id)  # two who ask at once ask one after the other
        if sheet := queries.find_sheet_in_work(event_id, layout, category_id):
            return sheet.code
        people = queries.count_confirmed(event_id, category_id)
        if refusal := rules.why_no_sheet(people):
            raise refusal
        session.execute(delete(BadgeSheet).where(BadgeSheet.expires_at <= at))
        sheet = BadgeSheet(
            code=new_code(10), event_id=event_id, layout=layout, category_id=category_id, requested_by_id=actor.id,
            requested_at=at, expires_at=at + rules.KEPT_FOR, badges=people,
        )  # fmt: skip
        session.add(sheet)
        session.flush()
        sheet.job_id = enqueue("badges.sheet", {"sheet_id": sheet.id}, at=at)
        audit.record("badges.requested", event, actor=actor, event_id=event_id, at=at, badges=people, layout=layout)
        return sheet.code


def keep_sheet(sheet_id: int, data: bytes, badges: int, *, at: datetime) -> None:
    """Store what was drawn, and have it forgotten after a day."""
    with transaction() as session:
        sheet = session.scalars(select(BadgeSheet).where(BadgeSheet.id == sheet_id).with_for_update()).one_or_none()
        if sheet is None:  # somebody was erased meanwhile, whose name may be on it
            return
        sheet.data = data
        sheet.badges = badges
        sheet.finished_at = at
        sheet.expires_at = at + rules.KEPT_FOR
        enqueue("badges.forget", {"sheet_id": sheet_id}, at=at, run_at=sheet.expires_at)


def forget_sheet(sheet_id: int) -> None:
    with transaction() as session:
        session.execute(delete(BadgeSheet).where(BadgeSheet.id == sheet_id))


def note_papers(event_id: int, kind: str, number: int, *, actor: audit.Actor, at: datetime) -> None:
    """Log that place cards, tents or door signs were made."""
    with transaction() as session:
        event = session.get_one(Event, event_id)
        audit.record("badges.papers", event, actor=actor, event_id=event_id, at=at, kind=kind, number=number)


def note_badge(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Log that a single badge was made."""
    with transaction() as session:
        row = session.get_one(Registration, registration_id)
        audit.record("badge.made", row, actor=actor, event_id=row.event_id, at=at)
