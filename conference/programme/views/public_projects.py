"""What visitors see of projects: which organise an event, what each does there, and what it does everywhere."""

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from conference.core.clock import now
from conference.core.i18n import language
from conference.core.web import public
from conference.events.caching import shared_page
from conference.events.models import Event
from conference.events.queries import events_of_project
from conference.events.web import event_page
from conference.projects.models import Project
from conference.projects.queries import find_project

from .. import agenda as rules
from .. import queries
from ..cards import Cards
from ..models import Release
from ..shares import part_shares, share_everywhere
from .public import Answer, programme

__all__ = ["programme"]

MOST_SESSIONS = 6  # of one event on a project's page; the others are on the event's own


@programme.get("/events/<slug>/projects/")
@event_page(public=True)
def projects(event: Event) -> Answer:
    release = queries.newest_release(event.id)
    return shared_page(event, release and release.number, render=lambda: render_projects(event, release))


def render_projects(event: Event, release: Release | None) -> str:
    items = queries.agenda(release.id) if release else []
    return render_template(
        "programme/public/projects.html",
        event=event,
        shares=[(project, rules.share_of(items, project.code)) for project in event.projects],
    )


@programme.get("/events/<slug>/projects/<code>")
@event_page(public=True)
def project_at_event(event: Event, code: str) -> Answer:
    if code.upper() not in {project.code.upper() for project in event.projects}:
        abort(404)
    found, release = project_or_404(code), queries.newest_release(event.id)
    return shared_page(event, release and release.number, render=lambda: render_project_at(event, found, release))


def render_project_at(event: Event, project: Project, release: Release | None) -> str:
    items = queries.agenda(release.id, project_id=project.id, language=language()) if release else []
    cards = Cards(event)
    return render_template(
        "programme/public/project_at_event.html",
        event=event,
        project=project,
        here=rules.share_of(items, project.code),
        parts=part_shares(items, project.code),
        days=rules.by_day(items, event.zone, now()),
        cards=cards,
        hosts={release.id: (event, cards)} if release else {},
    )


@programme.get("/projects/<code>")
@public
def project(code: str) -> Answer:
    """A project over all events that it organises; unknown to visitors until one of them is published."""
    found = project_or_404(code)
    events = events_of_project(found.id, now())
    if not events:
        abort(404)
    releases = queries.newest_releases([event.id for event in events])
    items = queries.agenda(*releases.values(), project_id=found.id, language=language())
    cards = {event.id: Cards(event) for event in events}
    own = {event.id: [item for item in items if item.release_id == releases.get(event.id)] for event in events}
    return render_template(
        "programme/public/project.html",
        project=found,
        shares=[
            (event, cards[event.id], rules.working(own[event.id]), rules.share_of(own[event.id], found.code))
            for event in events
        ],
        everywhere=share_everywhere(items, found.code),
        parts=part_shares(items, found.code),
        hosts={releases[event.id]: (event, cards[event.id]) for event in events if event.id in releases},
        most_sessions=MOST_SESSIONS,
        contact_email=found.contact_email,
        footer_items=[(_("Accessibility"), url_for("events.accessibility"))],
    )


def project_or_404(code: str) -> Project:
    found = find_project(code)
    if found is None:
        abort(404)
    return found
