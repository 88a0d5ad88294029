"""What is printed for an attendee, in the language in force."""

from .hooks import TICKET_PAPERS
from .models import Registration, Ticket


def ticket_file(registration: Registration, ticket: Ticket) -> bytes:
    """The ticket as PDF. Raises PdfFailed."""
    return TICKET_PAPERS["pdf"](registration, ticket)
