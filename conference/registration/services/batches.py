"""The same deed to many: asked for, done one by one by a job, taken back while its letters are still held."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.db import lock, transaction
from conference.core.errors import Refused
from conference.core.jobs import enqueue
from conference.mail.services import drop_waiting

from .. import batch_queries, hooks, rules
from ..models import Batch, BatchItem, Registration, RegistrationState
from .letters import LETTER_OF, mail
from .moves import STEPS
from .moving import change_places
from .secrets import end_ticket

GRACE = timedelta(minutes=10)  # letters are held that long
UNDO_WITHIN = timedelta(minutes=9)  # less, so that none is on its way
CHUNK = 1000


class UndoOver(Refused):
    code = "undo_over"


def start_batch(
    event_id: int, ids: Sequence[int], action: str, reason: str, *, actor: audit.Actor, at: datetime
) -> str:
    """List the deed for a job; returns the code of the page that shows how far it is."""
    with transaction() as session:
        batch = Batch(event_id=event_id, action=action, reason=reason, actor_id=actor.id, actor_label=actor.label,
                      created_at=at)  # fmt: skip
        session.add(batch)
        session.flush()
        for start in range(0, len(ids), CHUNK):
            rows = [{"batch_id": batch.id, "registration_id": ident} for ident in ids[start : start + CHUNK]]
            session.execute(insert(BatchItem), rows)
        audit.record("registrations.batch", batch, actor=actor, event_id=event_id, at=at, deed=action,
                     number=len(ids))  # fmt: skip
        enqueue("registration.batch", {"batch_id": batch.id}, at=at)
        return batch.code


def do_next(batch_id: int, *, at: datetime, limit: int = 20) -> int:
    """Do the deed to the next few; returns how many are left, 0 also when it was taken back meanwhile."""
    for ident in batch_queries.items_with(batch_id, "", limit):
        do_one(batch_id, ident, at)
    left = batch_queries.progress_of(batch_id).left
    if not left:
        with transaction():
            batch = lock(Batch, batch_id)
            batch.finished_at = batch.finished_at or at
    return left


def do_one(batch_id: int, registration_id: int, at: datetime) -> None:
    """The deed and the note of it in one transaction, so that nobody is done twice when a worker dies."""
    try:
        with transaction() as session:
            batch = session.get_one(Batch, batch_id)
            item = session.get_one(BatchItem, (batch_id, registration_id))
            if item.outcome:
                return
            registration = lock(Registration, registration_id)
            item.before = registration.state
            is_done = not batch.undone_at and STEPS[batch.action](
                registration,
                actor=audit.Actor(batch.actor_label, batch.actor_id),
                at=at,
                mail_at=batch.created_at + GRACE,
                reason=batch.reason,
            )
            session.flush()
            item.version = registration.version
            item.outcome = "done" if is_done else "nothing"
    except Refused as refusal:
        note(batch_id, registration_id, refusal.code)


def note(batch_id: int, registration_id: int, outcome: str) -> None:
    with transaction() as session:
        session.get_one(BatchItem, (batch_id, registration_id)).outcome = outcome


def why_not_undo(batch: Batch, at: datetime) -> UndoOver | None:
    if batch.undone_at is None and at >= batch.created_at + UNDO_WITHIN:
        return UndoOver(_("This can be undone for nine minutes only: then its e-mails go out"))
    return None


def undo_batch(batch_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Stop the deed where it is and have it taken back. Raises UndoOver."""
    with transaction():
        batch = lock(Batch, batch_id)
        if refusal := why_not_undo(batch, at):
            raise refusal
        if batch.undone_at is not None:
            return
        batch.undone_at = at
        audit.record("registrations.batch_undone", batch, actor=actor, event_id=batch.event_id, at=at)
        enqueue("registration.batch_undo", {"batch_id": batch_id}, at=at)


def undo_next(batch_id: int, *, at: datetime, limit: int = 20) -> int:
    """Take the deed back for the next few; returns how many are left."""
    for ident in batch_queries.items_with(batch_id, "done", limit):
        try:
            take_back(batch_id, ident, at)
        except Refused as refusal:
            note(batch_id, ident, refusal.code)
        except IntegrityError:  # the address was registered anew since
            note(batch_id, ident, rules.RegisteredAgain.code)
    left = batch_queries.progress_of(batch_id).done
    if not left:
        with transaction():
            batch = lock(Batch, batch_id)
            batch.undo_finished_at = batch.undo_finished_at or at
    return left


def take_back(batch_id: int, registration_id: int, at: datetime) -> None:
    """As it was before, with the same ticket and the same place in the line; nobody hears of it. Raises a Full."""
    with transaction() as session:
        batch = session.get_one(Batch, batch_id)
        item = session.get_one(BatchItem, (batch_id, registration_id))
        if item.outcome != "done":
            return
        registration = lock(Registration, registration_id)
        if registration.version != item.version:
            raise rules.wrong_state(registration.state)
        now_is, held = RegistrationState(registration.state), registration.holds_place
        if RegistrationState(item.before) not in rules.MOVES["undo"].targets:
            raise rules.wrong_state(now_is)
        set_ticket(registration, at)
        registration.state, registration.changed_at = item.before, at
        registration.cancelled_at, registration.cancelled_by = None, ""
        audit.record("registration.undone", registration, actor=audit.Actor(batch.actor_label, batch.actor_id),
                     event_id=registration.event_id, at=at, before=now_is, after=item.before)  # fmt: skip
        session.flush()
        if not drop_waiting(registration_id, [LETTER_OF[now_is]]):
            mail(registration, at=at, once=f"undone {registration.version}")  # too late: then the truth follows
        hooks.follow(registration, now_is, at)
        is_kept = hooks.is_kept(registration, now_is, at)
        change_places(registration, at, held=held, kept=(is_kept, is_kept))
        item.outcome = "undone"


def set_ticket(registration: Registration, at: datetime) -> None:
    """What the deed did to tickets, taken back: one that came with it ends, one that it ended is in force again.

    A blank badge that the person had in their hands before they were approved stays theirs, and opens nothing until
    they are approved again. Nothing happened to the registration since the deed, which was when it last changed.
    """
    done_at, ticket = registration.changed_at, registration.valid_ticket
    if registration.state == RegistrationState.CONFIRMED:
        if ticket is not None and ticket.issued_at >= done_at:
            end_ticket(registration, at, "replaced")
        return
    for ended in registration.tickets:
        if ended.revoked_at == done_at:
            ended.revoked_at, ended.revoked_reason = None, ""
