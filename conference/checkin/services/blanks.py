"""Blank badges: made and printed before anybody comes, void when they are lost, given to people at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from conference.core import audit
from conference.core.codes import digest, new_uuid7
from conference.core.db import db, lock, transaction
from conference.events.models import Event
from conference.printing.services import print_pile
from conference.registration.models import Registration, RegistrationState, Ticket
from conference.registration.services.secrets import end_ticket, replace_ticket

from .. import blank_codes, queries, rules, sealing
from ..models import BlankBadge, BlankUse, Scan, ScanKind
from ..queries import blanks
from ..rules import NothingToSettle, Use
from .presence import refold, tell_everywhere

PILE = "blanks"  # the name of its print runs


def make_blanks(event_id: int, number: int, paper: str, *, actor: audit.Actor, at: datetime) -> str:
    """Make so many more and have them printed; returns the code of the print run. Raises TooManyBlanks."""
    with transaction():
        event = lock(Event, event_id)
        last = blanks.last_number(event_id)
        if refusal := rules.why_not_make(number, last):
            raise refusal
        made = [_new(event, last + 1 + place, at) for place in range(number)]
        db.session.execute(insert(BlankBadge), made)
        audit.record("blanks.made", event, actor=actor, event_id=event_id, at=at, badges=number)
        return print_pile(event, _chosen([range(last + 1, last + 1 + number)]), number, paper, actor=actor, at=at)


def _new(event: Event, number: int, at: datetime) -> dict[str, Any]:
    uuid = new_uuid7()
    code = blank_codes.new_code(uuid)
    lookup = sealing.text_of(sealing.keys_of(code, event.uuid)[0])
    return {
        "event_id": event.id, "number": number, "uuid": uuid, "code_digest": digest(code), "lookup": lookup,
        "made_at": at,
    }  # fmt: skip


def _chosen(numbers: Sequence[range]) -> dict[str, Any]:
    return {"pile": PILE, "numbers": [[one.start, one.stop - 1] for one in numbers]}


def print_again(event_id: int, numbers: Sequence[range], paper: str, *, actor: audit.Actor, at: datetime) -> str:
    """A file of those that nobody has; returns the code of the print run. Raises NoneOfThem."""
    with transaction():
        event = lock(Event, event_id)
        found = blanks.unused(event_id, numbers)
        if not found:
            raise rules.none_of_them()
        return print_pile(event, _chosen(numbers), len(found), paper, actor=actor, at=at)


def void_blanks(event_id: int, numbers: Sequence[range], *, actor: audit.Actor, at: datetime) -> int:
    """Nobody can be given these any more; says how many. Whoever has one keeps it. Raises NoneOfThem."""
    with transaction():
        event = lock(Event, event_id)
        found = blanks.unused(event_id, numbers)
        if not found:
            raise rules.none_of_them()
        blanks.lock_by_lookup(event_id, [one.lookup for one in found])
        still = {one.id for one in blanks.unused(event_id, numbers)}
        for blank in found:
            if blank.id in still:
                blank.voided_at = at
        words = ", ".join(str(blank.number) for blank in found)[:200]
        audit.record("blanks.voided", event, actor=actor, event_id=event_id, at=at, numbers=words)
        return len(still)


@dataclass(frozen=True)
class Giving:
    """A door gave the badge of that look-up id to a person. `is_first`: they registered with it."""

    lookup: str
    registration_id: int
    device_id: int
    at: datetime
    is_first: bool


def give(event_id: int, giving: Giving, *, at: datetime) -> None:
    """Note whose the badge is, and that all scans of it were theirs. The same again changes nothing.

    Somebody else may have been given it, too: then it is the one's who came first, and a person is asked.
    """
    with transaction():
        blanks.lock_by_lookup(event_id, [giving.lookup])
        blank = blanks.find_blank(event_id, giving.lookup)
        if blank is None:
            return
        person = giving.registration_id
        if db.session.get(BlankUse, (person, blank.id)) is None:
            row = BlankUse(
                registration_id=person, blank_id=blank.id, device_id=giving.device_id, used_at=giving.at,
                is_first=giving.is_first, settled_how="",
            )  # fmt: skip
            db.session.add(row)
            db.session.flush()
        _follow(event_id, blank, at)


def choose_owner(
    event_id: int, number: int, registration: str, reason: str, *, actor: audit.Actor, at: datetime
) -> None:
    """A person says whose the badge is, by the code of a registration, "" for as it is. Raises NothingToSettle."""
    with transaction():
        found = blanks.find_by_number(event_id, number)
        blank = lock(BlankBadge, found.id) if found is not None else None
        uses = blanks.uses_of(blank.id) if blank is not None else []
        chosen = [use for use in uses if use.registration.code == registration]
        if blank is None or all(use.settled_at for use in uses) or (registration and not chosen):
            raise NothingToSettle(_("This is settled already"))
        for use in uses:
            use.settled_at, use.settled_how = use.settled_at or at, use.settled_how or reason
        for use in chosen:
            use.chosen_at, blank.voided_at = at, None
        db.session.flush()
        _follow(event_id, blank, at)
        event = db.session.get_one(Event, event_id)
        audit.record("blank.settled", event, actor=actor, event_id=event_id, at=at, number=number, reason=reason)


def _follow(event_id: int, blank: BlankBadge, at: datetime) -> None:
    """Inside a transaction with the badge locked: make it the ticket of its owner, with all scans of it."""
    uses = [Use(row.registration_id, row.used_at, row.is_first, row.chosen_at) for row in blanks.uses_of(blank.id)]
    owner = rules.owner_of(uses)
    ticket = blanks.ticket_of(blank)
    if owner is None or (blank.voided_at is not None and ticket is None):
        return
    touched = {owner} if ticket is None else {owner, ticket.registration_id}
    people = {ident: lock(Registration, ident) for ident in sorted(touched)}
    if ticket is None or ticket.registration_id != owner:
        if not people[owner].is_alive:
            return
        _hand_over(blank, ticket, people, owner, at)
        if ticket is not None:
            tell_everywhere(queries.floor_of(event_id), owner)
    _link(event_id, blank, owner)


def _hand_over(
    blank: BlankBadge, ticket: Ticket | None, people: dict[int, Registration], owner: int, at: datetime
) -> None:
    """The row is made anew, so that it is the newest ticket of its person; who had it before gets another one."""
    if ticket is not None:
        before = people[ticket.registration_id]
        before.tickets.remove(ticket)
        db.session.flush()
        if before.state == RegistrationState.CONFIRMED and before.valid_ticket is None:
            replace_ticket(before, at)
        before.changed_at = at
    now = people[owner]
    end_ticket(now, at, "replaced")
    now.tickets.append(
        Ticket(uuid=blank.uuid, version=blank_codes.VERSION, code_digest=blank.code_digest, issued_at=at)
    )
    now.changed_at = at
    db.session.flush()


def _link(event_id: int, blank: BlankBadge, owner: int) -> None:
    """What was scanned of the badge was its owner; the scan by which somebody was registered stays that person's."""
    ticket = db.session.scalar(select(Ticket.id).where(Ticket.uuid == blank.uuid))
    of_badge = (Scan.event_id == event_id, Scan.lookup == blank.lookup, Scan.kind != ScanKind.WALK_IN)
    others = Scan.registration_id.is_distinct_from(owner)
    moved = db.session.execute(select(Scan.id, Scan.registration_id).where(*of_badge, others)).all()
    if not moved:
        return
    ids = [row[0] for row in moved]
    db.session.execute(update(Scan).where(Scan.id.in_(ids)).values(registration_id=owner, ticket_id=ticket))
    db.session.execute(update(Scan).where(Scan.ref.in_(ids)).values(registration_id=owner))
    refold(queries.floor_of(event_id), {owner, *(row[1] for row in moved if row[1] is not None)})
