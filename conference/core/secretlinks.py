"""Addresses that are the key to somebody's own page: derived with a key that only the application has.

Of each only a digest is stored, so a copy of the database opens no page. After SECRET_KEY was changed, the older keys
(SECRET_KEY_FALLBACKS) still lead to the addresses that people already have. A new address is the next version.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import ClassVar

from flask_babel import gettext as _

from . import codes
from .errors import Refused

LINK_BYTES = 16


class LostKey(Refused):
    """The key that made this secret is no longer configured: the secret can be replaced, not written again."""

    code: ClassVar[str] = "lost_key"


def new_link(purpose: str, uuid: str, version: int) -> str:
    """The secret of a page as the newest key makes it, 22 characters for an address."""
    return _link(uuid, version, next(codes.keys(purpose)))


def known_link(purpose: str, uuid: str, version: int, stored_digest: str) -> str:
    """The secret whose digest is stored. Raises LostKey."""
    return recall(purpose, stored_digest, lambda key: _link(uuid, version, key))


def recall(purpose: str, stored_digest: str, make: Callable[[bytes], str]) -> str:
    """The secret that `make` gives with the key it was made with. Raises LostKey."""
    for key in codes.keys(purpose):
        secret = make(key)
        if codes.digest(secret) == stored_digest:
            return secret
    raise LostKey(_("This code cannot be shown any more. Ask the organisers to send a new ticket or link."))


def _link(uuid: str, version: int, key: bytes) -> str:
    mac = hmac.new(key, f"{uuid}/{version}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:LINK_BYTES]).rstrip(b"=").decode()
