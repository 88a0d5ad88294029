"""One function for each thing that people and organisers do with a registration."""

from .details import change_details, give_consent, withdraw_consent
from .letters import resend_confirmation, send_link
from .moves import approve, cancel, decline, restore
from .quarantine import KEPT_FOR, drop, forget_held, hold, release
from .registering import Outcome, register
from .secrets import issue_ticket, revoke_ticket, rotate_link

__all__ = [
    "KEPT_FOR",
    "Outcome",
    "approve",
    "cancel",
    "change_details",
    "decline",
    "drop",
    "forget_held",
    "give_consent",
    "hold",
    "issue_ticket",
    "register",
    "release",
    "resend_confirmation",
    "restore",
    "revoke_ticket",
    "rotate_link",
    "send_link",
    "withdraw_consent",
]
