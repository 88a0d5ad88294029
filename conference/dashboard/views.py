"""The organiser's first pages: the own events, and where one of them stands."""

from typing import Any

from flask import Blueprint, render_template, url_for

from conference.accounts.web import signed_in, signed_in_user
from conference.core.clock import now
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.permissions import may as role_may
from conference.events.queries import events_of_user
from conference.events.web import event_page, may
from conference.mail.models import MessageState
from conference.mail.queries import counts_by_state
from conference.mail.words import STATE_WORDS as MAIL_STATE_WORDS
from conference.registration import manage_queries
from conference.registration.models import RegistrationState
from conference.registration.words import STATE_WORDS

from . import queries, rules
from .words import PHASE_WORDS, ROLE_WORDS

dashboard = Blueprint("dashboard", __name__, url_prefix="/manage")
SHOWN_NEWEST = 5
# where each thing that a rule speaks about is dealt with: endpoint, its values, who may
PLACES: dict[str, tuple[str, dict[str, Any], Permission]] = {
    "mail.failed": ("manage_mail.list", {"status": MessageState.FAILED}, Permission.VIEW_MAIL),
    "mail.unsure": ("manage_mail.list", {"status": MessageState.UNSURE}, Permission.VIEW_MAIL),
    "mail.waiting": ("manage_mail.list", {"status": MessageState.WAITING}, Permission.VIEW_MAIL),
    "registrations.pending": (
        "manage_registrations.list", {"status": RegistrationState.PENDING}, Permission.VIEW_ATTENDEES,
    ),
    "registrations.waiting": (
        "manage_registrations.list", {"status": RegistrationState.WAITING}, Permission.VIEW_ATTENDEES,
    ),
    "settings": ("manage_events.settings", {}, Permission.EDIT_EVENT),
    "agenda": ("manage_programme.sessions", {}, Permission.EDIT_PROGRAMME),
    "register": ("registration.register", {}, Permission.VIEW_EVENT),
}  # fmt: skip


@dashboard.get("/")
@signed_in
def events() -> str:
    """The events that the user helps to run, each leading to what the role is for."""
    at = now()
    rows = [
        (event, role, role_may(role, Permission.VIEW_EVENT), rules.phase(event, at))
        for event, role in events_of_user(signed_in_user().id)
    ]
    return render_template("dashboard/events.html", rows=rows, phase_words=PHASE_WORDS, role_words=ROLE_WORDS)


@dashboard.get("/<slug>/")
@event_page(Permission.VIEW_EVENT)
def event(event: Event) -> str:
    """Where the event stands: counts, what needs attention, what comes next."""
    at = now()
    counts = manage_queries.count_registrations(event.id)
    mails = counts_by_state(event.id)
    sessions, releases = queries.agenda_numbers(event.id)
    facts = rules.Situation(
        published=event.is_published,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        places_left=event.places_left,
        registrations=counts.total,
        pending=counts.by_state.get(RegistrationState.PENDING, 0),
        waiting=counts.by_state.get(RegistrationState.WAITING, 0),
        mails_failed=mails.get(MessageState.FAILED, 0),
        mails_unsure=mails.get(MessageState.UNSURE, 0),
        mails_delayed=queries.count_in_trouble(event.id),
        sessions=sessions,
        releases=releases,
    )
    sees_people = may(Permission.VIEW_ATTENDEES)
    return render_template(
        "dashboard/event.html",
        event=event,
        phase=rules.phase(event, at),
        phase_words=PHASE_WORDS,
        counts=counts,
        categories=manage_queries.categories_of_event(event.id),
        newest=manage_queries.newest_registrations(event.id, SHOWN_NEWEST) if sees_people else [],
        inside=queries.people_inside(event.id) if may(Permission.VIEW_CHECK_IN) else [],
        mails=mails if may(Permission.VIEW_MAIL) else {},
        points=[(point, place_of(event, point.about)) for point in rules.attention(facts, at)],
        steps=[(step, place_of(event, step.about)) for step in rules.next_steps(facts)],
        sees_people=sees_people,
        state_words=STATE_WORDS,
        mail_state_words=MAIL_STATE_WORDS,
    )


def place_of(event: Event, about: str) -> str | None:
    """The address of the page where it is dealt with; None when the visitor may not go there."""
    endpoint, values, permission = PLACES[about]
    return url_for(endpoint, slug=event.slug, **values) if may(permission) else None
