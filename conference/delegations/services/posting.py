"""Mails to people who are invited: queued with the deed, in the caller's transaction."""

from datetime import datetime

from conference.core.i18n import LANGUAGES
from conference.mail.services import post

from ..models import Invitation


def post_invitation(
    invitation: Invitation, kind: str, at: datetime, key: str | None = None, *, not_before: datetime | None = None
) -> bool:
    """False when it would be a repetition. Composing drops it if the invitation is answered or withdrawn by then."""
    message = post(
        kind, invitation.id, to_email=invitation.email, to_name=invitation.name,
        language=invitation.language if invitation.language in LANGUAGES else "en",
        event_id=invitation.event_id, at=at, key=key, not_before=not_before,
    )  # fmt: skip
    if message is not None and kind == "invitation.reminded":
        invitation.reminded_at = at
    return message is not None
