"""Changing what an event says of its agenda as a whole."""

from datetime import datetime

from conference.core import audit
from conference.core.db import lock, transaction
from conference.core.merging import merged
from conference.core.stale import stale_edit
from conference.events.models import Event

from . import queries, settings_rules
from .settings_rules import SettingsValues


def save_settings(event_id: int, values: SettingsValues, *, shown: str, actor: audit.Actor, at: datetime) -> None:
    """Save hours, ways and levels. Raises BadHours, or StaleEdit when others changed the same since `shown`."""
    with transaction() as session:
        event = lock(Event, event_id)
        row = queries.find_settings(event_id)
        stored = settings_rules.flat(row or queries.usual_settings(event_id))
        kept, conflicts = merged(shown, settings_rules.flat(values), stored)
        if conflicts:
            raise stale_edit(row or event, event.zone)
        if refusal := settings_rules.why_not_hours(kept["opens"], kept["closes"]):
            raise refusal
        changed = sorted(name for name, value in kept.items() if value != stored[name])
        if not changed:
            return
        if row is None:
            row = queries.usual_settings(event_id)
            session.add(row)
        for name in ("opens", "closes", "room_change_minutes", "building_change_minutes", "step_minutes"):
            setattr(row, name, kept[name])
        row.levels = settings_rules.levels_of(kept)
        session.flush()
        audit.record("agenda.settings_changed", row, actor=actor, event_id=event_id, at=at, fields=changed)
