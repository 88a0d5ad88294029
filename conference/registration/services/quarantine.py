"""Forms that looked like spam: held, released, dropped, forgotten."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.questions.file_services import drop_unclaimed, keep_longer

from .. import rules
from ..models import HeldSubmission
from .registering import register

KEPT_FOR = timedelta(days=30)


def hold(event_id: int, person: rules.Person, reasons: Sequence[str], *, submit_key: str, at: datetime) -> None:
    """Keep the form for the organisers. The same form sent twice is kept once."""
    try:
        with transaction() as session:
            session.add(
                HeldSubmission(
                    event_id=event_id,
                    submit_key=submit_key,
                    # what they wished for beside their place, they choose again by their link
                    person={**asdict(replace(person, wishes={})), "consents": [list(one) for one in person.consents]},
                    reasons=[str(reason) for reason in reasons],
                    created_at=at,
                )
            )
            keep_longer(person.answers, at + KEPT_FOR)
    except IntegrityError:
        return


def release(held_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Register the person after all, by today's rules. Raises a Refused; then it stays held."""
    held = db.session.get_one(HeldSubmission, held_id)
    if held.decision or not held.person:
        raise rules.already_decided()
    outcome = register(held.event_id, person_of(held.person), submit_key=held.submit_key, at=at)
    with transaction():
        held = lock(HeldSubmission, held_id)
        held.registration_id = outcome.registration_id
        _decide(held, "released", actor, at)


def drop(held_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """It is spam: what was typed is forgotten. Nothing happens to what was decided before."""
    with transaction():
        held = lock(HeldSubmission, held_id)
        if not held.decision:
            _decide(held, "dropped", actor, at)


def _decide(held: HeldSubmission, decision: str, actor: audit.Actor, at: datetime) -> None:
    if decision == "dropped":
        drop_unclaimed(held.person.get("answers") or {})
    held.decision = decision
    held.decided_at = at
    held.person = {}
    audit.record(f"submission.{decision}", held, actor=actor, event_id=held.event_id, at=at)


def forget_held(at: datetime) -> int:
    """Empty what nobody looked at for a month; says how many."""
    with transaction() as session:
        old = select(HeldSubmission.id).where(HeldSubmission.decision == "", HeldSubmission.created_at < at - KEPT_FOR)
        gone = session.scalars(
            update(HeldSubmission)
            .where(HeldSubmission.id.in_(old))
            .values(person={}, decision="dropped", decided_at=at)
            .returning(HeldSubmission.id)
        )
        return len(gone.all())


def person_of(kept: dict[str, Any]) -> rules.Person:
    return rules.Person(**{**kept, "consents": tuple((purpose, text) for purpose, text in kept["consents"])})
