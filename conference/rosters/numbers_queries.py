"""What is counted of an event's people."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, String, cast, func, select

from conference.checkin.models import CAME, Presence
from conference.core.db import db
from conference.events.models import Event, Mode
from conference.personal.models import PersonalAgenda, Pick
from conference.programme.models import SessionProject, Slot
from conference.projects.models import Project
from conference.registration.models import ALIVE, Registration, RegistrationState
from conference.signup.models import SignUp

MINUTES = 16  # characters of an instant up to its minute


def moments(event_id: int) -> list[tuple[datetime, int]]:
    """When people registered, to ten minutes, and how many; those who are still there."""
    moment = func.substr(cast(Registration.created_at, String), 1, MINUTES - 1)
    query = (
        select(moment, func.count())
        .where(Registration.event_id == event_id, Registration.state.in_(ALIVE))
        .group_by(moment)
    )
    return [
        (datetime.fromisoformat(f"{text}0").replace(tzinfo=UTC), number) for text, number in db.session.execute(query)
    ]


def stars_by_project(event_id: int) -> dict[str, int]:
    """{code of a project: kept agendas with a session of it}."""
    query = (
        select(Project.code, func.count(func.distinct(PersonalAgenda.id)))
        .join(SessionProject, SessionProject.project_id == Project.id)
        .join(Pick, Pick.session_id == SessionProject.session_id)
        .join(PersonalAgenda, PersonalAgenda.id == Pick.personal_agenda_id)
        .where(PersonalAgenda.event_id == event_id)
        .group_by(Project.code)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def sign_ups_by_project(event_id: int) -> dict[str, int]:
    """{code of a project: people who signed up for a session of it}."""
    query = (
        select(Project.code, func.count(func.distinct(Registration.id)))
        .join(SessionProject, SessionProject.project_id == Project.id)
        .join(Slot, Slot.session_id == SessionProject.session_id)
        .join(SignUp, SignUp.slot_id == Slot.id)
        .join(Registration, Registration.id == SignUp.registration_id)
        .where(Registration.event_id == event_id, Registration.state.in_(ALIVE))
        .group_by(Project.code)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def confirmed_for_the_room(event_id: int) -> int:
    return db.session.scalar(select(func.count()).select_from(Registration).where(*_in_room(event_id))) or 0


def past_attendance(event: Event, at: datetime) -> list[tuple[int, int]]:
    """(confirmed for the room, came) of each earlier event of the same series that had check-in."""
    came = (
        select(Registration.event_id, func.count(func.distinct(Presence.registration_id)).label("came"))
        .join(Presence, (Presence.registration_id == Registration.id) & CAME)
        .group_by(Registration.event_id)
        .subquery()
    )
    query = (
        select(func.count(Registration.id), came.c.came)
        .join(came, came.c.event_id == Registration.event_id)
        .join(Event, Event.id == Registration.event_id)
        .where(Event.series_id == event.series_id, Event.id != event.id, Event.ends_at < at)
        .where(Registration.state == RegistrationState.CONFIRMED, Registration.mode == Mode.IN_PERSON)
        .group_by(Registration.event_id, came.c.came)
    )
    return [(people, number) for people, number in db.session.execute(query)]


def people_in(event_id: int) -> int:
    """Who was let in, at any door."""
    query = (
        select(func.count(func.distinct(Presence.registration_id)))
        .join(Registration, Registration.id == Presence.registration_id)
        .where(Registration.event_id == event_id, CAME)
    )
    return db.session.scalar(query) or 0


def _in_room(event_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Registration.event_id == event_id,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.mode == Mode.IN_PERSON,
    )
