"""What this floor knows to narrow people down by: who came in at which entrance, who wants to go to which session."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from conference.checkin.models import CheckInList, Presence
from conference.core.db import db
from conference.core.i18n import language
from conference.core.translated import in_language
from conference.events.models import Event
from conference.personal.models import PersonalAgenda, Pick
from conference.programme.models import Session, SessionProject
from conference.projects.models import Project
from conference.registration.audience import Narrowing
from conference.registration.models import Registration

IN, OUT = "in", "out"


def ways(event: Event) -> Iterator[Narrowing]:
    yield check_in(event)
    yield starred(event)
    yield project(event)


def check_in(event: Event) -> Narrowing:
    query = select(CheckInList).where(CheckInList.event_id == event.id).order_by(CheckInList.position, CheckInList.id)
    choices: list[tuple[str, str]] = []
    for one in db.session.scalars(query):
        choices.append((f"{IN}:{one.code}", _("%(door)s: came in", door=one.name)))
        choices.append((f"{OUT}:{one.code}", _("%(door)s: not in", door=one.name)))

    def condition(value: str) -> ColumnElement[bool]:
        which, _colon, code = value.partition(":")
        there = (
            select(Presence.registration_id)
            .join(CheckInList, CheckInList.id == Presence.list_id)
            .where(CheckInList.event_id == event.id, CheckInList.code == code)
        )
        return Registration.id.in_(there) if which == IN else Registration.id.not_in(there)

    return Narrowing("check_in", _("Check-in"), tuple(choices), condition)


def wants(*joins: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whoever starred a session for which all the conditions hold."""
    stars = (
        select(PersonalAgenda.registration_id)
        .join(Pick, Pick.personal_agenda_id == PersonalAgenda.id)
        .join(Session, Session.id == Pick.session_id)
        .where(PersonalAgenda.registration_id.is_not(None), *joins)
    )
    return Registration.id.in_(stars)


def starred(event: Event) -> Narrowing:
    query = (
        select(Session)
        .where(Session.event_id == event.id, Session.id.in_(select(Pick.session_id)))
        .order_by(Session.title, Session.id)
    )
    speech, main = language(), event.main_language
    choices = tuple((one.code, str(in_language(one, "title", speech, main))) for one in db.session.scalars(query))
    return Narrowing(
        "starred", _("Starred the session"), choices,
        lambda code: wants(Session.event_id == event.id, Session.code == code),
    )  # fmt: skip


def project(event: Event) -> Narrowing:
    query = (
        select(Project.code)
        .join(SessionProject, SessionProject.project_id == Project.id)
        .join(Pick, Pick.session_id == SessionProject.session_id)
        .join(Session, Session.id == Pick.session_id)
        .where(Session.event_id == event.id)
        .distinct()
        .order_by(Project.code)
    )
    of_project = select(SessionProject.session_id).join(Project, Project.id == SessionProject.project_id)
    return Narrowing(
        "project", _("Starred a session of the project"),
        tuple((code, code) for code in db.session.scalars(query)),
        lambda code: wants(Session.event_id == event.id, Session.id.in_(of_project.where(Project.code == code))),
    )  # fmt: skip
