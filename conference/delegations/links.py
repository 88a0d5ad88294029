"""The secrets in the addresses of focal points, of invited people and of who registered a group: all derived."""

from conference.core import codes, secretlinks

from .models import Delegation, Invitation, RegistrationGroup

FOCAL, INVITED, GROUP = "delegation-link", "invitation-link", "group-link"


def renew(delegation: Delegation) -> None:
    """In the caller's transaction: make the next link; the one before leads nowhere from now on."""
    delegation.link_version = (delegation.link_version or 0) + 1  # none yet in a new row
    secret = secretlinks.new_link(FOCAL, delegation.uuid, delegation.link_version)
    delegation.link_digest = codes.digest(secret)


def digest_for(purpose: str, uuid: str, version: int = 1) -> str:
    """What is stored of a new link."""
    return codes.digest(secretlinks.new_link(purpose, uuid, version))


def token_of_focal_point(delegation: Delegation) -> str:
    """Raises LostKey; the delegation must have a link."""
    return secretlinks.known_link(FOCAL, delegation.uuid, delegation.link_version, delegation.link_digest or "")


def token_of_invitation(invitation: Invitation) -> str:
    """Raises LostKey."""
    return secretlinks.known_link(INVITED, invitation.uuid, invitation.link_version, invitation.link_digest)


def token_of_group(group: RegistrationGroup) -> str:
    """Raises LostKey."""
    return secretlinks.known_link(GROUP, group.uuid, group.link_version, group.link_digest)
