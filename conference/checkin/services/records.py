"""Keeping what devices hold equal to the registrations, tickets, rights and places in sessions behind it.

Nothing has to be told that something changed: `refresh` finds by the versions of registrations which tickets are stale,
and looks at all of them when what they share is another (categories, points, the agenda, places in sessions, consents).
A record is sealed and numbered anew only where its words are others.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import update

from conference.core import codes
from conference.core.db import Base, db, transaction
from conference.core.secretlinks import LostKey
from conference.events.queries import get_event

from .. import blank_codes, queries, rules, sealing, shown
from ..models import DoorRecord, DoorState, Presence
from ..queries import blanks, records
from ..queries.floors import rights_of
from ..queries.notes import marks_of
from ..queries.people import badge_state
from ..queries.scans import ms
from ..rules import Reason
from .presence import INSERTS, dialect, next_revision

CHUNK = 1000
PAUSE = timedelta(seconds=2)
LOOKED: dict[str, datetime] = {}  # by the event's uuid: when this process last looked
FORMAT = "2"  # another one makes all records anew


def refresh(event_id: int, *, at: datetime, at_once: bool = True) -> None:
    """Bring the records of the event up to date; not `at_once`: unless that was done two seconds ago."""
    floor = queries.floor_of(event_id)
    looked = LOOKED.get(floor.uuid)
    if not at_once and looked is not None and timedelta() <= at - looked < PAUSE:
        return
    LOOKED[floor.uuid] = at
    facts = (FORMAT, codes.digest(next(codes.keys("ticket")).hex()), *records.common_facts(event_id))
    mark = codes.digest("|".join(facts))
    known, expected = records.mark_of(event_id)
    everything = mark != known
    stale = records.all_tickets(event_id) if everything else records.stale_tickets(event_id)
    maker = _Maker(floor)
    for start in range(0, len(stale), CHUNK):
        _renew(floor, maker, stale[start : start + CHUNK])
    renew_blanks(event_id)
    expected_now = queries.count_expected(event_id) if stale or everything else expected
    if everything or expected_now != expected:
        with transaction():
            next_revision(event_id)
            new = {"mark": mark, "expected": expected_now}
            db.session.execute(update(DoorState).where(DoorState.event_id == event_id).values(new))


def _renew(floor: queries.Floor, maker: "_Maker", ticket_ids: Sequence[int]) -> None:
    with transaction():
        revision = next_revision(floor.event_id)
        found = records.sources(ticket_ids)
        known = records.signatures(ticket_ids)
        rows = list(maker.make(found, known, revision))
        if not rows:
            return
        new = [row for row in rows if row["body"] is not None]
        same = [row for row in rows if row["body"] is None]
        if new:
            _store(new)
            people = {row["registration_id"] for row in new}
            moved = update(Presence).where(Presence.registration_id.in_(people)).values(revision=revision)
            db.session.execute(moved.execution_options(synchronize_session=False))
        for row in same:
            seen = {"person_version": row["person_version"], "is_revoked": row["is_revoked"]}
            db.session.execute(
                update(DoorRecord).where(DoorRecord.ticket_id == row["ticket_id"]).values(seen),
                execution_options={"synchronize_session": False},
            )


def renew_blanks(event_id: int) -> None:
    """The records of badges that nobody has yet: they open nothing, and say no more than their number."""
    if not blanks.stale_blanks(event_id):
        return
    uuid = get_event(event_id).uuid
    with transaction():
        revision = next_revision(event_id)
        rows = []
        for one in blanks.stale_blanks(event_id):
            try:
                lookup, key = sealing.keys_of(blank_codes.code_of(one), uuid)
            except LostKey:
                continue
            plain = json.dumps({"number": one.number}, separators=(",", ":")).encode()
            state = Reason.BLANK if one.voided_at is None else Reason.VOID
            body = {"l": one.lookup, "s": state, "p": {}, "c": sealing.text_of(sealing.seal(plain, lookup, key))}
            rows.append({
                "lookup": one.lookup, "event_id": event_id, "blank_id": one.id, "is_current": False,
                "person_version": 0, "is_revoked": one.voided_at is not None, "signature": state,
                "body": json.dumps(body, separators=(",", ":")), "revision": revision,
            })  # fmt: skip
        if rows:
            _store(rows)


def _store(rows: list[dict[str, Any]]) -> None:
    table = Base.metadata.tables[DoorRecord.__tablename__]
    statement: Any = INSERTS[dialect()](table)
    changed = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    db.session.execute(statement.on_conflict_do_update(index_elements=["lookup"], set_=changed), rows)


@dataclass(frozen=True)
class _Holding:
    slot: int
    session: str
    needs_place: bool


class _Maker:
    """Makes records; what they share is read once."""

    def __init__(self, floor: queries.Floor) -> None:
        self.floor = floor
        self.keys = list(codes.keys("ticket"))
        self.categories = records.categories_of(floor.event_id)
        self.rights = {ident: rights_of(category.rights) for ident, category in self.categories.items()}
        in_use = [point for point in floor.points.values() if not point.is_closed]
        self.notes = frozenset(note for point in in_use for note in point.notes)  # what no point needs is never sealed
        places = [point.place for point in in_use]
        self.opened = {
            ident: {place.code: rules.days_of(rights) for place in places if rules.opens(rights, place)}
            for ident, rights in self.rights.items()
        }
        holdings = queries.holdings_of(floor.event_id, list(floor.points.values()))
        guarded = {h.slot: _Holding(h.slot, h.session, h.needs_place) for all_of in holdings.values() for h in all_of
                   if h.is_guarded}  # fmt: skip
        self.guarded = [guarded[slot] for slot in sorted(guarded)]

    def make(
        self, found: Sequence[records.Source], known: Mapping[int, str], revision: int
    ) -> Iterator[dict[str, Any]]:
        people = {one.registration_id for one in found}
        places = records.places_of_people(people) if self.guarded else {}
        marks = marks_of(people)
        for one in found:
            record = self._open_part(one, places.get(one.registration_id, set()))
            plain = json.dumps(
                self._sealed_part(one, marks.get(one.registration_id, {})), ensure_ascii=False, separators=(",", ":")
            ).encode()
            words = json.dumps(record, separators=(",", ":")).encode() + plain
            signature = blake2b(words + bytes([one.is_newest]), digest_size=16).hexdigest()
            row: dict[str, Any] = {
                "ticket_id": one.ticket_id, "person_version": one.person_version,
                "is_revoked": one.revoked_at is not None, "body": None,
            }  # fmt: skip
            if known.get(one.ticket_id) != signature:
                code = self._code(one)
                if code is None:  # made with a key that is gone: nobody can scan it either
                    continue
                lookup, key = sealing.keys_of(code, self.floor.uuid)
                sealed = sealing.text_of(sealing.seal(plain, lookup, key))
                body = {"l": sealing.text_of(lookup), **record, "c": sealed}
                row |= {
                    "lookup": body["l"], "event_id": self.floor.event_id, "registration_id": one.registration_id,
                    "is_current": one.is_newest, "signature": signature, "revision": revision,
                    "body": json.dumps(body, separators=(",", ":")),
                }  # fmt: skip
            yield row

    def _code(self, one: records.Source) -> str | None:
        made = (codes.ticket_code(one.uuid, one.version, key) for key in self.keys)
        return next((code for code in made if codes.digest(code) == one.code_digest), None)

    def _open_part(self, one: records.Source, places: set[int]) -> dict[str, Any]:
        """What devices may know of a ticket that nobody shows them: nothing of the person."""
        state = badge_state(one.state, one.mode, is_revoked=one.revoked_at is not None)
        record: dict[str, Any] = {"s": state}
        if state != "ok":
            record["at"] = ms(one.revoked_at or one.changed_at)
        record["p"] = self.opened[one.category_id]
        if self.guarded:
            rights = self.rights[one.category_id]
            record["n"] = [
                holding.slot
                for holding in self.guarded
                if rules.enters(
                    rights, holding.session, needs_place=holding.needs_place, has_place=holding.slot in places
                )
            ]
        return record

    def _sealed_part(self, one: records.Source, marks: Mapping[str, str]) -> dict[str, Any]:
        category = self.categories[one.category_id].code
        noted = rules.Noted(category, one.refuses_photos, one.answers or {}, marks)
        person = (one.code, one.name, one.national_name, one.organisation, one.language, category)
        return shown.words(shown.Shown(*person, rules.notes_of(noted, self.notes)))
