"""Corrections of attendance: each with who, when and why; the scans stay as they are."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.registration.models import Registration

from . import rules
from .days import Holding
from .models import AttendanceFix
from .rules import Fixed


def fix(registration_id: int, holding: Holding, fixed: Fixed, reason: str, *, actor: audit.Actor, at: datetime) -> None:
    """Say where the person was in that session, whatever the scans say. Raises NotAStay."""
    if fixed.starts_at and fixed.ends_at and (wrong := rules.why_not_fix(holding, fixed.starts_at, fixed.ends_at)):
        raise wrong
    with transaction() as session:
        registration = lock(Registration, registration_id)
        _end(registration_id, fixed.slot_id, at)
        session.add(
            AttendanceFix(
                event_id=registration.event_id, registration_id=registration_id, slot_id=fixed.slot_id,
                starts_at=fixed.starts_at, ends_at=fixed.ends_at, reason=reason, user_id=actor.id, made_at=at,
            )
        )  # fmt: skip
        audit.record(
            "attendance.fixed", registration, actor=actor, event_id=registration.event_id, at=at, slot=fixed.slot_id,
            was_there=fixed.starts_at is not None, reason=reason,
        )  # fmt: skip


def take_back_fix(registration_id: int, slot_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """The scans count again. Raises NothingFixed."""
    with transaction():
        registration = lock(Registration, registration_id)
        if not _end(registration_id, slot_id, at):
            raise rules.NothingFixed(_("There is no correction to take back"))
        audit.record(
            "attendance.fix_ended", registration, actor=actor, event_id=registration.event_id, at=at, slot=slot_id
        )


def _end(registration_id: int, slot_id: int, at: datetime) -> bool:
    mine = (
        AttendanceFix.registration_id == registration_id, AttendanceFix.slot_id == slot_id,
        AttendanceFix.ended_at.is_(None),
    )  # fmt: skip
    ended = db.session.execute(update(AttendanceFix).where(*mine).values(ended_at=at))
    return bool(ended.rowcount)  # type: ignore[attr-defined]
