"""Writing the speakers of a table, in the caller's transaction."""

from datetime import datetime

from sqlalchemy import select

from conference.core import audit
from conference.core.codes import new_code, new_uuid7
from conference.core.db import db
from conference.events.models import Event
from conference.programme.models import Speaker
from conference.programme.speaker_services import write_speaker

from .table_plan import Plan
from .table_queries import directory_of
from .table_speakers import said_of, values_of


def write_speakers(event: Event, plan: Plan, *, actor: audit.Actor, at: datetime) -> None:
    """Nobody is public by it: consent is for each person to give."""
    lines = [line for line in plan.lines if line.is_written]
    stored = {row.id: row for row in db.session.scalars(select(Speaker).where(Speaker.event_id == event.id))}
    directory = directory_of(list({line.said["organisation"] for line in lines if "organisation" in line.said}))
    written = []
    for line in lines:
        if line.ident is None:
            row = Speaker(event_id=event.id, uuid=new_uuid7(), code=new_code(8))
            said = line.said
        else:
            row = stored[line.ident]
            said = said_of(row, event.languages) | line.said
        values = values_of(said, event.languages, row.translations or {})
        organisation = directory.get(values.organisation) if "organisation" in line.said else row.organisation
        write_speaker(row, values, organisation)
        db.session.add(row)
        written.append(row)
    db.session.flush()
    for row in written:
        audit.record("speaker.imported", row, actor=actor, event_id=event.id, at=at)
