"""Registering at the door: a name is enough, and the badge can be printed at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from conference.core import audit
from conference.events.models import Mode

from .. import queries, rules
from .registering import NO_TICKET, Entry, Outcome, add, row_of, waiting_from


def register_walk_in(
    event_id: int, walk_in: rules.WalkIn, *, actor: audit.Actor, at: datetime, ticket: Mapping[str, Any] = NO_TICKET
) -> Outcome:
    """Give somebody at the door a place and a ticket; who gave an address gets the letter that tells what is kept.

    The same `uuid` again ends at the first registration, an address that is registered at that one. Who needs approval,
    or is of a category by invitation only, waits for it. Registration may have closed. Raises Full, EventOver and
    other refusals; but whom a door without a network let in already is put on the waiting list instead, because a fact
    is not refused. `ticket`: `uuid` and `code_digest` of one that was printed beforehand.
    """
    if (first := queries.find_submission(walk_in.uuid)) is not None:
        return Outcome(first, is_new=False)
    event, category, _settings = queries.to_register(event_id, walk_in.category)
    refusal = rules.why_not_walk_in(event, category, at)
    if category is None or (refusal and not walk_in.is_inside):
        raise refusal or rules.EventOver
    state = rules.first_state(category.needs_approval or not category.is_public)
    facts = row_of(rules.person_of(walk_in), category.id, state, walk_in.uuid, at)
    facts |= {"mode": Mode.IN_PERSON, "email_key": rules.address_key(walk_in.email, walk_in.uuid)}
    entry = Entry(event_id, (), {}, actor, at, may_wait=walk_in.is_inside, ticket=ticket)
    return add(entry, facts | (waiting_from(at) if refusal else {}))
