"""What the public pages of an event say in their head: where its feeds are, and what the page is about."""

from flask import request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from conference.core.i18n import language
from conference.core.templating import external_url
from conference.core.translated import in_language
from conference.events.models import Event
from conference.programme.queries import newest_release

from . import jsonld
from .released import Released

ALTERNATE = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')
PICTURE = Markup('<meta property="og:{}" content="{}">')
CARD = Markup('\n  <meta name="twitter:card" content="summary_large_image">')
UNPICTURED = {"events.show_event", "events.privacy"}
WITH_FEEDS = {
    "events.show_event", "exports_pages.feeds", "programme.agenda", "programme.changes", "programme.session",
    "programme.speaker",
}  # fmt: skip


def head(event: Event) -> Markup:
    parts = []
    endpoint, code = request.endpoint or "", str((request.view_args or {}).get("code", ""))
    if endpoint in WITH_FEEDS:
        parts += [ALTERNATE.format(kind, title, address) for kind, title, address in alternates(event, endpoint, code)]
    if endpoint in UNPICTURED and not (endpoint == "events.show_event" and event.picture):
        parts.append(_picture(event))
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


def _picture(event: Event) -> Markup:
    """What other sites show of a page that has no picture of its own: that of the agenda (1200 × 630)."""
    address = external_url(url_for("share_images.agenda", slug=event.slug))
    title = in_language(event, "title", language(), event.main_language).text
    return (
        Markup("\n  ").join(
            PICTURE.format(name, value)
            for name, value in (("image", address), ("image:width", 1200), ("image:height", 630), ("image:alt", title))
        )
        + CARD
    )


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
