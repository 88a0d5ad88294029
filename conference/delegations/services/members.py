"""What whoever registered a group does with its list later: taking somebody off, and naming another instead."""

from contextvars import ContextVar
from dataclasses import replace as with_values
from datetime import datetime
from functools import partial

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.jobs import enqueue
from conference.core.text import email_key
from conference.events.models import Event
from conference.registration import rules as registration_rules
from conference.registration.models import Registration, RegistrationState, Source
from conference.registration.services import register
from conference.registration.services.moves import cancel_step
from conference.registration.ways import Way

from .. import group_queries, group_rules
from ..models import GroupMember, RegistrationGroup

# The registration whose place goes to who takes over, in the transaction that does it.
passed_on: ContextVar[int] = ContextVar("passed_on", default=0)


def cancel_member(group_id: int, code: str, *, at: datetime) -> None:
    """Take somebody off the list: what came of it is cancelled, and they are told so. Raises GroupClosed."""
    member = changeable(group_id, code, at)
    with transaction():
        registration = lock(Registration, member.registration_id) if member.registration_id else None
        member = lock(GroupMember, member.id)
        if member.gone_at is not None:
            return
        take_off(member, at)
        if registration is not None and registration.is_alive:
            cancel_step(registration, actor=audit.GROUP_LEAD, at=at)


def changeable(group_id: int, code: str, at: datetime) -> GroupMember:
    """Raises GroupClosed or MemberGone."""
    group = db.session.get_one(RegistrationGroup, group_id)
    if refusal := group_rules.why_not_change(db.session.get_one(Event, group.event_id), at):
        raise refusal
    member = group_queries.find_member(group_id, code)
    if member is None:
        raise group_rules.member_gone()
    return member


def take_off(member: GroupMember, at: datetime) -> None:
    member.gone_at = at
    group = db.session.get_one(RegistrationGroup, member.group_id)
    audit.record("group.member_gone", group, actor=audit.GROUP_LEAD, event_id=group.event_id, at=at)


def replace_member(
    group_id: int, code: str, person: registration_rules.Person, *, submit_key: str, at: datetime
) -> None:
    """Somebody else instead: the place, or the place in the line, is theirs. Raises GroupClosed, OnList, or a Refused.

    An address that is registered already gets its link; nobody learns that, and the first person is off all the same.
    """
    member = changeable(group_id, code, at)
    if member.gone_at is not None:
        return
    here = [one for one in group_queries.members_of(group_id) if one.gone_at is None]
    if email_key(person.email) in {email_key(one.email) for one in here}:
        raise group_rules.on_list()
    group, old = db.session.get_one(RegistrationGroup, group_id), member.registration
    event_id, member_id, name, email = group.event_id, member.id, person.name, person.email
    person = with_values(
        person, category=member.category.code, mode=old.mode if old else person.mode, source=Source.GROUP, waits=True
    )
    way = Way(
        source=Source.GROUP,
        categories=(member.category,),
        settle=partial(take_over, member_id),
        template="",
        has_place=old is not None and old.holds_place,
    )
    outcome = register(event_id, person, submit_key=submit_key, at=at, actor=audit.GROUP_LEAD, way=way)
    if outcome.is_new:
        return
    with transaction() as session:
        old_id = session.get_one(GroupMember, member_id).registration_id
        registration = lock(Registration, old_id) if old_id else None
        member = lock(GroupMember, member_id)
        if member.gone_at is None and member.registration_id != outcome.registration_id:
            take_off(member, at)
            session.add(successor(member, name, email, None))
            if registration is not None and registration.is_alive:
                cancel_step(registration, actor=audit.GROUP_LEAD, at=at)


def successor(member: GroupMember, name: str, email: str, registration_id: int | None) -> GroupMember:
    return GroupMember(
        group_id=member.group_id, name=name, email=email, category_id=member.category_id,
        registration_id=registration_id, state_said=member.state,
    )  # fmt: skip


def take_over(member_id: int, registration: Registration, at: datetime) -> bool:
    """Inside the transaction that registers the person: the other is off; True when their place was passed on."""
    old_id = db.session.get_one(GroupMember, member_id).registration_id
    old = lock(Registration, old_id) if old_id else None
    member = lock(GroupMember, member_id)
    if member.gone_at is not None:
        raise group_rules.member_gone()
    registration = lock(Registration, registration.id)  # what came in was written past the unit of work
    registration.group_key = db.session.get_one(RegistrationGroup, member.group_id).uuid
    db.session.add(successor(member, registration.name, registration.email, registration.id))
    take_off(member, at)
    if old is None or not old.is_alive:
        return False
    if registration.state == RegistrationState.WAITING:
        registration.waiting_since, registration.waits_together = old.waiting_since, old.waits_together
    is_passed = old.holds_place and registration.holds_place and old.category_id == registration.category_id
    is_passed = is_passed and old.mode == registration.mode
    token = passed_on.set(old.id if is_passed else 0)
    try:
        cancel_step(old, actor=audit.GROUP_LEAD, at=at)
    finally:
        passed_on.reset(token)
    return is_passed


def follow_member(registration: Registration, before: str, at: datetime) -> bool:
    """A place that is passed on stays taken. Who leaves a group that waits together may be all it was short of."""
    if registration.waits_together and before == RegistrationState.WAITING and not registration.is_alive:
        enqueue("registration.serve_line", {"event_id": registration.event_id}, at=at)
    return passed_on.get() == registration.id
