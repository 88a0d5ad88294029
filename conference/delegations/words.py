"""What people read about delegations and invitations."""

from typing import Any

from flask_babel import lazy_gettext as _l

from .models import InvitationState

STATE_WORDS: dict[str, Any] = {
    InvitationState.SENT: _l("Not answered yet"),
    InvitationState.ACCEPTED: _l("Accepted"),
    InvitationState.DECLINED: _l("Declined"),
    InvitationState.EXPIRED: _l("Expired"),
    InvitationState.WITHDRAWN: _l("Withdrawn"),
    InvitationState.CANCELLED: _l("Cancelled"),
}
# the look of the status component
LOOKS: dict[str, str] = {
    InvitationState.SENT: "pending",
    InvitationState.ACCEPTED: "confirmed",
    InvitationState.DECLINED: "declined",
    InvitationState.EXPIRED: "declined",
    InvitationState.WITHDRAWN: "cancelled",
    InvitationState.CANCELLED: "cancelled",
}
DEEDS = {
    "delegation.added": _l("Added"),
    "delegation.changed": _l("Changed"),
    "delegation.link_sent": _l("Link sent"),
    "delegation.link_made": _l("New link made"),
    "delegation.link_revoked": _l("Link ended"),
    "delegation.reminded": _l("Reminder sent"),
    "delegation.closed": _l("Cut-off reached"),
    "delegation.letter_changed": _l("Letter changed"),
    "delegation.removed": _l("Deleted"),
    "delegation.back": _l("Brought back"),
    "delegation.moved": _l("Order changed"),
    "invitation.sent": _l("Invited"),
    "invitation.nominated": _l("Nominated"),
    "invitation.reminded": _l("Reminder sent"),
    "invitation.reminders_changed": _l("Automatic reminders changed"),
    "invitation.recategorised": _l("In another category now"),
    "invitation.accepted": _l("Accepted"),
    "invitation.declined": _l("Declined"),
    "invitation.expired": _l("Expired"),
    "invitation.withdrawn": _l("Withdrawn"),
    "invitation.cancelled": _l("Cancelled"),
    "invitation.back": _l("Back on the list"),
    "invitation.head": _l("Made head of delegation"),
    "access_code.added": _l("Added"),
    "access_code.changed": _l("Changed"),
    "access_code.reworded": _l("Changed, with another word"),
    "access_code.ended": _l("Ended"),
    "access_code.reopened": _l("Opened again"),
    "access_code.deleted": _l("Deleted"),
    "group.registered": _l("Group registered"),
    "group.member_gone": _l("Taken off the list"),
}
