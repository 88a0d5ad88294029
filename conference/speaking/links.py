"""The secret in the address of a speaker's own page: derived, so the database holds its digest alone."""

from conference.core import codes, secretlinks
from conference.programme.models import Speaker

PURPOSE = "speaker-link"


def set_new_link(speaker: Speaker) -> None:
    """In the caller's transaction: make the next link; the one before leads nowhere from now on."""
    speaker.link_version += 1
    secret = secretlinks.new_link(PURPOSE, speaker.uuid, speaker.link_version)
    speaker.link_digest = codes.digest(secret)


def token_of(speaker: Speaker) -> str:
    """The secret of the present link. Raises LostKey; the speaker must have one."""
    return secretlinks.known_link(PURPOSE, speaker.uuid, speaker.link_version, speaker.link_digest or "")
