"""What the pages about mail read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import contains_eager

from conference.core.db import db
from conference.core.paging import Page, page_of
from conference.core.text import email_key
from conference.events.models import Event
from conference.mail.models import Message, Undeliverable
from conference.registration.models import Registration

from .announcement_queries import KIND
from .models import Announcement, Delivery, Unsubscription


def page_of_messages(event_id: int, state: str, number: int) -> Page[Message]:
    """Mails of one event, newest first; `state` "" is all."""
    query = select(Message).where(Message.event_id == event_id)
    if state:
        query = query.where(Message.state == state)
    return page_of(query.order_by(Message.id.desc()), number)


def code_of_person(message: Message) -> str | None:
    """The code of the registration that a message is about, or else of whoever has its address."""
    query = select(Registration.code).where(Registration.event_id == message.event_id)
    if message.kind.startswith("registration."):
        query = query.where(Registration.id == message.subject_id)
    elif message.kind == KIND:
        of_delivery = select(Delivery.registration_id).where(Delivery.id == message.subject_id)
        query = query.where(Registration.id.in_(of_delivery))
    else:
        query = query.where(Registration.email_key == email_key(message.to_email))
    return db.session.scalar(query.order_by(Registration.id.desc()).limit(1))


def find_by_uuid(slug: str, uuid: str) -> Registration | None:
    query = (
        select(Registration)
        .join(Registration.event)
        .where(Event.slug == slug, Registration.uuid == uuid)
        .options(contains_eager(Registration.event))
    )
    return db.session.scalars(query).one_or_none()


def unsubscribed_at(event_id: int, email_key: str) -> datetime | None:
    query = select(Unsubscription.at).where(Unsubscription.event_id == event_id, Unsubscription.email_key == email_key)
    return db.session.scalar(query)


def announcements_to(registration_id: int) -> list[tuple[str, datetime | None]]:
    """(subject, when its turn came) of what was written to many and to this person."""
    query = (
        select(Announcement.subject, Delivery.released_at)
        .join(Announcement, Announcement.id == Delivery.announcement_id)
        .where(Delivery.registration_id == registration_id)
        .order_by(Delivery.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def unsubscribed_keys(event_id: int) -> set[str]:
    return set(db.session.scalars(select(Unsubscription.email_key).where(Unsubscription.event_id == event_id)))


def is_unsubscribed(event_id: int, email_key: str) -> bool:
    query = select(Unsubscription.id).where(Unsubscription.event_id == event_id, Unsubscription.email_key == email_key)
    return db.session.scalar(query) is not None


@dataclass(frozen=True)
class Address:
    """An address that gets no announcements: it came back, or its person wants none. `code`: of the registration."""

    email: str
    name: str
    code: str
    reason: str
    at: datetime


def undeliverable_addresses(event_id: int) -> list[Address]:
    return _addresses(Undeliverable, Undeliverable.reason, Undeliverable.noted_at, event_id)


def unsubscribed_addresses(event_id: int) -> list[Address]:
    return _addresses(Unsubscription, literal(""), Unsubscription.at, event_id)


def _addresses(table: Any, reason: Any, at: Any, event_id: int) -> list[Address]:
    """Newest first; with the newest registration of the address, if it has one."""
    newest = (
        select(func.max(Registration.id))
        .where(Registration.event_id == table.event_id, Registration.email_key == table.email_key)
        .correlate(table)
        .scalar_subquery()
    )
    query = (
        select(table.email_key, Registration.name, Registration.code, reason, at)
        .outerjoin(Registration, Registration.id == newest)
        .where(table.event_id == event_id)
        .order_by(at.desc(), table.id.desc())
    )
    return [Address(row[0], row[1] or "", row[2] or "", row[3], row[4]) for row in db.session.execute(query)]
