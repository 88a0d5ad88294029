"""Making one registration of two, and remembering that two are none."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from conference.checkin.models import Scan
from conference.checkin.queries import floor_of
from conference.checkin.services.presence import refold
from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.jobs import enqueue
from conference.events.models import Event
from conference.personal.models import PersonalAgenda, Pick
from conference.questions.models import AnswerFile
from conference.registration import hooks, places, rules
from conference.registration.models import Consent, Registration, RegistrationState
from conference.registration.services.moving import change_places
from conference.registration.services.secrets import end_ticket
from conference.signup.models import SignUp

from . import merge_rules
from .models import DifferentPeople


def merge(kept_id: int, other_id: int, from_other: Collection[str], *, actor: audit.Actor, at: datetime) -> None:
    """Keep the first, with the fields `from_other` of the second and all that happened to it.

    The second is cancelled without a mail, and its link leads to the first. Scans, presence, consents, starred and
    chosen sessions, answers and files come over; tickets and mails stay in its history. Raises NotMergeable.
    """
    with transaction():
        rows = {ident: lock(Registration, ident) for ident in sorted({kept_id, other_id})}
        kept, other = rows[kept_id], rows[other_id]
        if refusal := merge_rules.why_not_merge(kept, other):
            raise refusal
        places.hold_all(kept.event_id)
        kept.answers = merge_rules.answers_of_both(kept, other)
        values = {name: getattr(other, name) for name in merge_rules.differing(kept, other) if name in from_other}
        bring_over(kept, other)
        leave(other, kept, at)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.email_key = rules.address_key(kept.email, kept.uuid)
        kept.name_key = rules.name_key(kept.name, kept.national_name, kept.organisation, kept.email)
        kept.note = "\n".join(filter(None, (kept.note, other.note)))
        kept.verified_at = kept.verified_at or other.verified_at
        kept.created_at = min(kept.created_at, other.created_at)
        kept.changed_at = at
        db.session.flush()
        for row, deed, named in (
            (kept, "registration.took_in", other.code), (other, "registration.merged", kept.code)
        ):  # fmt: skip
            audit.record(
                deed, row, actor=actor, event_id=row.event_id, at=at, other=named, fields=sorted(values)
            )  # fmt: skip
        # by a job: rows of sessions are locked before the numbers of the event, which are held here
        enqueue("signup.look_again", {"registration_id": kept.id}, at=at)


def leave(other: Registration, kept: Registration, at: datetime) -> None:
    """The one that is given up: cancelled, its place free, its ticket worth nothing. Nobody is told."""
    before, held = other.state, other.holds_place
    other.merged_into_id = kept.id
    other.state = RegistrationState.CANCELLED
    other.offered_until = None
    other.submit_key = None
    other.cancelled_at = at
    other.cancelled_by = rules.ORGANISER
    other.changed_at = at
    end_ticket(other, at, "merged")
    db.session.flush()
    hooks.follow(other, before, at)
    if not hooks.is_kept(other, before, at):
        change_places(other, at, held=held)


def bring_over(kept: Registration, other: Registration) -> None:
    given = {consent.purpose for consent in kept.consents if consent.withdrawn_at is None}
    mine, theirs = {"registration_id": kept.id}, other.id
    agreed = update(Consent).where(Consent.registration_id == theirs, Consent.purpose.not_in(given))
    db.session.execute(agreed.values(mine))
    db.session.execute(update(Scan).where(Scan.registration_id == theirs).values(mine))
    refold(floor_of(kept.event_id), [kept.id, other.id])
    chosen = select(SignUp.slot_id).where(SignUp.registration_id == kept.id)
    signed = update(SignUp).where(SignUp.registration_id == theirs, SignUp.slot_id.not_in(chosen.scalar_subquery()))
    db.session.execute(signed.values(mine))
    answered = select(AnswerFile.question_code).where(AnswerFile.registration_id == kept.id)
    files = update(AnswerFile).where(
        AnswerFile.registration_id == theirs, AnswerFile.question_code.not_in(answered.scalar_subquery())
    )
    db.session.execute(files.values(mine))
    bring_stars(kept, other)
    db.session.expire(kept, ["consents"])
    db.session.expire(other, ["consents"])


def bring_stars(kept: Registration, other: Registration) -> None:
    """The sessions that either wanted to go to."""
    agendas = {row.registration_id: row for row in db.session.scalars(
        select(PersonalAgenda).where(PersonalAgenda.registration_id.in_((kept.id, other.id))))}  # fmt: skip
    theirs, mine = agendas.get(other.id), agendas.get(kept.id)
    if theirs is None:
        return
    if mine is None:
        theirs.registration_id = kept.id
        return
    known = {pick.session_id for pick in mine.picks}
    mine.picks.extend(
        Pick(session_id=pick.session_id, picked_at=pick.picked_at)
        for pick in theirs.picks
        if pick.session_id not in known
    )


def say_different(event_id: int, one_id: int, other_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Remember that two who look alike are not the same person. Said twice, it is said once."""
    first, second = sorted((one_id, other_id))
    try:
        with transaction() as session:
            event = session.get_one(Event, event_id)
            known = select(DifferentPeople.id).where(
                DifferentPeople.first_id == first, DifferentPeople.second_id == second
            )
            if session.scalar(known) is None:
                session.add(
                    DifferentPeople(
                        event_id=event_id, first_id=first, second_id=second, said_by=actor.label, said_at=at
                    )
                )
                audit.record("registrations.different", event, actor=actor, event_id=event_id, at=at)
    except IntegrityError:  # somebody else said so in this moment
        return
