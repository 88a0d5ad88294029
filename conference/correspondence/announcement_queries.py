"""What the pages, services and mails of announcements read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from conference.core.db import db
from conference.core.files import StoredFile
from conference.core.paging import Page, page_of
from conference.events.models import Event
from conference.mail.models import Message, MessageState

from .models import Announcement, AnnouncementFile, AnnouncementState, Delivery

KIND = "announcement.sent"
TEST_KIND = "announcement.test"
MINUTE = timedelta(seconds=60)


def announcements_of(event_id: int) -> list[Announcement]:
    """Newest first."""
    query = select(Announcement).where(Announcement.event_id == event_id)
    return list(db.session.scalars(query.order_by(Announcement.id.desc())))


def find_announcement(event_id: int, code: str) -> Announcement | None:
    query = (
        select(Announcement)
        .where(Announcement.event_id == event_id, Announcement.code == code)
        .options(selectinload(Announcement.files).joinedload(AnnouncementFile.file))
    )
    return db.session.scalars(query).one_or_none()


def messages_of(announcement_id: int) -> ColumnElement[bool]:
    """Condition on Message: it is of this announcement."""
    deliveries = select(Delivery.id).where(Delivery.announcement_id == announcement_id)
    return and_(Message.kind == KIND, Message.subject_id.in_(deliveries))


def counts_of(event_id: int) -> dict[int, dict[str, int]]:
    """How many messages of each announcement of the event are in which state."""
    query = (
        select(Delivery.announcement_id, Message.state, func.count())
        .join(Message, and_(Message.kind == KIND, Message.subject_id == Delivery.id))
        .join(Announcement, Announcement.id == Delivery.announcement_id)
        .where(Announcement.event_id == event_id)
        .group_by(Delivery.announcement_id, Message.state)
    )
    found: dict[int, dict[str, int]] = {}
    for ident, state, number in db.session.execute(query):
        found.setdefault(ident, {})[state] = number
    return found


def page_of_deliveries(announcement_id: int, state: str, number: int) -> Page[Message]:
    query = select(Message).where(messages_of(announcement_id))
    if state:
        query = query.where(Message.state == state)
    return page_of(query.order_by(Message.to_name, Message.id), number)


def get_delivery(delivery_id: int) -> Delivery | None:
    query = (
        select(Delivery)
        .where(Delivery.id == delivery_id)
        .options(joinedload(Delivery.announcement).joinedload(Announcement.event))
    )
    return db.session.scalars(query).one_or_none()


def files_of(announcement_id: int) -> list[StoredFile]:
    """The files that go along, with their contents."""
    query = (
        select(StoredFile)
        .join(AnnouncementFile, AnnouncementFile.file_id == StoredFile.id)
        .where(AnnouncementFile.announcement_id == announcement_id)
        .order_by(AnnouncementFile.id)
        .options(undefer(StoredFile.data))
    )
    return list(db.session.scalars(query))


def in_states(states: Sequence[str]) -> list[tuple[Announcement, Event]]:
    query = (
        select(Announcement, Event)
        .join(Event, Event.id == Announcement.event_id)
        .where(Announcement.state.in_(states))
        .order_by(Announcement.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def turns_taken(event_id: int, at: datetime) -> int:
    """How many messages of announcements of the event got their turn within the last minute, or will.

    Those whose turn came earlier and that were never tried count too: while the mail server is away they would else
    gather, and all go at once when it is back.
    """
    query = (
        select(func.count(Delivery.id))
        .join(Announcement, Announcement.id == Delivery.announcement_id)
        .outerjoin(Message, and_(Message.kind == KIND, Message.subject_id == Delivery.id))
        .where(
            Announcement.event_id == event_id,
            or_(
                Delivery.released_at > at - MINUTE,
                and_(Delivery.released_at.is_not(None), Message.state == MessageState.WAITING, Message.attempts == 0),
            ),
        )
    )
    return db.session.scalar(query) or 0


def next_held(announcement_id: int, limit: int) -> list[tuple[int, int]]:
    """(message, delivery) of those whose turn comes next."""
    query = (
        select(Message.id, Delivery.id)
        .join(Delivery, Delivery.id == Message.subject_id)
        .where(Delivery.announcement_id == announcement_id, Message.kind == KIND, Message.state == MessageState.HELD)
        .order_by(Message.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def has_unsent(announcement_id: int) -> bool:
    unsent = (MessageState.HELD, MessageState.WAITING, MessageState.HANDED_OVER)
    query = select(Message.id).where(messages_of(announcement_id), Message.state.in_(unsent))
    return db.session.scalar(query.limit(1)) is not None


RUNNING = (AnnouncementState.SCHEDULED, AnnouncementState.STARTING, AnnouncementState.SENDING)
