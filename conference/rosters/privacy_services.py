"""What this feature holds about a person: that they look like somebody else and are not; rows of tables to come in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import undefer

from conference.core.db import db
from conference.core.text import email_key, fold
from conference.intake.models import Intake, IntakeKind
from conference.registration.keepers import Kept
from conference.registration.models import Registration

from . import finding_services
from .models import DifferentPeople, PossibleTwin, TwinKey, TwinMark

TABLES = (
    DifferentPeople.__tablename__, PossibleTwin.__tablename__, TwinKey.__tablename__, TwinMark.__tablename__,
)  # fmt: skip


def copy(_registration: Registration) -> list[Kept]:
    """Nothing that the person could read as being about them: it names another person too."""
    return []


def erase(registration: Registration, _at: datetime) -> None:
    mine = or_(DifferentPeople.first_id == registration.id, DifferentPeople.second_id == registration.id)
    db.session.execute(delete(DifferentPeople).where(mine))
    finding_services.forget([registration.id])
    _leave_out_of_tables(registration)


def _leave_out_of_tables(registration: Registration) -> None:
    """Rows with the address or the name, of tables that nobody has confirmed yet.

    One that a worker is just bringing in is passed over: it waits for registrations itself, and forgets its table.
    """
    query = select(Intake).where(
        Intake.event_id == registration.event_id, Intake.kind == IntakeKind.PEOPLE, Intake.content.is_not(None)
    )
    address, names = email_key(registration.email), {fold(registration.name), fold(registration.national_name)} - {""}
    for intake in db.session.scalars(query.options(undefer(Intake.content)).with_for_update(skip_locked=True)):
        rows = [row for row in intake.content["rows"] if not _is_about(row[1], address, names)]
        if len(rows) != len(intake.content["rows"]):
            intake.content = {**intake.content, "rows": rows}


def _is_about(cells: Sequence[str], address: str, names: set[str]) -> bool:
    return any(address in email_key(cell) or fold(cell) in names for cell in cells if cell)
