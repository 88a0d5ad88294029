"""From what is kept of a table to what it would do to the event as it stands."""

from collections.abc import Sequence
from typing import Any

from conference.events.models import Event

from .columns import Column, columns_of, guessed, shape_of
from .models import Intake, IntakeKind
from .table_plan import Options, Plan, Reading
from .table_queries import directory_names, mapping_used_before, sessions_to_compare, speakers_to_compare
from .table_reading import Table, from_json
from .table_sessions import plan_sessions
from .table_speakers import plan_speakers


def table_of_intake(intake: Intake) -> Table:
    return from_json(intake.content)


def columns_for(event: Event, intake: Intake) -> dict[str, Column]:
    return columns_of(intake.kind, event.languages)


def first_mapping(event: Event, kind: IntakeKind, headings: Sequence[str]) -> dict[str, Any]:
    """As it was told for the last file with these headings, else as the headings themselves say."""
    known = columns_of(kind, event.languages)
    before = mapping_used_before(event.id, shape_of(kind, headings))
    if len(before.get("columns", ())) == len(headings):
        return {**before, "columns": [name if name in known else "" for name in before["columns"]]}
    return {"columns": guessed(kind, headings, known), "updating": True, "create": []}


def reading_of(event: Event, intake: Intake) -> Reading:
    told = intake.mapping
    options = Options(
        is_updating=told.get("updating", True),
        may_create=frozenset(told.get("create", ())),
        outline=told.get("outline", ""),
    )
    columns = columns_for(event, intake)
    return Reading([name if name in columns else "" for name in told["columns"]], columns, options)


def plan_of(event: Event, intake: Intake) -> Plan:
    rows, reading = table_of_intake(intake).rows, reading_of(event, intake)
    if intake.kind == IntakeKind.SPEAKERS:
        return plan_speakers(rows, reading, speakers_to_compare(event), directory_names())
    return plan_sessions(rows, reading, sessions_to_compare(event))
