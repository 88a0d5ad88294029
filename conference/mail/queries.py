from collections.abc import Collection

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Mapped

from conference.core.db import db
from conference.core.text import email_key

from .models import MailSettings, Message, Undeliverable, Wording


def messages_about(kind_prefix: str, subject_id: int) -> list[Message]:
    """What was sent about one row, newest first; `kind_prefix` is like "registration."."""
    return list(
        db.session.scalars(
            select(Message)
            .where(Message.kind.startswith(kind_prefix), Message.subject_id == subject_id)
            .order_by(Message.id.desc())
        )
    )


def messages_of_event(event_id: int, *, state: str | None, limit: int, offset: int) -> list[Message]:
    """Newest first."""
    query = select(Message).where(Message.event_id == event_id)
    if state:
        query = query.where(Message.state == state)
    return list(db.session.scalars(query.order_by(Message.id.desc()).limit(limit).offset(offset)))


def counts_by_state(event_id: int) -> dict[str, int]:
    state: Mapped[str] = Message.state
    rows = db.session.execute(select(state, func.count()).where(Message.event_id == event_id).group_by(state))
    return {row[0]: row[1] for row in rows}


def find_message(event_id: int, code: str) -> Message | None:
    """A message of this event by its `code`."""
    is_it = Message.message_id.startswith(f"<{code}@", autoescape=True)
    return db.session.scalars(select(Message).where(Message.event_id == event_id, is_it)).one_or_none()


def messages_to(event_id: int, email: str, subjects: Collection[tuple[str, int]] = ()) -> list[Message]:
    """All that the event wrote to an address, and about rows given as (prefix of kinds, id); newest first."""
    about = [and_(Message.kind.startswith(prefix), Message.subject_id == ident) for prefix, ident in subjects]
    to_address = Message.to_email.in_({email, email_key(email)})
    query = select(Message).where(Message.event_id == event_id, or_(to_address, *about))
    return list(db.session.scalars(query.order_by(Message.id.desc())))


def settings_of(event_id: int) -> MailSettings:
    """How the event's mails present themselves; a row with the defaults, not stored, when nobody chose."""
    found = db.session.get(MailSettings, event_id)
    return found or MailSettings(event_id=event_id, sender_name="", reply_to="", per_minute=PER_MINUTE, version=0)


def answer_address(event_id: int, contact: str) -> str:
    """Where answers to the event's mails go: `contact`, unless it has an address for them; "": nowhere."""
    return settings_of(event_id).reply_to or contact


PER_MINUTE = 60


def find_wording(event_id: int, kind: str, language: str) -> Wording | None:
    query = select(Wording).where(Wording.event_id == event_id, Wording.kind == kind, Wording.language == language)
    return db.session.scalars(query).one_or_none()


def wordings_of(event_id: int) -> dict[tuple[str, str], Wording]:
    """Every text that the event wrote itself, by kind and language."""
    rows = db.session.scalars(select(Wording).where(Wording.event_id == event_id))
    return {(row.kind, row.language): row for row in rows}


def find_undeliverable(event_id: int, email: str) -> Undeliverable | None:
    query = select(Undeliverable).where(Undeliverable.event_id == event_id, Undeliverable.email_key == email_key(email))
    return db.session.scalars(query).one_or_none()


def undeliverable_of(event_id: int) -> list[Undeliverable]:
    query = select(Undeliverable).where(Undeliverable.event_id == event_id)
    return list(db.session.scalars(query.order_by(Undeliverable.noted_at.desc(), Undeliverable.id.desc())))


def find_by_message_id(message_id: str) -> Message | None:
    """The message of that header, wherever it belongs."""
    return db.session.scalars(select(Message).where(Message.message_id == message_id)).one_or_none()
