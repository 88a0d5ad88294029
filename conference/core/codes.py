"""Codes people see, secrets machines check, and the keys behind them."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import uuid_utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
VALUES = {char: number for number, char in enumerate(ALPHABET, 1)}  # in the sum of the check characters
TICKET_LENGTH = 29
TICKET_BITS = 128


def new_code(length: int = 8) -> str:
    """A short public code, for example of a registration: random, easy to read aloud, no secret."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_uuid7() -> str:
    return str(uuid_utils.uuid7())


def new_secret() -> str:
    """128 random bits for an address or token; only its `digest` is stored."""
    return secrets.token_urlsafe(16)


def digest(secret: str) -> str:
    """What is stored of a secret: enough to recognise it, useless to whoever reads the database."""
    return hashlib.sha256(secret.encode()).hexdigest()


def ticket_code(ticket_uuid: str, version: int, key: bytes) -> str:
    """The 29 characters in a QR code: `T`, 128 bits that only our key can make, two check characters.

    Nothing is stored of it but its digest; a replacement is `version` + 1.
    """
    mac = hmac.new(key, f"{ticket_uuid}/{version}".encode(), hashlib.sha256).digest()
    body = "T" + _base32(int.from_bytes(mac[: TICKET_BITS // 8], "big"), 26)
    return body + _check_characters(body)


def clean_ticket_code(text: str) -> str | None:
    """The ticket code somebody scanned or typed, forgiving spaces, case and look-alike letters.

    None when it cannot be one of ours, for example because a character is wrong or missing.
    """
    code = "".join(text.split()).replace("-", "").upper().translate(LOOKALIKES)
    if len(code) != TICKET_LENGTH or code[0] != "T" or not set(code) <= set(ALPHABET):
        return None
    return code if _check_characters(code[:-2]) == code[-2:] else None


def in_groups(code: str) -> str:
    """A code as people read it to each other: four characters, a space, four characters."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _base32(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in reversed(range(length)))


def _check_characters(body: str) -> str:
    """Two characters that catch any wrong character and any two swapped neighbours (weights mod 1021)."""
    total = sum(place * VALUES[char] for place, char in enumerate(body, 1)) % 1021
    return _base32(total, 2)


def keys(purpose: str, length: int = 32) -> Iterator[bytes]:
    """The key for one purpose, newest first; older SECRET_KEYs follow so that rotation breaks nothing."""
    for secret in (current_app.config["SECRET_KEY"], *current_app.config.get("SECRET_KEY_FALLBACKS", ())):
        yield _derived(secret, purpose, length)


@lru_cache(maxsize=64)
def _derived(secret: str, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"conference/{purpose}".encode()).derive(secret.encode())


def sign(purpose: str, value: Any) -> str:
    return URLSafeTimedSerializer(next(keys(purpose))).dumps(value)


def signed_at(purpose: str, text: str) -> datetime | None:
    """When we signed the text (UTC, whole seconds); None when it is not ours."""
    try:
        _value, at = URLSafeTimedSerializer(list(reversed(list(keys(purpose))))).loads(text, return_timestamp=True)
    except BadData:
        return None
    return at


def unsign(purpose: str, text: str, max_age: int | None = None) -> Any:
    """The value in a signed text. Raises itsdangerous.BadData when it is not ours, or too old."""
    all_keys = list(reversed(list(keys(purpose))))  # itsdangerous wants the newest last
    return URLSafeTimedSerializer(all_keys).loads(text, max_age=max_age)
