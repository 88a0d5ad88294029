"""Files and links of a session: organisers hand them in, and speakers by their own link. Visitors get them at once.

`speaker_id` is the speaker who acts or, where an organiser does, on whose behalf; `actor` says who it was.
"""

from datetime import datetime

from sqlalchemy import func, select

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.files import CleanFile, store_file
from conference.core.merging import merged
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.events.services import touch_event

from . import material_rules as rules
from .material_rules import MaterialValues
from .models import Material, Session

LONGEST_TITLE = 200


def add_file(
    session_id: int,
    speaker_id: int | None,
    file: CleanFile,
    values: MaterialValues,
    *,
    actor: audit.Actor,
    at: datetime,
) -> str:
    """Keep a file (`core.files.clean_file`) and return the material's uuid. Raises TooManyMaterials."""
    with transaction():
        material = _added(session_id, speaker_id, values, at)
        material.url, material.file = "", store_file(file, at=at)
        material.title = (values.title or file.filename.rpartition(".")[0])[:LONGEST_TITLE]
        _note("session.material_added", material, actor, at)
        return material.uuid


def add_link(
    session_id: int, speaker_id: int | None, values: MaterialValues, *, actor: audit.Actor, at: datetime
) -> str:
    """Keep an address and return the material's uuid. Raises TooManyMaterials."""
    with transaction():
        material = _added(session_id, speaker_id, values, at)
        material.url, material.title = values.url, values.title or values.url[:LONGEST_TITLE]
        _note("session.material_added", material, actor, at)
        return material.uuid


def _added(session_id: int, speaker_id: int | None, values: MaterialValues, at: datetime) -> Material:
    lock(Session, session_id)
    count, last = db.session.execute(
        select(func.count(), func.max(Material.position)).where(Material.session_id == session_id)
    ).one()
    if refusal := rules.why_not_add(count):
        raise refusal
    material = Material(
        uuid=new_uuid7(), session_id=session_id, speaker_id=speaker_id, title=values.title, language=values.language,
        shown=values.shown, position=(last or 0) + 1, created_at=at,
    )  # fmt: skip
    db.session.add(material)
    return material


def change(
    session_id: int,
    uuid: str,
    values: MaterialValues,
    *,
    shown: str = "",
    file: CleanFile | None = None,
    speaker_id: int | None = None,
    actor: audit.Actor,
    at: datetime,
) -> None:
    """Change what is said of a material; `file` takes the place of the one before, under the same address.

    shown: the marks of what the page showed. speaker_id: a speaker acts, who may change only what is theirs.
    Raises StaleEdit or NoSuchMaterial.
    """
    with transaction():
        session = lock(Session, session_id)
        material = _own(session_id, uuid, speaker_id)
        stored = rules.values_of(material)
        mine = {**stored, **vars(values), "file": "new" if file else stored["file"]}
        if material.file:
            mine |= {"url": "", "title": values.title or stored["title"]}
        kept, conflicts = merged(shown, mine, stored)
        if conflicts:
            raise stale_edit(session, db.session.get_one(Event, session.event_id).zone)
        if kept == stored:
            return
        for name in ("title", "language", "shown", "url"):
            setattr(material, name, kept[name])
        if file is not None and (old := material.file) is not None:
            material.file = store_file(file, at=at)
            db.session.flush()
            db.session.delete(old)
        _note("session.material_changed", material, actor, at)


def move(session_id: int, uuid: str, *, up: bool, actor: audit.Actor, at: datetime) -> None:
    """One place up or down in the order in which visitors see them. Raises NoSuchMaterial."""
    with transaction():
        lock(Session, session_id)
        material = _own(session_id, uuid, None)
        query = select(Material).where(Material.session_id == session_id).order_by(Material.position, Material.id)
        rows = list(db.session.scalars(query))
        here = rows.index(material)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(rows):
            return
        rows[here], rows[there] = rows[there], rows[here]
        for position, row in enumerate(rows, start=1):
            row.position = position
        _note("session.materials_ordered", material, actor, at)


def remove(session_id: int, uuid: str, *, speaker_id: int | None = None, actor: audit.Actor, at: datetime) -> None:
    """Take a material away, with its file. A speaker takes away only what is theirs. Raises NoSuchMaterial."""
    with transaction() as db_session:
        lock(Session, session_id)
        material = _own(session_id, uuid, speaker_id)
        file = material.file
        db_session.delete(material)
        db_session.flush()
        if file is not None:
            db_session.delete(file)
        _note("session.material_removed", material, actor, at)


def _own(session_id: int, uuid: str, speaker_id: int | None) -> Material:
    query = select(Material).where(Material.session_id == session_id, Material.uuid == uuid)
    material = db.session.scalars(query).one_or_none()
    if refusal := rules.why_not_touch(material, speaker_id):
        raise refusal
    assert material is not None
    return material


def _note(action: str, material: Material, actor: audit.Actor, at: datetime) -> None:
    """In the history of the session, and for the pages of visitors, who see materials without a release."""
    db.session.flush()
    session = db.session.get_one(Session, material.session_id)
    touch_event(session.event_id)
    audit.record(action, session, actor=actor, event_id=session.event_id, at=at, material=material.uuid)
