"""What the public pages of an event say in their head: where its feeds are, and what the page is about."""

from flask import request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from conference.core.i18n import language
from conference.events.models import Event
from conference.programme.queries import newest_release

from . import jsonld
from .released import Released

ALTERNATE = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')
WITH_FEEDS = {"events.show_event", "programme.agenda", "programme.session", "programme.speaker", "exports_pages.feeds"}


def head(event: Event) -> Markup:
    parts = []
    endpoint, code = request.endpoint or "", str((request.view_args or {}).get("code", ""))
    if endpoint in WITH_FEEDS:
        parts += [ALTERNATE.format(kind, title, address) for kind, title, address in alternates(event, endpoint, code)]
    node = None
    if endpoint in ("events.show_event", "programme.session", "programme.speaker"):
        released = Released(event, newest_release(event.id), language())
        match endpoint:
            case "programme.session":
                node = jsonld.session(released, code)
            case "programme.speaker":
                node = jsonld.speaker(released, code)
            case _:
                node = jsonld.conference(released)
    if node is not None:
        parts.append(jsonld.script(node))
    return Markup("\n  ").join(parts)


def alternates(event: Event, endpoint: str, code: str) -> list[tuple[str, str, str]]:
    """(type, title, address) of what programs can read instead of the page."""
    own = {"programme.session": "session_calendar", "programme.speaker": "speaker_calendar"}.get(endpoint)
    first = (
        [("text/calendar", _("This page as a calendar"), url_for(f"exports.{own}", slug=event.slug, code=code))]
        if own
        else []
    )
    return [
        *first,
        ("text/calendar", _("Agenda as a calendar"), url_for("exports.agenda_calendar", slug=event.slug)),
        ("application/atom+xml", _("Changes of the agenda"), url_for("exports.releases", slug=event.slug)),
        ("application/json", _("Agenda for programs"), url_for("exports.schedule_as_json", slug=event.slug)),
        ("text/xml", _("Agenda for conference apps"), url_for("exports.schedule_as_xml", slug=event.slug)),
    ]
