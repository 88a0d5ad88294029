"""Keeping a schedule of another system until it is confirmed, as tables whose columns are known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conference.core import audit
from conference.events.models import Event

from . import queries
from .columns import shape_of
from .models import IntakeKind
from .schedule_reading import Read
from .schedule_tables import HEADINGS, MAKES, people_of, sessions_of
from .services import keep_intake
from .table_reading import Table
from .table_services import save_mapping


@dataclass(frozen=True)
class Kept:
    """Codes of the imports; `speakers` is "" when the file tells nothing of people but their names."""

    sessions: str
    speakers: str


def upload_schedule(event: Event, read: Read, filename: str, *, actor: audit.Actor, at: datetime) -> Kept:
    """Nothing of the event changes before each of the tables is confirmed."""
    table = sessions_of(read, event.zone, [project.code for project in event.projects])
    outline = "own" if read.is_own else "schedule"
    mapping: dict[str, Any] = {
        "columns": list(HEADINGS), "updating": True, "create": list(MAKES), "outline": outline,
    }  # fmt: skip
    sessions = _keep(event, IntakeKind.SESSIONS, table, mapping, filename=filename, actor=actor, at=at)
    people = people_of(read)
    if not any(biography for _name, biography in (row.cells for row in people.rows)):
        return Kept(sessions, "")
    mapping = {"columns": ["name", "biography"], "updating": True, "create": []}
    return Kept(sessions, _keep(event, IntakeKind.SPEAKERS, people, mapping, filename=filename, actor=actor, at=at))


def _keep(
    event: Event,
    kind: IntakeKind,
    table: Table,
    mapping: dict[str, Any],
    *,
    filename: str,
    actor: audit.Actor,
    at: datetime,
) -> str:
    shape = shape_of(kind, table.headings)
    code = keep_intake(event.id, kind, table.as_json(), filename=filename, shape=shape, actor=actor, at=at)
    if row := queries.find_intake(event.id, code, kind):
        save_mapping(row.id, mapping)
    return code
