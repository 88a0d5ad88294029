"""Personal invitations by the organisers: sent, reminded, withdrawn."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import lock, transaction
from conference.core.jobs import enqueue
from conference.core.text import email_key
from conference.events.models import Event

from .. import links, rules
from ..models import Invitation, InvitationState
from .posting import post_invitation


def invite(
    event_id: int, people: Sequence[rules.Nominee], *, expires_at: datetime, actor: audit.Actor, at: datetime
) -> int:
    """Invite all of them or none; returns how many. Raises BadTime, or InvitedAlready."""
    try:
        with transaction() as session:
            event = lock(Event, event_id)
            if refusal := rules.why_not_expiry(expires_at, event.ends_at, at):
                raise refusal
            for person in people:
                uuid = new_uuid7()
                invitation = Invitation(
                    uuid=uuid, event_id=event_id, category_id=person.category_id, name=person.name,
                    email=person.email, email_key=email_key(person.email), language=person.language,
                    state=InvitationState.SENT, expires_at=expires_at, created_at=at,
                    link_digest=links.digest_for(links.INVITED, uuid),
                )  # fmt: skip
                session.add(invitation)
                session.flush()
                audit.record("invitation.sent", invitation, actor=actor, event_id=event_id, at=at)
                post_invitation(invitation, "invitation.sent", at)
                enqueue("delegations.expire", {"invitation_id": invitation.id}, at=at, run_at=expires_at)
    except IntegrityError as error:
        raise rules.invited_already() from error
    return len(people)


def remind_invited(event_id: int, idents: Iterable[int], *, actor: audit.Actor, at: datetime) -> int:
    """Ask those once more who have not answered; returns how many."""
    sent = 0
    with transaction():
        for ident in idents:
            invitation = lock(Invitation, ident)
            is_waiting = invitation.event_id == event_id and rules.state_at(invitation, at) == InvitationState.SENT
            if is_waiting and post_invitation(invitation, "invitation.reminded", at):
                audit.record("invitation.reminded", invitation, actor=actor, event_id=event_id, at=at)
                sent += 1
    return sent


def withdraw_invitation(invitation_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """The link leads nowhere any more, and no mail follows. Who has accepted stays registered."""
    with transaction():
        invitation = lock(Invitation, invitation_id)
        if invitation.state in (InvitationState.SENT, InvitationState.EXPIRED):
            invitation.state = InvitationState.WITHDRAWN
            invitation.answered_at = at
            audit.record("invitation.withdrawn", invitation, actor=actor, event_id=invitation.event_id, at=at)
