from .codes import AccessCode, AccessCodeCategory, AccessCodeUse
from .delegations import Delegation, DelegationQuota
from .groups import RegistrationGroup
from .invitations import ACTIVE, Invitation, InvitationState

__all__ = [
    "ACTIVE",
    "AccessCode",
    "AccessCodeCategory",
    "AccessCodeUse",
    "Delegation",
    "DelegationQuota",
    "Invitation",
    "InvitationState",
    "RegistrationGroup",
]
