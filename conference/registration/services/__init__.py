"""One function for each thing that people and organisers do with a registration."""

from .details import change_details, give_consent, withdraw_consent
from .letters import resend_confirmation, send_link
from .moves import approve, cancel, decline, restore
from .registering import Outcome, register
from .secrets import issue_ticket, revoke_ticket, rotate_link

__all__ = [
    "Outcome",
    "approve",
    "cancel",
    "change_details",
    "decline",
    "give_consent",
    "issue_ticket",
    "register",
    "resend_confirmation",
    "restore",
    "revoke_ticket",
    "rotate_link",
    "send_link",
    "withdraw_consent",
]
