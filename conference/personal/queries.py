from collections.abc import Collection, Mapping
from datetime import datetime

from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from conference.core.db import db
from conference.events.models import Event
from conference.programme import queries as programme
from conference.programme.agenda import Item
from conference.programme.changes import Changes
from conference.programme.models import Session
from conference.registration.models import ALIVE, Registration
from conference.signup import queries as signup

from .models import PersonalAgenda, PersonalNotice, Pick


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
    picked = chosen_ids(agenda)
    return [item for item in programme.agenda(release.id, language=language) if item.session_id in picked]


def chosen_ids(agenda: PersonalAgenda) -> set[int]:
    """Sessions that were picked, and those that its person signed up for."""
    signed_up = signup.sessions_of(agenda.registration_id) if agenda.registration_id is not None else set()
    return {pick.session_id for pick in agenda.picks} | signed_up


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
    """Agendas of people who are registered, with those of `session_ids` that each has picked or signed up for."""
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
    signed_up = signup.registrations_with(session_ids)
    of_people = select(PersonalAgenda).where(PersonalAgenda.registration_id.in_(signed_up))
    for agenda in db.session.scalars(of_people.options(joinedload(PersonalAgenda.registration))):
        found.setdefault(agenda, set()).update(signed_up[agenda.registration_id or 0])
    return found


def without_agenda(registration_ids: Collection[int]) -> list[Registration]:
    has = select(PersonalAgenda.registration_id).where(PersonalAgenda.registration_id.is_not(None))
    query = select(Registration).where(Registration.id.in_(list(registration_ids)), Registration.id.not_in(has))
    return list(db.session.scalars(query))


def find_notice(notice_id: int) -> PersonalNotice | None:
    return db.session.get(PersonalNotice, notice_id)


def audience(event: Event, changes: Changes) -> str:
    """How many registered people would be told of the changes, in words."""
    ids = list(changes.by_session)
    people = {agenda.registration_id for agenda in agendas_with(ids)} | set(signup.registrations_with(ids))
    count = len(people)
    if not count:
        return ""
    return str(
        ngettext(
            "%(num)d person with such a session in their agenda",
            "%(num)d people with such sessions in their agenda",
            count,
        )
    )


def picks_of(registration_id: int) -> list[tuple[str, str, datetime]]:
    """(title, code, when it was picked) of what somebody starred."""
    query = (
        select(Session.title, Session.code, Pick.picked_at)
        .join(Pick, Pick.session_id == Session.id)
        .join(PersonalAgenda, PersonalAgenda.id == Pick.personal_agenda_id)
        .where(PersonalAgenda.registration_id == registration_id)
        .order_by(Pick.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def notices_of(agenda_id: int) -> list[int]:
    return list(db.session.scalars(select(PersonalNotice.id).where(PersonalNotice.personal_agenda_id == agenda_id)))
