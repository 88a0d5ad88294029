"""Deleting a delegation, and bringing it back. Nothing of it is thrown away, and nobody loses their place."""

from datetime import datetime

from conference.core.audit import Actor
from conference.core.db import lock, transaction
from conference.events.models import Event

from .. import queries, rules
from ..models import Delegation, Invitation, InvitationState
from .answering import note as note_of_person
from .delegations import note
from .reserving import adjust


def remove_delegation(delegation_id: int, *, actor: Actor, at: datetime) -> None:
    """Its link and those of who has not answered lead nowhere, places that it keeps are free. Who accepted stays."""
    with transaction() as session:
        delegation = lock(Delegation, delegation_id)
        if delegation.removed_at is not None:
            return
        delegation.removed_at = at
        note(delegation, "removed", actor, at)
        for ident in queries.unanswered(delegation_id):
            person = lock(Invitation, ident)
            person.state, person.answered_at = InvitationState.WITHDRAWN, at
            note_of_person(person, "withdrawn", actor, at)
        session.flush()
        adjust(delegation, session.get_one(Event, delegation.event_id), at)


def bring_back(delegation_id: int, *, actor: Actor, at: datetime) -> None:
    """As it was, with the people who had not answered. Raises a Full when places that it kept are taken by others."""
    with transaction() as session:
        delegation = lock(Delegation, delegation_id)
        if delegation.removed_at is None:
            return
        for found in queries.people_of(delegation_id):
            if rules.left_with(delegation, found):
                person = lock(Invitation, found.id)
                person.state, person.answered_at = InvitationState.SENT, None
                note_of_person(person, "back", actor, at)
        delegation.removed_at = None
        note(delegation, "back", actor, at)
        session.flush()
        adjust(delegation, session.get_one(Event, delegation.event_id), at)
