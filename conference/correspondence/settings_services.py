"""Who an event's mails come from, and its own words for letters."""

from datetime import datetime

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.mail import queries as mail
from conference.mail.models import MailSettings, Wording
from conference.mail.rules import Sender, why_not_placeholders
from conference.mail.wordings import KINDS


def change_sender(event_id: int, values: Sender, *, version: int, actor: audit.Actor, at: datetime) -> None:
    """Raises StaleEdit when somebody saved since `version`, 0 for settings that nobody had chosen."""
    with transaction() as session:
        event = lock(Event, event_id)
        row = session.get(MailSettings, event_id)
        if (row.version if row else 0) != version:
            raise stale_edit(event, event.zone)
        if row is None:
            row = MailSettings(event_id=event_id, version=0)
            session.add(row)
        for name in ("sender_name", "reply_to", "per_minute"):
            setattr(row, name, getattr(values, name))
        row.version += 1
        audit.record("mail.settings_changed", event, actor=actor, event_id=event_id, at=at)


def save_wording(
    event_id: int, kind: str, language: str, *, subject: str, body: str, version: int, actor: audit.Actor, at: datetime
) -> None:
    """Keep the event's own words. Raises UnknownPlaceholder, or StaleEdit when somebody saved since `version`."""
    known = KINDS[kind].names
    if refusal := why_not_placeholders(subject, known) or why_not_placeholders(body, known):
        raise refusal
    with transaction() as session:
        event = lock(Event, event_id)
        row = mail.find_wording(event_id, kind, language)
        if (row.version if row else 0) != version:
            raise stale_edit(event, event.zone)
        if row is None:
            row = Wording(event_id=event_id, kind=kind, language=language, version=0)
            session.add(row)
        row.subject, row.body = subject, body
        row.version += 1
        audit.record("wording.saved", event, actor=actor, event_id=event_id, at=at, kind=kind, language=language)


def reset_wording(event_id: int, kind: str, language: str, *, actor: audit.Actor, at: datetime) -> bool:
    """Back to the built-in words. False when they were in use already."""
    with transaction() as session:
        event = lock(Event, event_id)
        row = mail.find_wording(event_id, kind, language)
        if row is None:
            return False
        db.session.delete(row)
        session.flush()
        audit.record("wording.reset", event, actor=actor, event_id=event_id, at=at, kind=kind, language=language)
    return True
