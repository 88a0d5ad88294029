"""What makes a password or a sign-in good enough. Pure."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from conference.core import text
from conference.core.errors import Refused

from .passwords import LONGEST, SHORTEST

RESET_LIFETIME = timedelta(minutes=30)
SIGN_IN_LIFETIME = timedelta(hours=12)
SIGN_IN_IDLE = timedelta(hours=9)
COMMON = frozenset({
    "password", "qwerty", "letmein", "welcome", "conference", "administrator", "iloveyou", "abc", "пароль",
})  # fmt: skip


class WrongSignIn(Refused):
    code = "wrong_sign_in"


class WeakPassword(Refused):
    code = "weak_password"


class DeadLink(Refused):
    code = "dead_link"


class AddressTaken(Refused):
    code = "address_taken"


email_key = text.email_key


def why_not_password(password: str, email: str) -> WeakPassword | None:
    if len(password) < SHORTEST:
        return WeakPassword(_("Use at least %(least)d characters; several words are fine", least=SHORTEST))
    if len(password) > LONGEST:
        return WeakPassword(_("Use at most %(most)d characters", most=LONGEST))
    letters = "".join(char for char in password.casefold() if char.isalpha())
    if len(set(password)) < 5 or letters in COMMON or email_key(password) == email_key(email):  # noqa: PLR2004
        return WeakPassword(_("That is easy to guess: choose several words that do not belong together"))
    return None


def is_alive(created_at: datetime, last_seen_at: datetime, at: datetime) -> bool:
    """Is a sign-in still good? At most 12 hours in all, and 9 without a sign of life."""
    return at < created_at + SIGN_IN_LIFETIME and at < last_seen_at + SIGN_IN_IDLE
