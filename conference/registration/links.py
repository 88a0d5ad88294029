"""The two secrets of a registration: the address of its own page, and the code of its ticket.

Both are derived with a key that only the application has; the database holds their digests alone. So a copy of the
database opens no page and no door. After SECRET_KEY was changed, the older keys (SECRET_KEY_FALLBACKS) still lead to
the secrets that people already have.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import ClassVar

from flask_babel import gettext as _

from conference.core import codes
from conference.core.errors import Refused

from . import queries
from .models import Registration, Ticket

LINK_BYTES = 16


class LostKey(Refused):
    """The key that made this secret is no longer configured: the secret can be replaced, not written again."""

    code: ClassVar[str] = "lost_key"


def new_link(registration_uuid: str, version: int) -> str:
    """The secret in the address of the own page, as the newest key makes it."""
    return _link(registration_uuid, version, next(codes.keys("registration-link")))


def new_ticket_code(ticket_uuid: str, version: int) -> str:
    return codes.ticket_code(ticket_uuid, version, next(codes.keys("ticket")))


def own_page_token(registration: Registration) -> str:
    """The secret in the address of the registration's own page. Raises LostKey."""
    return _recall(
        "registration-link",
        registration.link_digest,
        lambda key: _link(registration.uuid, registration.link_version, key),
    )


def ticket_code_of(ticket: Ticket) -> str:
    """The 29 characters in the ticket's QR code. Raises LostKey."""
    return _recall("ticket", ticket.code_digest, lambda key: codes.ticket_code(ticket.uuid, ticket.version, key))


def find_by_token(event_slug: str, token: str) -> Registration | None:
    """The registration whose own page that is; None for a secret that is unknown, replaced, or of another event."""
    return queries.find_by_link_digest(event_slug, codes.digest(token))


def _link(registration_uuid: str, version: int, key: bytes) -> str:
    mac = hmac.new(key, f"{registration_uuid}/{version}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:LINK_BYTES]).rstrip(b"=").decode()


def _recall(purpose: str, digest: str, make: Callable[[bytes], str]) -> str:
    for key in codes.keys(purpose):
        secret = make(key)
        if codes.digest(secret) == digest:
            return secret
    raise LostKey(_("The code of this ticket cannot be shown any more. Ask the organisers to send a new ticket."))
