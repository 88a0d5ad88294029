"""How an announcement goes out: its recipients are put down once each, then their messages get their turn, slowly."""

from datetime import datetime, timedelta

from sqlalchemy import insert, update

from conference.core import audit
from conference.core.codes import digest
from conference.core.db import lock, transaction
from conference.core.i18n import LANGUAGES
from conference.events.models import Event
from conference.mail import services as mail
from conference.mail.queries import settings_of
from conference.mail.services import Posted

from . import announcement_queries as queries
from . import recipients, rules
from .models import Announcement, AnnouncementState, Delivery

CHUNK = 500  # recipients put down in one transaction, so that nobody waits long for the database
KEY_LENGTH = 40


def look(at: datetime) -> None:
    """Begin what is due, and go on with what has begun."""
    for announcement, event in queries.in_states(queries.RUNNING):
        ident, state = announcement.id, announcement.state
        due = rules.due_at(announcement, event)
        if state == AnnouncementState.SCHEDULED and (due is None or due > at):
            continue
        is_complete = state == AnnouncementState.SENDING and not rules.takes_more(announcement, event, at)
        if is_complete:
            release_some(ident, at=at)
        else:
            go_on(ident, at=at)


def go_on(announcement_id: int, *, at: datetime) -> None:
    """Bring one announcement as far as it can come now. Harmless however often and wherever it is called."""
    begin(announcement_id, at=at)
    while put_down_some(announcement_id, at=at) == CHUNK:
        pass
    release_some(announcement_id, at=at)


def begin(announcement_id: int, *, at: datetime) -> None:
    """Start one whose time has come."""
    with transaction() as session:
        row = lock(Announcement, announcement_id)
        due = rules.due_at(row, session.get_one(Event, row.event_id))
        if row.state != AnnouncementState.SCHEDULED or due is None or due > at:
            return
        row.state = AnnouncementState.STARTING
        row.started_at = at
        audit.record("announcement.started", row, actor=audit.SYSTEM, event_id=row.event_id, at=at)


def put_down_some(announcement_id: int, *, at: datetime) -> int:
    """Write down the next recipients with a message for each, held back. Returns how many; 0 when all are there.

    Twice is nobody: a person is put down once by the unique row, an address gets one message by its key.
    """
    with transaction() as session:
        row = lock(Announcement, announcement_id)
        event = session.get_one(Event, row.event_id)
        is_starting = row.state == AnnouncementState.STARTING
        if not is_starting and not (row.state == AnnouncementState.SENDING and rules.takes_more(row, event, at)):
            return 0
        people = recipients.next_recipients(row, event, CHUNK)
        if people:
            values = [{"announcement_id": row.id, "registration_id": person.id} for person in people]
            written = insert(Delivery).returning(Delivery.registration_id, Delivery.id)
            idents = {row[0]: row[1] for row in session.execute(written, values)}
            posts = [
                Posted(
                    subject_id=idents[person.id],
                    to_email=person.email,
                    to_name=person.name,
                    language=person.language if person.language in LANGUAGES else "en",
                    key=f"announcement/{row.id}/{digest(person.email_key)[:KEY_LENGTH]}",
                )
                for person in people
            ]
            mail.post_many(queries.KIND, posts, event_id=row.event_id, at=at, is_held=True)
        if len(people) < CHUNK and is_starting:
            row.state = AnnouncementState.SENDING
        return len(people)


def release_some(announcement_id: int, *, at: datetime) -> None:
    """Give as many messages their turn as the event's pace allows, spread over the minute; note when all is done."""
    with transaction() as session:
        row = lock(Announcement, announcement_id)
        if row.state != AnnouncementState.SENDING:
            return
        pace = settings_of(row.event_id).per_minute
        free = pace - queries.turns_taken(row.event_id, at)
        chosen = queries.next_held(row.id, free) if free > 0 else []
        gap = timedelta(seconds=60 / pace)
        dues = [at + gap * place for place in range(len(chosen))]
        if chosen:
            session.execute(
                update(Delivery),
                [{"id": delivery, "released_at": due} for (_m, delivery), due in zip(chosen, dues, strict=True)],
            )
            mail.release_held([(message, due) for (message, _d), due in zip(chosen, dues, strict=True)], at=at)
        elif not queries.has_unsent(row.id) and not rules.takes_more(row, session.get_one(Event, row.event_id), at):
            row.state = AnnouncementState.SENT
            row.finished_at = at
            audit.record("announcement.finished", row, actor=audit.SYSTEM, event_id=row.event_id, at=at)
