"""The code on a blank badge: that of the first version of the ticket which it becomes."""

from typing import Protocol

from conference.core import codes, secretlinks
from conference.registration.links import new_ticket_code

VERSION = 1


class Coded(Protocol):
    @property
    def uuid(self) -> str: ...
    @property
    def code_digest(self) -> str: ...


def new_code(uuid: str) -> str:
    return new_ticket_code(uuid, VERSION)


def code_of(blank: Coded) -> str:
    """The 29 characters in its QR code. Raises LostKey."""
    return secretlinks.recall("ticket", blank.code_digest, lambda key: codes.ticket_code(blank.uuid, VERSION, key))
