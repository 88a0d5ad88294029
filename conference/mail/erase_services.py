"""Forgetting to whom messages went: that they were sent stays, for the figures."""

from collections.abc import Collection, Iterable

from sqlalchemy import and_, delete, func, or_, update

from conference.core.db import db
from conference.core.text import email_key

from .models import Message, MessageState, Undeliverable

TO_COME = (MessageState.HELD, MessageState.WAITING)
OF_OTHERS = ("planning.", "speaking.")  # what the address gets as a speaker's is no part of a registration


def forget_messages(
    event_id: int, addresses: Collection[str], subjects: Iterable[tuple[str, Collection[int]]] = ()
) -> None:
    """In the caller's transaction: of all mails to these addresses, and of those about (prefix of kinds, ids).

    What has not gone out is dropped.
    """
    keys = {email_key(address) for address in addresses if address}
    about = [and_(Message.kind.startswith(prefix), Message.subject_id.in_(list(ids))) for prefix, ids in subjects]
    is_theirs = and_(
        func.lower(Message.to_email).in_(keys | {address.lower() for address in addresses if address}),
        *(~Message.kind.startswith(prefix) for prefix in OF_OTHERS),
    )
    chosen = update(Message).where(Message.event_id == event_id, or_(is_theirs, *about))
    dropped = {"state": MessageState.DROPPED, "next_try_at": None}
    options = {"synchronize_session": False}
    db.session.execute(chosen.where(Message.state.in_(TO_COME)).values(**dropped).execution_options(**options))
    blank = {"to_email": "", "to_name": "", "subject": "", "error": None}
    db.session.execute(chosen.values(**blank).execution_options(**options))
    db.session.execute(
        delete(Undeliverable).where(Undeliverable.event_id == event_id, Undeliverable.email_key.in_(keys))
    )
