"""What people read about messages."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from .models import Message, MessageState
from .services import NO_ANSWER

STATE_WORDS: dict[str, Any] = {
    MessageState.HELD: _l("In the queue"),
    MessageState.WAITING: lazy_pgettext("mail", "Waiting"),
    MessageState.HANDED_OVER: _l("Being sent"),
    MessageState.SENT: _l("Sent"),
    MessageState.UNSURE: _l("Unsure"),
    MessageState.FAILED: _l("Failed"),
    MessageState.BOUNCED: _l("Came back"),
    MessageState.DROPPED: _l("Not needed"),
}
# the look of the status component for each state
LOOKS: dict[str, str] = {
    MessageState.HELD: "queued",
    MessageState.WAITING: "queued",
    MessageState.HANDED_OVER: "sending",
    MessageState.SENT: "sent",
    MessageState.UNSURE: "info",
    MessageState.FAILED: "failed",
    MessageState.BOUNCED: "failed",
    MessageState.DROPPED: "declined",
}


def look_and_word(message: Message) -> tuple[str, str]:
    """The two arguments of the status component; one that waits for another try says so."""
    if message.state == MessageState.WAITING and message.error:
        return LOOKS[message.state], _("Trying again")
    return LOOKS[message.state], str(STATE_WORDS[message.state])


# how an error begins that is ours and not the mail server's: what comes after it is technical, and stays as it is
ERROR_WORDS: dict[str, Any] = {
    NO_ANSWER: _l("the mail server does not answer"),
    "the mail server cannot be reached": _l("the mail server cannot be reached"),
    "the mail server broke off": _l("the mail server broke off"),
    "the mail server went away while it had the letter": _l("the mail server went away while it had the letter"),
    "the mail server does not take this address": _l("the mail server does not take this address"),
    "could not be written": _l("could not be written"),
    "not needed any more": _l("not needed any more"),
    "taken back": _l("taken back"),
}


def reason_of(message: Message) -> str:
    """Why it is not sent, in the reader's language as far as the words are ours; "" when nothing is wrong."""
    error = message.error or ""
    for start, words in ERROR_WORDS.items():
        if error.startswith(start):
            return f"{words}{error.removeprefix(start)}"
    return error


KIND_WORDS: dict[str, Any] = {}  # kind -> what it is, until it has a subject; features add theirs when they start


def title_of(message: Message) -> str:
    """The subject, known once the message was written; before that what kind of message it is."""
    return message.subject or str(KIND_WORDS.get(message.kind, "")) or _("Not written yet")
