"""What the answers of mail servers mean, and what may stand in an organiser's text. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from conference.core.errors import Refused

from .rendering import unknown_names

ENHANCED = re.compile(r"^\s*5\d\d[ -]+(?:\S+[ -]+)?(5\.\d{1,3}\.\d{1,3})\b")
STATUS = re.compile(r"5\.\d{1,3}\.\d{1,3}")


class Stage(StrEnum):
    """What a mail server was just told when it answered."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


class UnknownPlaceholder(Refused):
    code = "unknown_placeholder"


@dataclass(frozen=True)
class Sender:
    """How an event's mails present themselves; see `MailSettings`."""

    sender_name: str
    reply_to: str
    per_minute: int


def is_about_address(words: str, stage: Stage) -> bool:
    """Tell whether a refusal says that the address is no good, and not the letter, the sender or the server's mood.

    words: a reply such as "550 5.1.1 No such user".
    """
    found = ENHANCED.match(words)
    if found is None:
        return stage == Stage.RECIPIENT
    return is_dead_status(found[1], by_default=stage == Stage.RECIPIENT)


def is_dead_status(status: str, *, by_default: bool = True) -> bool:
    """The same for an enhanced status code (RFC 3463): 5.1.x no such address, 5.2.1 mailbox disabled.

    Others, such as 5.7.1 for a policy and 5.2.2 for a full mailbox, say nothing of the address.
    """
    if not STATUS.fullmatch(status):
        return False
    _class, subject, detail = status.split(".")
    if subject == "1":
        return detail not in ("7", "8")  # 5.1.7 and 5.1.8 are about the sender's address
    return (subject, detail) == ("2", "1") or (subject == "0" and by_default)


def why_not_placeholders(text: str, known: Collection[str]) -> UnknownPlaceholder | None:
    """Say which placeholder of a text nobody knows; None when all are known."""
    unknown = unknown_names(text, known)
    if not unknown:
        return None
    return UnknownPlaceholder(
        _(
            "There is no placeholder {%(name)s}. Choose one of those listed, or remove the braces.",
            name=unknown[0],
        )
    )
