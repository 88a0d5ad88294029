"""The two secrets of a registration: the address of its own page, and the code of its ticket.

Both are derived (`core.secretlinks`); the database holds their digests alone.
"""

from conference.core import codes, secretlinks
from conference.core.secretlinks import LostKey

from . import queries
from .models import AddressChange, Registration, Ticket

__all__ = [
    "LostKey",
    "address_link",
    "find_by_token",
    "new_address_link",
    "new_link",
    "new_ticket_code",
    "own_page_token",
    "ticket_code_of",
]

PURPOSE = "registration-link"
ADDRESS_PURPOSE = "registration-address"


def new_link(registration_uuid: str, version: int) -> str:
    """The secret in the address of the own page, as the newest key makes it."""
    return secretlinks.new_link(PURPOSE, registration_uuid, version)


def new_address_link(uuid: str) -> str:
    """The secret in the mail to a new address."""
    return secretlinks.new_link(ADDRESS_PURPOSE, uuid, 1)


def address_link(change: AddressChange) -> str:
    """The same, as it was sent. Raises LostKey."""
    return secretlinks.known_link(ADDRESS_PURPOSE, change.uuid, 1, change.link_digest)


def new_ticket_code(ticket_uuid: str, version: int) -> str:
    return codes.ticket_code(ticket_uuid, version, next(codes.keys("ticket")))


def own_page_token(registration: Registration) -> str:
    """The secret in the address of the registration's own page. Raises LostKey."""
    return secretlinks.known_link(PURPOSE, registration.uuid, registration.link_version, registration.link_digest)


def ticket_code_of(ticket: Ticket) -> str:
    """The 29 characters in the ticket's QR code. Raises LostKey."""
    return secretlinks.recall(
        "ticket", ticket.code_digest, lambda key: codes.ticket_code(ticket.uuid, ticket.version, key)
    )


def find_by_token(event_slug: str, token: str) -> Registration | None:
    """The registration whose own page that is; None for a secret that is unknown, replaced, or of another event."""
    return queries.find_by_link_digest(event_slug, codes.digest(token))
