"""The address behind "unsubscribe": signed, so that it works without a sign-in and for this person alone."""

from flask import url_for
from itsdangerous import BadData

from conference.core import codes
from conference.core.templating import external_url
from conference.registration.models import Registration

from . import queries

PURPOSE = "unsubscribe"


def token_of(registration: Registration) -> str:
    return codes.sign(PURPOSE, registration.uuid)


def unsubscribe_address(registration: Registration, token: str = "") -> str:
    token = token or token_of(registration)
    return external_url(url_for("correspondence.unsubscribe", slug=registration.event.slug, token=token))


def find_by_token(slug: str, token: str) -> Registration | None:
    """The registration whose link that is; None for one that is not ours, or of another event."""
    try:
        uuid = codes.unsign(PURPOSE, token)
    except BadData:
        return None
    return queries.find_by_uuid(slug, str(uuid))
