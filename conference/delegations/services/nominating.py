"""What focal points do by their link, and organisers for them: naming, replacing, withdrawing, head and order."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from conference.core import audit, ordering
from conference.core.codes import new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.text import email_key
from conference.registration import services as registration_services
from conference.registration.models import Registration, Source

from .. import links, queries, rules
from ..models import Delegation, Invitation, InvitationState
from .posting import post_invitation


def nominate(delegation_id: int, nominee: rules.Nominee, *, actor: audit.Actor, at: datetime) -> str:
    """Name somebody and mail them; returns the code. Raises DelegationClosed, QuotaFull or NamedAlready."""
    try:
        with transaction():
            delegation = lock(Delegation, delegation_id)
            if refusal := rules.why_not_open(delegation, at):
                raise refusal
            return _add(delegation, nominee, actor, at).code
    except IntegrityError as error:
        raise rules.named_already() from error


def _add(delegation: Delegation, nominee: rules.Nominee, actor: audit.Actor, at: datetime, **values: Any) -> Invitation:
    if refusal := rules.why_not_name(delegation, nominee.category_id, queries.taken_by_category(delegation.id)):
        raise refusal
    last = db.session.scalar(select(func.max(Invitation.position)).where(Invitation.delegation_id == delegation.id))
    uuid = new_uuid7()
    own = {"position": (last or 0) + 1, **values}
    invitation = Invitation(
        uuid=uuid, event_id=delegation.event_id, delegation_id=delegation.id, category_id=nominee.category_id,
        name=nominee.name, email=nominee.email, email_key=email_key(nominee.email), job=nominee.job,
        language=nominee.language, state=InvitationState.SENT, expires_at=delegation.closes_at,
        link_digest=links.digest_for(links.INVITED, uuid), created_at=at, **own,
    )  # fmt: skip
    db.session.add(invitation)
    db.session.flush()
    audit.record("invitation.nominated", invitation, actor=actor, event_id=delegation.event_id, at=at)
    post_invitation(invitation, "invitation.nominated", at)
    return invitation


def withdraw(delegation_id: int, code: str, *, actor: audit.Actor, at: datetime) -> None:
    """Take somebody off the list. Who has registered is cancelled, and told so; who has not gets no more mail.

    Raises DelegationClosed.
    """
    cancel_registration(delegation_id, code, actor=actor, at=at)
    with transaction():
        delegation = lock(Delegation, delegation_id)
        if refusal := rules.why_not_open(delegation, at):
            raise refusal
        _withdraw(delegation_id, code, actor, at)


def replace(delegation_id: int, code: str, nominee: rules.Nominee, *, actor: audit.Actor, at: datetime) -> str:
    """Name somebody in the place of another: same place in the list. Raises what `nominate` raises."""
    with transaction():
        delegation = lock(Delegation, delegation_id)
        if refusal := rules.why_not_open(delegation, at):
            raise refusal
        taken = queries.taken_by_category(delegation_id)
        before = queries.find_person(delegation_id, code)
        if before is not None and before.is_active:
            taken[before.category_id] -= 1
        if full := rules.why_not_name(delegation, nominee.category_id, taken):
            raise full
        if key_is_named(delegation_id, nominee.email, but=before):
            raise rules.named_already()
    cancel_registration(delegation_id, code, actor=actor, at=at)
    try:
        with transaction():
            delegation = lock(Delegation, delegation_id)
            old = _withdraw(delegation_id, code, actor, at)
            own = {"position": old.position, "is_head": old.is_head} if old else {}
            if old is not None:
                old.is_head = False
            return _add(delegation, nominee, actor, at, **own).code
    except IntegrityError as error:
        raise rules.named_already() from error


def key_is_named(delegation_id: int, email: str, but: Invitation | None) -> bool:
    key = email_key(email)
    return any(row.email_key == key and row.is_active and row != but for row in queries.people_of(delegation_id))


def cancel_registration(delegation_id: int, code: str, *, actor: audit.Actor, at: datetime) -> None:
    """Cancel what came of the nomination, if anything did: its own transaction, as everything hangs on it."""
    delegation = db.session.get_one(Delegation, delegation_id)
    if refusal := rules.why_not_open(delegation, at):
        raise refusal
    person = queries.find_person(delegation_id, code)
    if person is None or person.state != InvitationState.ACCEPTED or person.registration_id is None:
        return
    registration = db.session.get_one(Registration, person.registration_id)
    if registration.source == Source.DELEGATION:  # who registered on their own stays registered
        registration_services.cancel(registration.id, actor=actor, at=at)


def _withdraw(delegation_id: int, code: str, actor: audit.Actor, at: datetime) -> Invitation | None:
    person = queries.find_person(delegation_id, code)
    if person is None:
        return None
    invitation = lock(Invitation, person.id)
    if invitation.is_active or invitation.state == InvitationState.CANCELLED:
        invitation.state = InvitationState.WITHDRAWN
        invitation.answered_at = at
        audit.record("invitation.withdrawn", invitation, actor=actor, event_id=invitation.event_id, at=at)
        db.session.flush()
    return invitation


def make_head(delegation_id: int, code: str, *, actor: audit.Actor, at: datetime) -> None:
    """Make somebody the head of the delegation, in place of who was. Raises DelegationClosed."""
    with transaction():
        delegation = lock(Delegation, delegation_id)
        if refusal := rules.why_not_open(delegation, at):
            raise refusal
        for person in queries.people_of(delegation_id):
            person.is_head = person.code == code and person.is_active
            if person.is_head:
                audit.record("invitation.head", person, actor=actor, event_id=person.event_id, at=at)


def move(delegation_id: int, code: str, *, up: bool, actor: audit.Actor, at: datetime) -> None:
    """Change places with the one above or below in the list. Raises DelegationClosed."""
    with transaction():
        delegation = lock(Delegation, delegation_id)
        if refusal := rules.why_not_open(delegation, at):
            raise refusal
        people = [person for person in queries.people_of(delegation_id) if person.is_active]
        person = next((one for one in people if one.code == code), None)
        if person is not None and ordering.move(people, person.id, up=up):
            audit.record("delegation.moved", delegation, actor=actor, event_id=delegation.event_id, at=at)
