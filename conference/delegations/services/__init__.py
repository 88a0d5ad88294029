"""One function for each thing that organisers, focal points and invited people do."""

from .answering import accept_as, decline, expire_invitation, follow_category, follow_registration, settle
from .codes import (
    add_code,
    change_code,
    delete_code,
    end_code,
    follow_code,
    free_when_over,
    reopen_code,
    settle_code,
)
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
from .forgetting import forget_people
from .groups import register_group
from .inviting import invite, remind_invited, withdraw_invitation
from .members import cancel_member, follow_member, replace_member
from .nominating import make_head, move, nominate, replace, withdraw
from .reminding import change_reminders, send_reminders
from .removing import bring_back, remove_delegation

__all__ = [
    "accept_as",
    "add_code",
    "add_delegation",
    "bring_back",
    "cancel_member",
    "change_code",
    "change_delegation",
    "change_reminders",
    "close",
    "decline",
    "delete_code",
    "end_code",
    "expire_invitation",
    "follow_category",
    "follow_code",
    "follow_member",
    "follow_registration",
    "forget_people",
    "free_when_over",
    "invite",
    "make_head",
    "make_link",
    "move",
    "nominate",
    "register_group",
    "remind",
    "remind_before_cut_off",
    "remind_invited",
    "remove_delegation",
    "reopen_code",
    "replace",
    "replace_member",
    "revoke_link",
    "send_links",
    "send_reminders",
    "set_letter",
    "settle",
    "settle_code",
    "withdraw",
    "withdraw_invitation",
]
