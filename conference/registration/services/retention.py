"""Answers are kept as long as their question says, and no longer."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select, true, update

from conference.core import audit
from conference.core.db import db, transaction
from conference.events.models import Event
from conference.questions.file_services import drop_files_of, forget_unclaimed
from conference.questions.queries import questions_that_end

from ..models import Registration

CHUNK = 500


def forget_answers(at: datetime) -> int:
    """Take the answers whose time is over out of all registrations, with their files. Returns how many people's."""
    forget_unclaimed(at=at)
    overdue: dict[int, set[str]] = defaultdict(set)
    for event_id, code, keep_days, ends_at in questions_that_end(at):
        if ends_at + timedelta(days=keep_days) <= at:
            overdue[event_id].add(code)
    db.session.rollback()
    return sum(_forget_at_event(event_id, codes, at) for event_id, codes in overdue.items())


def _forget_at_event(event_id: int, codes: Collection[str], at: datetime) -> int:
    """Told in the history of the event with numbers, without names."""
    done = 0
    while ids := _with_answers(event_id, codes):
        with transaction() as session:
            gone = [ident for ident in ids if _forget(ident, codes)]
            drop_files_of(ids, codes)
            if gone:
                event = session.get_one(Event, event_id)
                audit.record(
                    "answers.forgotten", event, actor=audit.SYSTEM, event_id=event_id, at=at,
                    questions=sorted(codes), people=len(gone),
                )  # fmt: skip
        if not gone:
            break  # somebody changes them at this moment: the next round finds them
        done += len(gone)
    return done


def _with_answers(event_id: int, codes: Collection[str]) -> list[int]:
    each = func.json_each(Registration.answers).table_valued("key")
    query = (
        select(Registration.id)
        .join(each, true())
        .where(Registration.event_id == event_id, each.c.key.in_(codes))
        .distinct()
        .order_by(Registration.id)
        .limit(CHUNK)
    )
    return list(db.session.scalars(query))


def _forget(registration_id: int, codes: Collection[str]) -> bool:
    query = select(Registration.answers, Registration.version).where(Registration.id == registration_id)
    answers, version = db.session.execute(query).one()
    kept = {code: answer for code, answer in answers.items() if code not in codes}
    changed = db.session.execute(
        update(Registration)
        .where(Registration.id == registration_id, Registration.version == version)
        .values(answers=kept, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]
