"""Posting a message, and noting how its sending went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, insert, select, update

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import Base, db, execute, lock, transaction
from conference.core.errors import Refused
from conference.core.jobs import enqueue, enqueue_many
from conference.core.text import email_key

from .models import Message, MessageState, Undeliverable

NO_ANSWER = "the mail server does not answer"
REPEAT_WINDOW = timedelta(minutes=10)
MESSAGES = Base.metadata.tables[Message.__tablename__]
ADD_MESSAGE = insert(MESSAGES).returning(MESSAGES.c.id)


class NotSendable(Refused):
    code = "not_sendable"


class Withdrawn(Exception):
    """The message was paused or stopped while it was being written: it must not go out."""


def post(
    kind: str,
    subject_id: int,
    *,
    to_email: str,
    to_name: str,
    language: str,
    event_id: int | None,
    at: datetime,
    key: str | None = None,
    is_first: bool = False,
    not_before: datetime | None = None,
) -> int | None:
    """Queue a message in the caller's transaction, and give its id: both are stored, or neither.

    A message of the same kind about the same row to the same address that is still waiting, or was posted in
    the last ten minutes, is not repeated; nor is one whose `key` was ever used. Then the answer is None.
    `is_first` says that the row was made in this transaction, so that there is no need to look. `not_before`: held
    until then, so that the deed can be taken back. Without an address, as of people registered at the door, there is
    nobody to write to.
    """
    if not to_email:
        return None
    if not is_first and _is_repeat(kind, subject_id, to_email, key, at):
        return None
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    row = {
        "kind": kind, "subject_id": subject_id, "event_id": event_id, "key": key, "to_email": to_email,
        "to_name": to_name, "language": language, "message_id": f"<{new_uuid7()}@{host}>", "created_at": at,
        "next_try_at": not_before or at,
    }  # fmt: skip
    ident = int(execute(ADD_MESSAGE, row).scalar_one())
    # what is held comes from a deed to many, and must not stand before the mail to who registered just now
    is_of_many = not_before is not None
    enqueue("mail.deliver", {"message_id": ident}, at=at, run_at=not_before, is_of_many=is_of_many)
    return ident


def drop_waiting(subject_id: int, kinds: Sequence[str]) -> int:
    """In the caller's transaction: what was posted about the row and is still held is not sent; says how many."""
    held = (Message.subject_id == subject_id, Message.kind.in_(kinds), Message.state == MessageState.WAITING)
    dropped = db.session.execute(
        update(Message).where(*held).values(state=MessageState.DROPPED, error="taken back", next_try_at=None)
    )
    return int(dropped.rowcount)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Posted:
    """One of many messages of a kind. `key`: of a message that must never be sent twice."""

    subject_id: int
    to_email: str
    to_name: str
    language: str
    key: str


def post_many(kind: str, posts: Sequence[Posted], *, event_id: int | None, at: datetime, is_held: bool = False) -> int:
    """Queue many messages in the caller's transaction, in a fixed number of statements; returns how many.

    Those whose key was ever used are left out. `is_held`: they wait until `release_held` gives them their turn.
    """
    keys = {one.key for one in posts}
    used = set(db.session.scalars(select(Message.key).where(Message.key.in_(keys)))) if keys else set()
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    rows = [
        {
            "kind": kind, "subject_id": one.subject_id, "event_id": event_id, "key": one.key,
            "to_email": one.to_email, "to_name": one.to_name, "language": one.language, "subject": "",
            "message_id": f"<{new_uuid7()}@{host}>", "attempts": 0, "created_at": at,
            "state": MessageState.HELD if is_held else MessageState.WAITING,
            "next_try_at": None if is_held else at,
        }
        for one in posts
        if one.key not in used and one.to_email
    ]  # fmt: skip
    if not rows:
        return 0
    idents = list(db.session.scalars(insert(Message).returning(Message.id), rows))
    if not is_held:
        enqueue_many("mail.deliver", [{"message_id": ident} for ident in idents], at=at)
    return len(rows)


def release_held(messages: Sequence[tuple[int, datetime]], *, at: datetime) -> None:
    """Inside a transaction: give held messages their turn, each at its time."""
    if not messages:
        return
    db.session.execute(
        update(Message), [{"id": ident, "state": MessageState.WAITING, "next_try_at": due} for ident, due in messages]
    )
    payloads = [{"message_id": ident} for ident, _due in messages]
    enqueue_many("mail.deliver", payloads, at=at, dues=[due for _ident, due in messages])


def hold_back(which: ColumnElement[bool]) -> int:
    """Inside a transaction: take back what has not been sent yet, until it is released anew. Returns how many."""
    return _withdraw(which, (MessageState.WAITING,), state=MessageState.HELD, next_try_at=None)


def drop_unsent(which: ColumnElement[bool], words: str) -> int:
    """Inside a transaction: end what has not been sent yet, for good. Returns how many."""
    unsent = (MessageState.WAITING, MessageState.HELD)
    return _withdraw(which, unsent, state=MessageState.DROPPED, error=words, next_try_at=None)


