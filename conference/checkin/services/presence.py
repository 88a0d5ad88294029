"""Keeping `Presence` and `ScanConflict` equal to what the scans add up to. Called inside a writing transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from conference.core.db import Base, db, execute

from ..models import DoorState, Presence, ScanConflict
from ..queries import Floor, folded_scans
from ..queries.scans import at_ms
from ..rules import Folded, Seen, fold

Key = tuple[int, int]  # registration, point


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


def _raise_revision(insert: Any) -> Any:
    table = _table(DoorState)
    statement = insert(table)
    raised = statement.on_conflict_do_update(index_elements=["event_id"], set_={"revision": table.c.revision + 1})
    return raised.returning(table.c.revision)


def _keep(insert: Any) -> Any:
    table = _table(Presence)
    statement = insert(table)
    keys = list(table.primary_key)
    changed = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def _about_people(model: type[Presence | ScanConflict], *columns: Any) -> tuple[Select[Any], Select[Any]]:
    """(of one person, of many): a list of values is worked into the statement each time, which scans need not pay."""
    of_one = model.registration_id == bindparam("person")
    return select(*columns).where(of_one), select(*columns).where(
        model.registration_id.in_(bindparam("people", expanding=True))
    )


def _rows_about(people: Collection[int], statements: tuple[Select[Any], Select[Any]]) -> Iterable[Any]:
    of_one, of_many = statements
    if len(people) == 1:
        return execute(of_one, {"person": next(iter(people))})
    return execute(of_many, {"people": list(people)})


# put together once: every scan asks for them
INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
RAISE = {dialect: _raise_revision(insert) for dialect, insert in INSERTS.items()}
KEEP = {dialect: _keep(insert) for dialect, insert in INSERTS.items()}
STORED = _about_people(
    Presence, Presence.registration_id, Presence.point_id, Presence.is_inside, Presence.first_scan_id,
    Presence.last_scan_id, Presence.last_kind, Presence.days,
)  # fmt: skip
CONFLICTS = _about_people(ScanConflict, ScanConflict.scan_id, ScanConflict.against_id)


def dialect() -> str:
    return str(db.session.get_bind().dialect.name)


def next_revision(event_id: int) -> int:
    """Raise the event's counter. Its row is locked until the commit, so that devices see revisions in their order."""
    values = {"event_id": event_id, "revision": 1, "mark": "", "expected": 0}
    return int(execute(RAISE[dialect()], values).scalar_one())


def refold(floor: Floor, people: Collection[int], scans: Mapping[int, Sequence[Folded]] | None = None) -> None:
    """Look at all scans of these people anew, and write what became different. `scans`: when they were just read."""
    if not people:
        return
    if scans is None:
        scans = folded_scans(people, floor.points)
    ids = {point.code: point.id for point in floor.points.values()}
    wanted: dict[Key, Seen] = {}
    found: dict[str, dict[str, Any]] = {}
    for person, rows in scans.items():
        presence, conflicts = fold(rows, floor.facts, floor.zone)
        wanted.update({(person, ids[code]): seen for code, seen in presence.items()})
        for conflict in conflicts:
            found[conflict.scan] = {
                "scan_id": conflict.scan, "against_id": conflict.against, "event_id": floor.event_id,
                "point_id": ids[conflict.point], "registration_id": person,
            }  # fmt: skip
    changed = _changed_presence(wanted, people)
    new = _changed_conflicts(found, people)
    if not changed and not new:
        return
    revision = next_revision(floor.event_id)
    if changed:
        rows_of = [_row(floor, key, seen, revision) for key, seen in sorted(changed.items())]
        execute(KEEP[dialect()], rows_of)
    if new:
        execute(_table(ScanConflict).insert(), [row | {"revision": revision} for row in new])


def tell_everywhere(floor: Floor, person: int) -> None:
    """Have devices told of the person at every point, also where they never were.

    For whom a badge was handed to that was another's: devices know places by badges, and would keep the other's.
    """
    if not floor.points:
        return
    revision = next_revision(floor.event_id)
    rows = [_row(floor, (person, point_id), Seen(), revision) for point_id in sorted(floor.points)]
    statement: Any = INSERTS[dialect()](_table(Presence))
    execute(statement.on_conflict_do_nothing(), rows)


def _changed_presence(wanted: dict[Key, Seen], people: Collection[int]) -> dict[Key, Seen]:
    stored: dict[Key, tuple[Any, ...]] = {(row[0], row[1]): tuple(row[2:]) for row in _rows_about(people, STORED)}
    gone = {key: Seen() for key in stored if key not in wanted}
    return {key: seen for key, seen in (wanted | gone).items() if stored.get(key) != _facts(seen)}


def _facts(seen: Seen) -> tuple[Any, ...]:
    first, last = seen.first, seen.last
    scans = (first.scan_id if first else None, last.scan_id if last else None)
    return (seen.is_inside, *scans, seen.last_kind, list(seen.days) or None)


def _row(floor: Floor, key: Key, seen: Seen, revision: int) -> dict[str, Any]:
    is_inside, first_scan, last_scan, last_kind, days = _facts(seen)
    return {
        "registration_id": key[0], "point_id": key[1], "event_id": floor.event_id, "is_inside": is_inside,
        "first_at": at_ms(seen.first.at) if seen.first else None, "first_scan_id": first_scan,
        "last_at": at_ms(seen.last.at) if seen.last else None, "last_scan_id": last_scan, "last_kind": last_kind,
        "days": days, "revision": revision,
    }  # fmt: skip


def _changed_conflicts(found: dict[str, dict[str, Any]], people: Collection[int]) -> list[dict[str, Any]]:
    """Take away conflicts that are none any more, and say which are new."""
    stored: dict[str, str] = {row[0]: row[1] for row in _rows_about(people, CONFLICTS)}
    gone = [scan for scan, against in stored.items() if scan not in found or found[scan]["against_id"] != against]
    if gone:
        execute(delete(ScanConflict).where(ScanConflict.scan_id.in_(gone)))
    return [row | {"settled_how": ""} for scan, row in found.items() if scan not in stored or scan in gone]
