"""Reminders that go out by themselves: to personal invitations, once by each rule, slowly."""

from datetime import datetime, timedelta

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.mail.queries import settings_of, undeliverable_of

from .. import hooks, invitation_queries, rules
from ..models import Invitation, InvitationState, ReminderSettings
from ..reminder_rules import Reminders, next_reminder
from .posting import post_invitation


def change_reminders(event_id: int, values: Reminders, *, version: int, actor: audit.Actor, at: datetime) -> None:
    """Raises StaleEdit. `version`: 0 where nobody chose anything yet."""
    with transaction() as session:
        event = lock(Event, event_id)
        row = session.get(ReminderSettings, event_id)
        if (row.version if row else 0) != version:
            raise stale_edit(event, event.zone)
        if row is None:
            row = ReminderSettings(event_id=event_id, version=0)
            session.add(row)
        row.after_days, row.before_days = values.after_days, values.before_days
        row.version += 1
        audit.record("invitation.reminders_changed", event, actor=actor, event_id=event_id, at=at)


def send_reminders(at: datetime) -> int:
    """Whatever is due, in all events; says how many. Harmless however often it is called."""
    return sum(_remind(event_id, at) for event_id in invitation_queries.events_that_remind(at))


def _remind(event_id: int, at: datetime) -> int:
    event = db.session.get_one(Event, event_id)
    reminders = invitation_queries.reminders_of(event_id)
    unwanted = hooks.unwanted(event_id) | {row.email_key for row in undeliverable_of(event_id)}
    due = [
        row.id
        for row in invitation_queries.unanswered_rows(event_id)
        if row.email_key not in unwanted and (found := next_reminder(reminders, row, event.zone)) and found[1] <= at
    ]
    gap = timedelta(minutes=1) / max(1, settings_of(event_id).per_minute)
    zone, sent = event.zone, 0
    for ident in due:
        sent += _remind_one(ident, reminders, zone, at, at + gap * sent)
    return sent


def _remind_one(ident: int, reminders: Reminders, zone: str, at: datetime, not_before: datetime) -> int:
    """Looks again under the lock: whoever answered in this moment gets nothing."""
    with transaction():
        invitation = lock(Invitation, ident)
        found = next_reminder(reminders, invitation, zone)
        if rules.state_at(invitation, at) != InvitationState.SENT or found is None or found[1] > at:
            return 0
        name = found[0]
        setattr(invitation, f"{name}_reminded_at", at)
        key = f"invitation.reminded/{ident}/{name}"
        if not post_invitation(invitation, "invitation.reminded", at, key=key, not_before=not_before):
            return 0
        audit.record("invitation.reminded", invitation, actor=audit.SYSTEM, event_id=invitation.event_id, at=at)
    return 1
