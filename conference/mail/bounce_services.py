"""Noting what came back."""

from datetime import datetime

from conference.core.db import lock, transaction
from conference.core.text import email_key

from . import queries
from .bounces import Bounce, read_report
from .models import Message, MessageState
from .services import note_undeliverable

CAN_BOUNCE = (MessageState.SENT, MessageState.UNSURE, MessageState.HANDED_OVER)


def take_report(data: bytes, *, at: datetime) -> int:
    """Read a report (RFC 3464) and note what it says. Returns how many of our messages came back.

    Anybody can send such a report. So it counts only for a message whose random id it knows, and its own address.
    """
    return sum(note_bounce(bounce, at=at) for bounce in read_report(data))


def note_bounce(bounce: Bounce, *, at: datetime) -> bool:
    """True when it was a message of ours to that address that counted as sent."""
    for message_id in bounce.message_ids:
        found = queries.find_by_message_id(message_id)
        if found is None or (bounce.address and email_key(bounce.address) != email_key(found.to_email)):
            continue
        with transaction():
            message = lock(Message, found.id)
            if message.state not in CAN_BOUNCE:
                return False
            message.state = MessageState.BOUNCED
            message.error = bounce.reason[:500]
            if bounce.is_dead_address and message.event_id is not None:
                note_undeliverable(message.event_id, message.to_email, bounce.reason, at=at)
        return True
    return False
