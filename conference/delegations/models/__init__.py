from .codes import AccessCode, AccessCodeCategory, AccessCodeUse
from .delegations import Delegation, DelegationQuota
from .groups import GroupMember, RegistrationGroup
from .invitations import ACTIVE, Invitation, InvitationState, ReminderSettings

__all__ = [
    "ACTIVE",
    "AccessCode",
    "AccessCodeCategory",
    "AccessCodeUse",
    "Delegation",
    "DelegationQuota",
    "GroupMember",
    "Invitation",
    "InvitationState",
    "RegistrationGroup",
    "ReminderSettings",
]
