"""Files and links of sessions, as visitors' pages and exports read them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.core.files import StoredFile

from ..agenda import Item
from ..materials import shown_now
from ..models import Material, Placement, Session, Shown


def find_material(event_id: int, uuid: str) -> Material | None:
    """With its file, whenever it is shown."""
    query = (
        select(Material)
        .join(Session, Session.id == Material.session_id)
        .where(Session.event_id == event_id, Material.uuid == uuid)
        .options(joinedload(Material.file).undefer(StoredFile.data))
    )
    return db.session.scalars(query).one_or_none()


def materials_of_session(session_id: int) -> list[Material]:
    """In their order, whenever they are shown."""
    query = (
        select(Material)
        .where(Material.session_id == session_id)
        .options(joinedload(Material.file))
        .order_by(Material.position, Material.id)
    )
    return list(db.session.scalars(query))


def materials_shown(event_id: int, items: Sequence[Item], at: datetime) -> dict[int, list[Material]]:
    """What visitors get of each session of an agenda at `at`, in order, by the session's id."""
    query = (
        select(Material)
        .join(Session, Session.id == Material.session_id)
        .where(Session.event_id == event_id)
        .options(joinedload(Material.file))
        .order_by(Material.position, Material.id)
    )
    found: dict[int, list[Material]] = {}
    for material in db.session.scalars(query):
        found.setdefault(material.session_id, []).append(material)
    slots = {key: [item for item in items if item.session_id == key] for key in found}
    return {key: shown_now(materials, slots[key], at) for key, materials in found.items() if slots[key]}


def moments_of_materials(release_id: int) -> list[datetime]:
    """When materials that wait for their session may appear: the starts and ends of its slots."""
    query = (
        select(Placement.starts_at, Placement.ends_at)
        .join(Material, Material.session_id == Placement.session_id)
        .where(Placement.release_id == release_id, Material.shown.in_([Shown.FROM_START, Shown.AFTER]))
        .distinct()
    )
    return [moment for row in db.session.execute(query) for moment in row]
