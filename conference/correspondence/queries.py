"""What the pages about mail read."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.core.paging import Page, page_of
from conference.events.models import Event, EventProject
from conference.mail.models import Message
from conference.registration.manage_queries import MOST_WORDS, has_word
from conference.registration.models import Registration


def page_of_messages(event_id: int, state: str, number: int) -> Page[Message]:
    """Mails of one event, newest first; `state` "" is all."""
    query = select(Message).where(Message.event_id == event_id)
    if state:
        query = query.where(Message.state == state)
    return page_of(query.order_by(Message.id.desc()), number)


def code_of_registration(event_id: int, registration_id: int) -> str | None:
    return db.session.scalar(
        select(Registration.code).where(Registration.event_id == event_id, Registration.id == registration_id)
    )


def find_person(event: Event, words: str) -> Registration | None:
    """The newest registration in which all the words are found; "" finds the newest of all."""
    query = (
        select(Registration)
        .where(Registration.event_id == event.id, Registration.erased_at.is_(None))
        .where(*(has_word(word) for word in words.split()[:MOST_WORDS]))
        .options(
            joinedload(Registration.event).selectinload(Event.project_links).joinedload(EventProject.project),
            joinedload(Registration.category),
            selectinload(Registration.tickets),
        )
    )
    return db.session.scalars(query.order_by(Registration.created_at.desc(), Registration.id.desc()).limit(1)).first()
