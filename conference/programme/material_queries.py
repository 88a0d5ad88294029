"""Materials of sessions, as organisers and speakers work on them."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from conference.core.db import db
from conference.core.files import StoredFile

from .models import Material, Session, Speaker


def find_session_for_materials(event_id: int, code: str) -> Session | None:
    return db.session.scalars(select(Session).where(Session.event_id == event_id, Session.code == code)).one_or_none()


def materials_with_speakers(session_id: int) -> list[tuple[Material, Speaker | None]]:
    """(material, who handed it in) in their order."""
    query = (
        select(Material, Speaker)
        .outerjoin(Speaker, Speaker.id == Material.speaker_id)
        .where(Material.session_id == session_id)
        .options(joinedload(Material.file))
        .order_by(Material.position, Material.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def materials_of_speaker(session_id: int, speaker_id: int) -> list[Material]:
    """What the speaker handed in for the session, in order."""
    return [material for material, _who in materials_with_speakers(session_id) if material.speaker_id == speaker_id]


def find_material_of_session(session_id: int, uuid: str, *, with_data: bool = False) -> Material | None:
    file = joinedload(Material.file)
    query = (
        select(Material)
        .where(Material.session_id == session_id, Material.uuid == uuid)
        .options(file.options(undefer(StoredFile.data)) if with_data else file)
    )
    return db.session.scalars(query).one_or_none()
