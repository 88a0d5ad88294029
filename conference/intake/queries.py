from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from conference.core.db import db

from .models import Intake, IntakeKind, IntakeState

MOST_SHOWN = 20


def find_intake(event_id: int, code: str, *kinds: IntakeKind) -> Intake | None:
    """The import with its content, if it is one of the `kinds`."""
    query = select(Intake).where(Intake.event_id == event_id, Intake.code == code, Intake.kind.in_(kinds))
    return db.session.scalars(query.options(undefer(Intake.content))).one_or_none()


def sessions_of_same_file(intake: Intake, at: datetime) -> Intake | None:
    """The sessions that the schedule of these speakers has too, while they wait to be brought in."""
    query = select(Intake).where(
        Intake.event_id == intake.event_id,
        Intake.kind == IntakeKind.SESSIONS,
        Intake.filename == intake.filename,
        Intake.created_at == intake.created_at,
        Intake.state.in_((IntakeState.NEW, IntakeState.PREVIEWED)),
        Intake.expires_at > at,
    )
    return db.session.scalars(query.order_by(Intake.id).limit(1)).one_or_none()


def intakes_of_event(event_id: int, at: datetime) -> list[Intake]:
    """What was brought in, and what still waits for its confirmation; newest first."""
    is_open = Intake.state.in_((IntakeState.NEW, IntakeState.PREVIEWED, IntakeState.CONFIRMED)) & (
        Intake.expires_at > at
    )
    query = select(Intake).where(Intake.event_id == event_id, is_open | (Intake.state == IntakeState.DONE))
    return list(db.session.scalars(query.order_by(Intake.created_at.desc(), Intake.id.desc()).limit(MOST_SHOWN)))
