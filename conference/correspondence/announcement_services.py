"""Writing an announcement, and saying when it goes out."""

from datetime import datetime

from sqlalchemy import update

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.files import CleanFile, store_file
from conference.core.jobs import enqueue
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.mail import services as mail

from . import announcement_queries as queries
from . import recipients, rules
from .models import Announcement, AnnouncementFile, AnnouncementState, Delivery, Timing
from .rules import AnnouncementValues

FIELDS = ("subject", "body", "recipients", "timing", "send_at", "amount", "clock", "takes_later", "translations")


def add_announcement(event_id: int, values: AnnouncementValues, *, actor: audit.Actor, at: datetime) -> str:
    """Keep a draft; returns its code. Raises UnknownPlaceholder."""
    if refusal := rules.why_not_texts(values):
        raise refusal
    with transaction() as session:
        row = Announcement(event_id=event_id, created_at=at, **{name: getattr(values, name) for name in FIELDS})
        session.add(row)
        session.flush()
        audit.record("announcement.added", row, actor=actor, event_id=event_id, at=at)
        return row.code


def change_announcement(
    announcement_id: int, values: AnnouncementValues, *, version: int, actor: audit.Actor, at: datetime
) -> None:
    """A planned one becomes a draft again. Raises UnknownPlaceholder, WrongMoment, StaleEdit."""
    if refusal := rules.why_not_texts(values):
        raise refusal
    with transaction() as session:
        row = lock(Announcement, announcement_id)
        if row.state not in rules.EDITABLE:
            raise rules.wrong_moment()
        if row.version != version:
            raise stale_edit(row, session.get_one(Event, row.event_id).zone)
        for name in FIELDS:
            setattr(row, name, getattr(values, name))
        row.state = AnnouncementState.DRAFT
        row.version += 1
        audit.record("announcement.changed", row, actor=actor, event_id=row.event_id, at=at)


def attach(announcement_id: int, file: CleanFile, *, actor: audit.Actor, at: datetime) -> None:
    """Raises TooLarge, WrongMoment."""
    with transaction() as session:
        row = lock(Announcement, announcement_id)
        if row.state not in rules.EDITABLE:
            raise rules.wrong_moment()
        if refusal := rules.why_not_file([link.file.size for link in row.files], len(file.data)):
            raise refusal
        session.add(AnnouncementFile(announcement_id=row.id, file_id=store_file(file, at=at).id))
        audit.record("announcement.file_added", row, actor=actor, event_id=row.event_id, at=at)


def detach(announcement_id: int, name: str, *, actor: audit.Actor, at: datetime) -> None:
    """Take the file of that name away; one that is gone already is no matter. Raises WrongMoment."""
    with transaction() as session:
        row = lock(Announcement, announcement_id)
        if row.state not in rules.EDITABLE:
            raise rules.wrong_moment()
        for link in [link for link in row.files if link.file.name == name]:
            file = link.file
            row.files.remove(link)
            session.flush()
            session.delete(file)
            audit.record("announcement.file_removed", row, actor=actor, event_id=row.event_id, at=at)


def send(announcement_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Send it now, or plan it, as it says itself. Raises WrongMoment, TimeOver, NobodyMeant."""
    with transaction() as session:
        row = lock(Announcement, announcement_id)
        event = session.get_one(Event, row.event_id)
        matching = recipients.count(event, row.recipients).getting
        if refusal := rules.why_not_send(row, event, matching, at):
            raise refusal
        is_now = row.timing == Timing.NOW
        row.state = AnnouncementState.STARTING if is_now else AnnouncementState.SCHEDULED
        audit.record("announcement.scheduled", row, actor=actor, event_id=row.event_id, at=at)
        if is_now:
            row.send_at = row.started_at = at
            enqueue("announcement.go", {"announcement_id": row.id}, at=at)


def unplan(announcement_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """A planned one is a draft again. Raises WrongMoment when it has begun to go out."""
    with transaction():
        row = lock(Announcement, announcement_id)
        if row.state != AnnouncementState.SCHEDULED:
            raise rules.wrong_moment()
        row.state = AnnouncementState.DRAFT
        audit.record("announcement.unplanned", row, actor=actor, event_id=row.event_id, at=at)


def discard(announcement_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Delete a draft. Raises WrongMoment for anything else."""
    with transaction() as session:
        row = lock(Announcement, announcement_id)
        if row.state != AnnouncementState.DRAFT:
            raise rules.wrong_moment()
        audit.record("announcement.discarded", row, actor=actor, event_id=row.event_id, at=at)
        files = [link.file for link in row.files]
        session.delete(row)
        session.flush()
        for file in files:
            session.delete(file)


def pause(announcement_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Keep back whatever the mail server does not have yet. Raises WrongMoment."""
    with transaction():
        row = lock(Announcement, announcement_id)
        if row.state not in rules.UNDER_WAY:
            raise rules.wrong_moment()
        row.state = AnnouncementState.PAUSED
        mail.hold_back(queries.messages_of(row.id))
        db.session.execute(
            update(Delivery)
            .where(Delivery.announcement_id == row.id, Delivery.released_at > at)
            .values(released_at=None)
            .execution_options(synchronize_session=False)
        )
        audit.record("announcement.paused", row, actor=actor, event_id=row.event_id, at=at)


def resume(announcement_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Raises WrongMoment."""
    with transaction():
        row = lock(Announcement, announcement_id)
        if row.state != AnnouncementState.PAUSED:
            raise rules.wrong_moment()
        row.state = AnnouncementState.STARTING
        audit.record("announcement.resumed", row, actor=actor, event_id=row.event_id, at=at)
        enqueue("announcement.go", {"announcement_id": row.id}, at=at)


def stop(announcement_id: int, *, actor: audit.Actor, at: datetime) -> int:
    """End it: what was not sent is never sent. Returns how many messages that were. Raises WrongMoment."""
    with transaction():
        row = lock(Announcement, announcement_id)
        if row.state not in rules.STOPPABLE:
            raise rules.wrong_moment()
        row.state = AnnouncementState.STOPPED
        row.finished_at = at
        number = mail.drop_unsent(queries.messages_of(row.id), "stopped by the organisers")
        audit.record("announcement.stopped", row, actor=actor, event_id=row.event_id, at=at, unsent=number)
        return number


def send_test(
    announcement_id: int, *, to_email: str, to_name: str, languages: list[str], actor: audit.Actor, at: datetime
) -> None:
    """Mail it to the organiser as it would be to a real person, in each of the languages."""
    with transaction():
        row = lock(Announcement, announcement_id)
        for speech in languages:
            mail.post(
                queries.TEST_KIND,
                row.id,
                to_email=to_email,
                to_name=to_name,
                language=speech,
                event_id=row.event_id,
                at=at,
                key=f"test/{row.id}/{new_uuid7()}",
            )
        audit.record("announcement.tested", row, actor=actor, event_id=row.event_id, at=at)
