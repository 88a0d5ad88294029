"""Erasing what invitations and groups hold about a person."""

from datetime import datetime

from conference.core.codes import digest, new_secret
from conference.core.db import db, lock
from conference.core.text import email_key
from conference.mail.erase_services import forget_messages
from conference.registration.models import Registration

from . import privacy_queries
from .models import Delegation

NOBODY = "—"


def erase(registration: Registration, _at: datetime) -> None:
    """Inside a transaction, the registration locked. A nomination stays as a number of the quota, under no name."""
    rows = privacy_queries.invitations_of(registration)
    for delegation_id in sorted({row.delegation_id for row in rows if row.delegation_id is not None}):
        lock(Delegation, delegation_id)  # it comes before its invitations
    for row in rows:
        row.name, row.email, row.job = NOBODY, "", ""
        row.email_key = f"erased {row.uuid}"
        row.link_digest = digest(new_secret())
    forget_messages(registration.event_id, (), [("invitation.", [row.id for row in rows])])
    for group in privacy_queries.groups_of(registration.event_id):
        if email_key(group.email) == registration.email_key:
            group.name, group.email = NOBODY, ""
        for member in list(group.members):
            if member.registration_id == registration.id or email_key(member.email) == registration.email_key:
                group.members.remove(member)
    db.session.flush()
