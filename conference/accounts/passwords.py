"""Passwords: argon2id, few at a time, and no clue whether an address is known."""

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 1000
AT_ONCE = threading.BoundedSemaphore(2)  # each costs 64 MB for a moment
hasher = PasswordHasher()


def hash_password(password: str) -> str:
    with AT_ONCE:
        return hasher.hash(password)


def is_password(password_hash: str | None, password: str) -> bool:
    """Compare; takes as long for an account without password, or for none at all."""
    with AT_ONCE:
        try:
            hasher.verify(password_hash or hash_of_nothing(), password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def needs_new_hash(password_hash: str) -> bool:
    return hasher.check_needs_rehash(password_hash)


@cache
def hash_of_nothing() -> str:
    return hasher.hash(secrets.token_urlsafe(32))


def new_password() -> str:
    """For demo accounts: four groups that can be read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
