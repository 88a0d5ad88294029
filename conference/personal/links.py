"""The secret in the address of somebody's own agenda: derived, so the database holds its digest alone."""

from conference.core import codes, secretlinks

from . import queries
from .models import PersonalAgenda

PURPOSE = "personal-agenda"


def digest_of(uuid: str, version: int) -> str:
    return codes.digest(secretlinks.new_link(PURPOSE, uuid, version))


def secret_of(agenda: PersonalAgenda) -> str:
    """The secret of its present address. Raises LostKey."""
    return secretlinks.known_link(PURPOSE, agenda.uuid, agenda.link_version, agenda.link_digest)


def find_by_secret(secret: str) -> PersonalAgenda | None:
    return queries.find_by_digest(codes.digest(secret))
