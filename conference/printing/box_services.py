"""Dividing the badges of an event into boxes."""

from datetime import datetime

from sqlalchemy import delete

from conference.core import audit
from conference.core.db import lock, transaction
from conference.events.models import Event

from . import queries, rules
from .boxes import by_letters, by_numbers
from .models import BoxKind, PickupPlan


def make_boxes(event_id: int, kind: BoxKind, number: int, *, actor: audit.Actor, at: datetime) -> None:
    """Divide everybody who gets a badge now, as evenly as may be; whoever comes later finds their place in it."""
    with transaction() as session:
        event = lock(Event, event_id)
        names = [rules.filing_name(person) for person in queries.filed(event_id)]
        made = (by_letters if kind == BoxKind.LETTERS else by_numbers)(names, number)
        values = {"kind": str(kind), "boxes": [list(box) for box in made], "made_at": at, "made_by": actor.label}
        session.merge(PickupPlan(event_id=event_id, **values))
        audit.record("badges.boxes", event, actor=actor, event_id=event_id, at=at, boxes=len(made), kind=str(kind))


def drop_boxes(event_id: int, *, actor: audit.Actor, at: datetime) -> None:
    with transaction() as session:
        event = lock(Event, event_id)
        session.execute(delete(PickupPlan).where(PickupPlan.event_id == event_id))
        audit.record("badges.boxes_dropped", event, actor=actor, event_id=event_id, at=at)
