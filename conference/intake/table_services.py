"""Taking a table over into the draft: all of it in one transaction, or nothing."""

from datetime import datetime
from typing import Any

from conference.core import audit
from conference.core.db import lock, transaction
from conference.events.models import Event
from conference.events.services import touch_event

from .columns import shape_of
from .models import Intake, IntakeKind, IntakeState
from .services import finish, keep_intake
from .table_reading import Table
from .table_rules import why_not_confirm, why_not_open
from .table_session_services import write_sessions
from .table_speaker_services import write_speakers
from .table_work import first_mapping, plan_of


def upload_table(
    event: Event, kind: IntakeKind, table: Table, filename: str, *, actor: audit.Actor, at: datetime
) -> str:
    """Keep the table until it is confirmed; returns the code of the import."""
    mapping, shape = first_mapping(event, kind, table.headings), shape_of(kind, table.headings)
    return keep_intake(
        event.id, kind, table.as_json(), filename=filename, shape=shape, mapping=mapping, actor=actor, at=at
    )


def save_mapping(intake_id: int, mapping: dict[str, Any]) -> None:
    """Keep what the columns mean. Raises NotOpen."""
    with transaction():
        row = lock(Intake, intake_id)
        if refusal := why_not_open(row):
            raise refusal
        row.mapping, row.state = {**row.mapping, **mapping}, IntakeState.PREVIEWED


def confirm_table(intake_id: int, shown: str, *, only_right: bool, actor: audit.Actor, at: datetime) -> None:
    """Do what the person saw. Asked twice, it is done once. Raises NotOpen, PlanChanged or WrongRows."""
    with transaction() as session:
        row = lock(Intake, intake_id)
        if row.state == IntakeState.DONE:
            return
        if refusal := why_not_open(row):
            raise refusal
        event = lock(Event, row.event_id)
        plan = plan_of(event, row)
        if refused := why_not_confirm(plan, shown, only_right=only_right):
            raise refused
        if any(line.is_written for line in plan.lines):
            write = write_speakers if row.kind == IntakeKind.SPEAKERS else write_sessions
            write(event, plan, actor=actor, at=at)
            session.flush()
            touch_event(event.id)
        created = {name: len(names) for name, names in plan.created.items()}
        finish(row, {**plan.counts, **created}, actor=actor, at=at)
