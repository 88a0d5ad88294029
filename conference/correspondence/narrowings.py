"""What this floor knows to narrow people down by: sign-ups, stars, answers, and who came in where."""

from collections.abc import Callable, Iterator

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from conference.checkin.models import CAME, CheckPoint, Presence
from conference.core.db import db
from conference.core.i18n import language
from conference.core.times import instant
from conference.core.translated import in_language
from conference.events.models import Event
from conference.personal.models import PersonalAgenda, Pick
from conference.programme.agenda import Item
from conference.programme.models import Session, SessionProject, Slot
from conference.projects.models import Project
from conference.questions.asked import WITH_OPTIONS, Asked
from conference.questions.models import Kind
from conference.questions.queries import form_of
from conference.registration.audience import Narrowing
from conference.registration.models import Registration
from conference.signup.models import SignUp, SignUpState
from conference.signup.queries import items_of

IN, OUT = "in", "out"
NO_ANSWER = "-"


def ways(event: Event) -> Iterator[Narrowing]:
    yield signed_up(event)
    yield starred(event)
    yield project(event)
    yield check_in(event)
    yield from answered(event)


def signed_up(event: Event) -> Narrowing:
    """By session; where it is held more than once, by each of its times, too."""
    with_sign_ups = select(Slot.session_id).where(Slot.id.in_(select(SignUp.slot_id)))
    query = select(Session).where(Session.event_id == event.id, Session.id.in_(with_sign_ups)).order_by(Session.title)
    speech, main = language(), event.main_language
    choices: list[tuple[str, str]] = []
    for one in db.session.scalars(query):
        words = str(in_language(one, "title", speech, main))
        choices += stands(one.code, words)
        for item in times_of(event, one.code):
            choices += stands(item.slot_uuid, f"{words}, {instant(item.starts_at, event.zone)}")

    def condition(value: str) -> ColumnElement[bool]:
        state, _colon, which = value.partition(":")
        there = (
            select(SignUp.registration_id)
            .join(Slot, Slot.id == SignUp.slot_id)
            .join(Session, Session.id == Slot.session_id)
            .where(Session.event_id == event.id, (Session.code == which) | (Slot.uuid == which), SignUp.state == state)
        )
        return Registration.id.in_(there)

    return Narrowing("sign_up", _("Signed up for a session"), tuple(choices), condition)


def stands(which: str, words: str) -> Iterator[tuple[str, str]]:
    """Of a session by its code, of one of its times by the uuid of the slot."""
    yield f"{SignUpState.TAKEN}:{which}", _("%(session)s: has a place", session=words)
    yield f"{SignUpState.WAITING}:{which}", _("%(session)s: waits for a place", session=words)


def times_of(event: Event, code: str) -> list[Item]:
    """When a session is held, where that is more than once."""
    items = [item for item in items_of(event, event.main_language) if item.code == code]
    return items if len(items) > 1 else []


def answered(event: Event) -> Iterator[Narrowing]:
    """What people chose in the event's own questions that have options."""
    for question in form_of(event).questions:
        if question.kind not in WITH_OPTIONS:
            continue
        words = [(option.code, str(option.words(language(), question.main))) for option in question.options]
        choices = (*words, (NO_ANSWER, _("(no answer)")))
        yield Narrowing(f"answer-{question.code}", str(question.label_in(language())), choices, answer_is(question))


def answer_is(question: Asked) -> Callable[[str], ColumnElement[bool]]:
    answer = Registration.answers[question.code].as_string()

    def condition(value: str) -> ColumnElement[bool]:
        if value == NO_ANSWER:
            return answer.is_(None)
        if question.kind == Kind.SEVERAL:  # stored as a list of codes
            return answer.contains(f'"{value}"', autoescape=True)
        return answer == value

    return condition


def check_in(event: Event) -> Narrowing:
    query = select(CheckPoint).where(CheckPoint.event_id == event.id).order_by(CheckPoint.position, CheckPoint.id)
    choices: list[tuple[str, str]] = []
    for one in db.session.scalars(query):
        choices.append((f"{IN}:{one.code}", _("%(door)s: came in", door=one.name)))
        choices.append((f"{OUT}:{one.code}", _("%(door)s: not in", door=one.name)))

    def condition(value: str) -> ColumnElement[bool]:
        which, _colon, code = value.partition(":")
        there = (
            select(Presence.registration_id)
            .join(CheckPoint, CheckPoint.id == Presence.point_id)
            .where(CheckPoint.event_id == event.id, CheckPoint.code == code, CAME)
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
    """Interest in a project: a session of it starred, or signed up for."""
    signed = select(Slot.session_id).where(Slot.id.in_(select(SignUp.slot_id)))
    query = (
        select(Project.code)
        .join(SessionProject, SessionProject.project_id == Project.id)
        .join(Session, Session.id == SessionProject.session_id)
        .where(Session.event_id == event.id, Session.id.in_(select(Pick.session_id)) | Session.id.in_(signed))
        .distinct()
        .order_by(Project.code)
    )
    of_project = select(SessionProject.session_id).join(Project, Project.id == SessionProject.project_id)

    def condition(code: str) -> ColumnElement[bool]:
        theirs = of_project.where(Project.code == code)
        signing = (
            select(SignUp.registration_id).join(Slot, Slot.id == SignUp.slot_id).where(Slot.session_id.in_(theirs))
        )
        return wants(Session.event_id == event.id, Session.id.in_(theirs)) | Registration.id.in_(signing)

    choices = tuple((code, code) for code in db.session.scalars(query))
    return Narrowing("project", _("Starred or signed up for a session of the project"), choices, condition)
