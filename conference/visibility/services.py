from datetime import date, datetime

from sqlalchemy import update

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.errors import NotFound
from conference.events.models import Event, EventProject
from conference.events.services import touch_event
from conference.projects.models import Project

from . import queries, rules
from .models import Derogation
from .rules import DerogationValues


def record_derogation(
    event_id: int | None, project_id: int, values: DerogationValues, *, today: date, actor: audit.Actor, at: datetime
) -> Derogation:
    """Note the funder's leave: from now on emblem and statement of the project are not shown. Raises a Refused.

    Raises NotFound for a project that does not run the event. `event_id`: where it was asked for, None on the project's
    own pages; `today`: the day there.
    """
    place = None if values.is_everywhere else event_id
    with transaction() as session:
        lock(Project, project_id)  # a second one for the same place waits here
        is_at_event = event_id is not None or not values.is_everywhere
        if is_at_event and session.get(EventProject, (event_id, project_id)) is None:
            raise NotFound
        is_in_force = queries.is_derogated(project_id, place)
        if refusal := rules.why_not_derogate(values, today=today, is_in_force=is_in_force):
            raise refusal
        row = Derogation(
            event_id=place,
            project_id=project_id,
            reason=values.reason,
            approver=values.approver,
            decided_on=values.decided_on,
            recorded_by=actor.label,
            recorded_at=at,
        )
        session.add(row)
        session.flush()
        _touch(row)
        audit.record("derogation.recorded", row, actor=actor, event_id=event_id, at=at, project_id=project_id,
                     is_everywhere=values.is_everywhere)  # fmt: skip
    return row


def end_derogation(derogation_id: int, *, event_id: int | None, actor: audit.Actor, at: datetime) -> None:
    """Emblem and statement are shown again. Ending twice changes nothing. `event_id`: where it was asked for."""
    with transaction():
        row = lock(Derogation, derogation_id)
        if not row.is_in_force:
            return
        row.ended_at, row.ended_by = at, actor.label
        _touch(row)
        audit.record("derogation.ended", row, actor=actor, event_id=event_id, at=at, project_id=row.project_id)


def _touch(row: Derogation) -> None:
    """What visitors see of each event concerned has changed."""
    if row.event_id is not None:
        touch_event(row.event_id)
        return
    ids = queries.events_of_project(row.project_id)
    db.session.execute(update(Event).where(Event.id.in_(ids)).values(version=Event.version + 1))
