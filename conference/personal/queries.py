from collections.abc import Collection, Mapping

from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from conference.core.db import db
from conference.events.models import Event
from conference.events.queries import rooms_of_event
from conference.planning.queries import find_settings, usual_settings
from conference.programme import queries as programme
from conference.programme.agenda import Item
from conference.programme.changes import Changes
from conference.programme.models import Session
from conference.registration.models import ALIVE, Registration

from .models import PersonalAgenda, PersonalNotice, Pick
from .rules import Ways


def find_by_digest(digest: str) -> PersonalAgenda | None:
    query = select(PersonalAgenda).where(PersonalAgenda.link_digest == digest).options(*_whole())
    return db.session.scalars(query).one_or_none()


def find_of_registration(registration_id: int) -> PersonalAgenda | None:
    query = select(PersonalAgenda).where(PersonalAgenda.registration_id == registration_id).options(*_whole())
    return db.session.scalars(query).one_or_none()


def _whole() -> tuple[ExecutableOption, ...]:
    return (
        selectinload(PersonalAgenda.picks),
        joinedload(PersonalAgenda.event),
        joinedload(PersonalAgenda.registration),
    )


def sessions_by_code(event_id: int, codes: Collection[str]) -> dict[str, int]:
    """Ids of those sessions of the event that visitors see, by code."""
    release = programme.newest_release(event_id)
    if release is None or not codes:
        return {}
    query = select(Session.code, Session.id).where(Session.event_id == event_id, Session.code.in_(list(codes)))
    shown = programme.contents_of_release(release.id)
    return {row.code: row.id for row in db.session.execute(query) if row.id in shown}


def picked_items(agenda: PersonalAgenda, language: str) -> list[Item]:
    """The picked sessions as the newest release shows them, in order of time, cancelled ones too."""
    release = programme.newest_release(agenda.event_id)
    if release is None:
        return []
    picked = {pick.session_id for pick in agenda.picks}
    return [item for item in programme.agenda(release.id, language=language) if item.session_id in picked]


def ways_of(event: Event) -> Ways:
    settings = find_settings(event.id) or usual_settings(event.id)
    buildings = {room.code: room.building for room in rooms_of_event(event.id)}
    return Ways(settings.room_change_minutes, settings.building_change_minutes, buildings)


def sign_ups(event_id: int) -> Mapping[int, int]:
    """How many registered people picked each session, by its id."""
    query = (
        select(Pick.session_id, func.count())
        .join(PersonalAgenda, PersonalAgenda.id == Pick.personal_agenda_id)
        .join(Registration, Registration.id == PersonalAgenda.registration_id)
        .where(PersonalAgenda.event_id == event_id, Registration.state.in_(ALIVE))
        .group_by(Pick.session_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def agendas_with(session_ids: Collection[int]) -> dict[PersonalAgenda, set[int]]:
    """Agendas of people who are registered, with those of `session_ids` that each has picked."""
    query = (
        select(PersonalAgenda, Pick.session_id)
        .join(Pick, Pick.personal_agenda_id == PersonalAgenda.id)
        .join(PersonalAgenda.registration)
        .where(Pick.session_id.in_(list(session_ids)), Registration.state.in_(ALIVE))
        .options(joinedload(PersonalAgenda.registration))
        .order_by(PersonalAgenda.id)
    )
    found: dict[PersonalAgenda, set[int]] = {}
    for agenda, session_id in db.session.execute(query):
        found.setdefault(agenda, set()).add(session_id)
    return found


def find_notice(notice_id: int) -> PersonalNotice | None:
    return db.session.get(PersonalNotice, notice_id)


def audience(event: Event, changes: Changes) -> str:
    """How many registered people would be told of the changes, in words."""
    count = len(agendas_with(list(changes.by_session)))
    if not count:
        return ""
    return str(
        ngettext(
            "%(num)d person with such a session in their agenda",
            "%(num)d people with such sessions in their agenda",
            count,
        )
    )
