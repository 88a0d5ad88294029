"""Who gets an announcement: those chosen, without whoever wants none or cannot be reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, exists, func, select

from conference.core.db import db
from conference.core.paging import Page, page_of
from conference.events.models import Event
from conference.mail.models import Undeliverable
from conference.registration.audience import Chosen, narrowed, narrowings, reachable
from conference.registration.models import Registration

from .models import Announcement, Delivery, Unsubscription

UNSUBSCRIBED = exists().where(
    Unsubscription.event_id == Registration.event_id, Unsubscription.email_key == Registration.email_key
)
UNDELIVERABLE = exists().where(
    Undeliverable.event_id == Registration.event_id, Undeliverable.email_key == Registration.email_key
)


@dataclass(frozen=True)
class Numbers:
    """How many people match: those who get it, and those left out."""

    getting: int
    unsubscribed: int
    undeliverable: int
    by_language: dict[str, int]


def meant(event: Event, chosen: Chosen) -> list[ColumnElement[bool]]:
    return [*reachable(event.id), *narrowed(narrowings(event), chosen)]


def getting(event: Event, chosen: Chosen) -> list[ColumnElement[bool]]:
    return [*meant(event, chosen), ~UNSUBSCRIBED, ~UNDELIVERABLE]


def count(event: Event, chosen: Chosen) -> Numbers:
    fate = case((UNSUBSCRIBED, "unsubscribed"), (UNDELIVERABLE, "undeliverable"), else_="getting")
    query = select(fate, Registration.language, func.count()).where(*meant(event, chosen))
    numbers = {"getting": 0, "unsubscribed": 0, "undeliverable": 0}
    languages: dict[str, int] = {}
    for which, speech, number in db.session.execute(query.group_by(fate, Registration.language)):
        numbers[which] += number
        if which == "getting":
            languages[speech] = languages.get(speech, 0) + number
    return Numbers(**numbers, by_language=languages)


def page_of_recipients(event: Event, chosen: Chosen, number: int) -> Page[Registration]:
    query = select(Registration).where(*getting(event, chosen))
    return page_of(query.order_by(Registration.name_key, Registration.id), number)


def next_recipients(announcement: Announcement, event: Event, limit: int) -> Sequence[Registration]:
    """Those who match and have not been put down yet."""
    done = exists().where(Delivery.announcement_id == announcement.id, Delivery.registration_id == Registration.id)
    query = select(Registration).where(*getting(event, announcement.recipients), ~done)
    return db.session.scalars(query.order_by(Registration.id).limit(limit)).all()


def still_matches(announcement: Announcement, event: Event, registration_id: int) -> bool:
    """Asked when the letter is written: whoever cancelled, unsubscribed or came in meanwhile may not be meant now."""
    query = select(Registration.id).where(*getting(event, announcement.recipients), Registration.id == registration_id)
    return db.session.scalar(query) is not None
