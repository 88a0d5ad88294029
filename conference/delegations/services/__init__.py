"""One function for each thing that organisers, focal points and invited people do."""

from .answering import accept_as, decline, expire_invitation, follow_registration, settle
from .delegations import (
    add_delegation,
    change_delegation,
    close,
    make_link,
    remind,
    remind_before_cut_off,
    revoke_link,
    send_links,
    set_letter,
)
from .nominating import make_head, move, nominate, replace, withdraw

__all__ = [
    "accept_as",
    "add_delegation",
    "change_delegation",
    "close",
    "decline",
    "expire_invitation",
    "follow_registration",
    "make_head",
    "make_link",
    "move",
    "nominate",
    "remind",
    "remind_before_cut_off",
    "replace",
    "revoke_link",
    "send_links",
    "set_letter",
    "settle",
    "withdraw",
]
