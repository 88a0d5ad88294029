from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload

from conference.core.db import db
from conference.events.models import Mode
from conference.registration.models import Registration, RegistrationState

from ..models import Scan, ScanKind

PAPER = "paper"  # how such a scan was made
MOST_SHOWN = 20
UNDO = aliased(Scan)
NOT_UNDONE = ~exists().where(UNDO.ref == Scan.id, UNDO.kind == ScanKind.UNDO)


def find_entered(registration_id: int, point_id: int, kind: str, when: datetime) -> str | None:
    """The id of the very same line, unless it was taken back."""
    query = select(Scan.id).where(
        Scan.registration_id == registration_id, Scan.point_id == point_id, Scan.kind == kind, Scan.via == PAPER,
        Scan.scanned_at == when, NOT_UNDONE,
    )  # fmt: skip
    return db.session.scalar(query.limit(1))


def last_entered(event_id: int, user_id: int | None) -> Sequence[Scan]:
    """What this organiser entered last, the newest first; without what was taken back."""
    query = (
        select(Scan)
        .where(Scan.event_id == event_id, Scan.via == PAPER, Scan.user_id == user_id)
        .where(Scan.kind != ScanKind.UNDO, NOT_UNDONE)
        .options(joinedload(Scan.registration), joinedload(Scan.point))
        .order_by(Scan.received_at.desc(), Scan.id.desc())
        .limit(MOST_SHOWN)
    )
    return db.session.scalars(query).all()


def names_to_choose(event_id: int, most: int) -> list[tuple[str, str, str]]:
    """(code, name, organisation) of who may come in, for completing what is typed; nobody where they are too many."""
    query = (
        select(Registration.code, Registration.name, Registration.organisation)
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
        .where(Registration.mode != Mode.ONLINE)
        .order_by(Registration.name_key)
        .limit(most + 1)
    )
    rows = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
    return rows if len(rows) <= most else []