def _withdraw(which: ColumnElement[bool], states: Sequence[str], **values: Any) -> int:
    result = db.session.execute(
        update(Message)
        .where(which, Message.state.in_(states))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


def _is_repeat(kind: str, subject_id: int, to_email: str, key: str | None, at: datetime) -> bool:
    if key:
        return db.session.scalar(select(Message.id).where(Message.key == key)) is not None
    same = select(Message.id).where(
        Message.kind == kind,
        Message.subject_id == subject_id,
        Message.to_email == to_email,
        (Message.state == MessageState.WAITING) | (Message.created_at > at - REPEAT_WINDOW),
    )
    return db.session.scalar(same.limit(1)) is not None


def resend(message_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Send a message once more because a person asked for it. Raises NotSendable while it is still waiting."""
    with transaction():
        message = lock(Message, message_id)
        if not message.may_be_sent_again:
            raise NotSendable(_("This message is still waiting to be sent"))
        message.state = MessageState.WAITING
        message.attempts = 0
        message.error = None
        message.next_try_at = at
        enqueue("mail.deliver", {"message_id": message.id}, at=at)
        audit.record("message.resent", message, actor=actor, event_id=message.event_id, at=at)


def settle(message_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Somebody found out that an unsure message has arrived: it needs nothing more. Raises NotSendable for others."""
    with transaction():
        message = lock(Message, message_id)
        if message.state != MessageState.UNSURE:
            raise NotSendable(_("Nobody doubts any more whether this message has arrived"))
        message.state = MessageState.SENT
        message.error = None
        audit.record("message.settled", message, actor=actor, event_id=message.event_id, at=at)


def take_for_sending(message_id: int) -> Message | None:
    """The message, when it still has to be sent. One that a dead worker had handed over becomes unsure."""
    with transaction():
        message = lock(Message, message_id)
        if message.state == MessageState.HANDED_OVER:
            message.state = MessageState.UNSURE
        if message.state != MessageState.WAITING:
            return None
        message.attempts += 1
    return message


def put_off(message_id: int, until: datetime) -> bool:
    """Try later, as the mail server does not answer now. That is no try of this message. False when it need not go."""
    with transaction():
        message = lock(Message, message_id)
        if message.state != MessageState.WAITING:
            return message.state == MessageState.HANDED_OVER  # by a worker that died: it is seen to when it is tried
        message.next_try_at = until
        message.error = message.error or NO_ANSWER
        return True


def readdress(message_id: int, to_name: str, to_email: str) -> Message:
    """The person has another name or address since the message was posted."""
    with transaction():
        message = lock(Message, message_id)
        message.to_name, message.to_email = to_name, to_email
    return message


def note_subject(message_id: int, subject: str) -> None:
    with transaction():
        lock(Message, message_id).subject = subject


def note_handed_over(message_id: int) -> None:
    """Written before the last word is said to the mail server: from here on a crash must not repeat it.

    Raises Withdrawn when an organiser paused or stopped it in this very moment.
    """
    with transaction():
        message = lock(Message, message_id)
        if message.state != MessageState.WAITING:
            raise Withdrawn
        message.state = MessageState.HANDED_OVER


def note_sent(message_id: int, *, at: datetime) -> None:
    with transaction():
        message = lock(Message, message_id)
        message.state = MessageState.SENT
        message.sent_at = at
        message.error = None
        message.next_try_at = None


def note_undeliverable(event_id: int, email: str, reason: str, *, at: datetime) -> None:
    """Inside a transaction: remember that an address does not exist."""
    key = email_key(email)
    known = select(Undeliverable.id).where(Undeliverable.event_id == event_id, Undeliverable.email_key == key)
    if db.session.scalar(known) is None:
        db.session.add(Undeliverable(event_id=event_id, email_key=key, reason=reason[:500], noted_at=at))


def forget_undeliverable(event_id: int, email: str) -> bool:
    """The address works again, as somebody found out. True when it was marked."""
    with transaction():
        result = db.session.execute(
            delete(Undeliverable).where(Undeliverable.event_id == event_id, Undeliverable.email_key == email_key(email))
        )
        return bool(result.rowcount)  # type: ignore[attr-defined]


def note_refusal(message_id: int, words: str, *, is_dead_address: bool, at: datetime) -> None:
    """The mail server will never take it; when that is for the address, the address is marked."""
    with transaction():
        message = lock(Message, message_id)
        message.state = MessageState.FAILED
        message.error = words[:500]
        message.next_try_at = None
        if is_dead_address and message.event_id is not None:
            note_undeliverable(message.event_id, message.to_email, words, at=at)


def note_trouble(message_id: int, words: str, state: MessageState, next_try_at: datetime | None) -> None:
    with transaction():
        message = lock(Message, message_id)
        if message.state in (MessageState.HELD, MessageState.DROPPED):
            return  # an organiser paused or stopped it meanwhile
        message.state = state
        message.error = words[:500]
        message.next_try_at = next_try_at
