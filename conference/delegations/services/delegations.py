"""What organisers do with delegations, and what happens at the cut-off."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.files import CleanFile, store_file
from conference.core.i18n import LANGUAGES
from conference.core.jobs import enqueue
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.mail.services import post

from .. import links, queries, rules
from ..models import Delegation, DelegationQuota, Invitation, InvitationState
from .posting import post_invitation
from .reserving import adjust


def add_delegation(event_id: int, values: rules.DelegationValues, *, actor: audit.Actor, at: datetime) -> str:
    """Add it with a link that is not sent yet; returns its code. Raises a Refused, a Full where places are kept."""
    with transaction() as session:
        event = session.get_one(Event, event_id)
        if refusal := rules.why_not_delegation(values, at, event.ends_at):
            raise refusal
        delegation = Delegation(uuid=new_uuid7(), event_id=event_id, created_at=at, changed_at=at, **columns(values))
        links.renew(delegation)
        delegation.quotas = [DelegationQuota(category_id=key, places=number, held=0) for key, number in of(values)]
        session.add(delegation)
        session.flush()
        note(delegation, "added", actor, at)
        plan_closing(delegation, at)
        adjust(delegation, event, at)
        return delegation.code


def columns(values: rules.DelegationValues) -> dict[str, Any]:
    return {name: value for name, value in vars(values).items() if name != "quotas"}


def of(values: rules.DelegationValues) -> list[tuple[int, int]]:
    return sorted((key, number) for key, number in values.quotas.items() if number)


def note(delegation: Delegation, deed: str, actor: audit.Actor, at: datetime, **detail: Any) -> None:
    audit.record(f"delegation.{deed}", delegation, actor=actor, event_id=delegation.event_id, at=at, **detail)


def change_delegation(
    delegation_id: int, values: rules.DelegationValues, *, version: int, zone: str, actor: audit.Actor, at: datetime
) -> None:
    """Save what organisers wrote. Raises StaleEdit, or a Refused."""
    with transaction() as session:
        delegation = lock(Delegation, delegation_id)
        if delegation.version != version:
            raise stale_edit(delegation, zone)
        event = session.get_one(Event, delegation.event_id)
        if refusal := (
            rules.why_not_change(delegation)
            or rules.why_not_delegation(values, at, event.ends_at)
            or rules.why_not_shrink(values, queries.taken_by_category(delegation_id))
        ):
            raise refusal
        was_closing = delegation.closes_at
        for name, value in columns(values).items():
            setattr(delegation, name, value)
        set_quotas(delegation, dict(of(values)), event, at)
        if values.closes_at != was_closing:
            delegation.closed_at = None
            plan_closing(delegation, at)
        delegation.changed_at = at
        flag_modified(delegation, "changed_at")  # also where its quotas alone changed: another version
        note(delegation, "changed", actor, at)


def set_quotas(delegation: Delegation, wanted: dict[int, int], event: Event, at: datetime) -> None:
    """Quotas that are left out give back what they keep before they go."""
    for quota in delegation.quotas:
        quota.places = wanted.pop(quota.category_id, 0)
    for category_id, number in wanted.items():
        delegation.quotas.append(DelegationQuota(category_id=category_id, places=number, held=0))
    db.session.flush()
    adjust(delegation, event, at)
    delegation.quotas = [quota for quota in delegation.quotas if quota.places]


def plan_closing(delegation: Delegation, at: datetime) -> None:
    """Jobs for the cut-off and for the reminders before it; they look again whether their time has come."""
    when = {"closes_at": delegation.closes_at.isoformat(), "delegation_id": delegation.id}
    enqueue("delegations.close", when, at=at, run_at=max(at, delegation.closes_at))
    soon = delegation.closes_at - rules.REMIND_BEFORE
    if soon > at:
        enqueue("delegations.remind", when, at=at, run_at=soon)


def close(delegation_id: int, *, closes_at: str, at: datetime) -> None:
    """At the cut-off: who did not answer is out, and places that were kept go to whoever waits for one."""
    with transaction() as session:
        delegation = lock(Delegation, delegation_id)
        if at < delegation.closes_at or delegation.closes_at.isoformat() != closes_at or delegation.closed_at:
            return
        for ident in queries.unanswered(delegation_id):
            invitation = lock(Invitation, ident)
            if invitation.state == InvitationState.SENT:
                invitation.state = InvitationState.EXPIRED
                audit.record("invitation.expired", invitation, actor=audit.SYSTEM, event_id=delegation.event_id, at=at)
        delegation.closed_at = at
        note(delegation, "closed", audit.SYSTEM, at)
        adjust(delegation, session.get_one(Event, delegation.event_id), at)


def remind_before_cut_off(delegation_id: int, *, closes_at: str, at: datetime) -> None:
    """The focal point, while places are free, and everybody who has not answered: once for each cut-off."""
    with transaction():
        delegation = lock(Delegation, delegation_id)
        if not rules.is_open(delegation, at) or delegation.closes_at.isoformat() != closes_at:
            return
        post_to_focal_point(
            delegation, "delegation.reminded", at, key=f"delegation.reminded/{delegation.id}/{closes_at}"
        )
        for ident in queries.unanswered(delegation_id):
            post_invitation(
                lock(Invitation, ident), "invitation.reminded", at, key=f"invitation.reminded/{ident}/{closes_at}"
            )


def send_links(event_id: int, idents: Iterable[int], *, actor: audit.Actor, at: datetime) -> int:
    """Mail each focal point the link of their page, a new one where there is none; returns how many."""
    sent = 0
    with transaction():
        for ident in idents:
            delegation = lock(Delegation, ident)
            if delegation.event_id != event_id or not rules.is_open(delegation, at):
                continue
            if delegation.link_digest is None:
                links.renew(delegation)
            if post_to_focal_point(delegation, "delegation.invited", at):
                delegation.sent_at = at
                note(delegation, "link_sent", actor, at)
                sent += 1
    return sent


def remind(event_id: int, idents: Iterable[int], *, actor: audit.Actor, at: datetime) -> int:
    """Remind the focal points that have a link and places left, and all nominees that have not answered; how many."""
    sent = 0
    with transaction():
        for ident in idents:
            delegation = lock(Delegation, ident)
            if delegation.event_id != event_id or not rules.is_open(delegation, at):
                continue
            has_places = sum(queries.taken_by_category(ident).values()) < delegation.places
            reminded = bool(has_places and delegation.link_digest) and post_to_focal_point(
                delegation, "delegation.reminded", at
            )
            people = [lock(Invitation, person) for person in queries.unanswered(ident)]
            count = sum(post_invitation(person, "invitation.reminded", at) for person in people) + int(reminded)
            if count:
                delegation.reminded_at = at
                note(delegation, "reminded", actor, at, count=count)
            sent += count
    return sent


def post_to_focal_point(delegation: Delegation, kind: str, at: datetime, key: str | None = None) -> bool:
    message = post(
        kind, delegation.id, to_email=delegation.focal_email, to_name=delegation.focal_name,
        language=delegation.language if delegation.language in LANGUAGES else "en",
        event_id=delegation.event_id, at=at, key=key,
    )  # fmt: skip
    return message is not None


def make_link(delegation_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """A new link, without a mail; the one before leads nowhere any more."""
    with transaction():
        delegation = lock(Delegation, delegation_id)
        links.renew(delegation)
        note(delegation, "link_made", actor, at)


def revoke_link(delegation_id: int, *, actor: audit.Actor, at: datetime) -> None:
    with transaction():
        delegation = lock(Delegation, delegation_id)
        delegation.link_digest = None
        note(delegation, "link_revoked", actor, at)


def set_letter(delegation_id: int, file: CleanFile | None, *, actor: audit.Actor, at: datetime) -> None:
    """Put the letter in place of the one before, or take it away. Raises DelegationClosed for the focal point."""
    with transaction() as session:
        delegation = lock(Delegation, delegation_id)
        if actor.id is None and (refusal := rules.why_not_open(delegation, at)):
            raise refusal
        before = delegation.letter
        delegation.letter = store_file(file, at=at) if file else None
        session.flush()
        if before is not None:
            session.delete(before)
        note(delegation, "letter_changed", actor, at)
