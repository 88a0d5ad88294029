"""Somebody's own agenda as a calendar to subscribe to."""

from flask import url_for
from flask_babel import gettext as _

from conference.core.calendar import Feed, feed
from conference.core.templating import external_url
from conference.core.translated import in_language
from conference.programme.calendar import entry_of, host
from conference.programme.models import Release

from . import queries
from .models import PersonalAgenda


def calendar(agenda: PersonalAgenda, release: Release | None, secret: str, language: str) -> bytes:
    """Cancelled sessions stay in it, as cancelled. The same state gives the same bytes."""
    event = agenda.event
    title = in_language(event, "title", language, event.main_language).text
    about = Feed(
        uid=f"{agenda.uuid}@{host()}",
        name=_("My agenda: %(event)s", event=title),
        zone=event.zone,
        changed_at=max(agenda.changed_at, release.published_at) if release else agenda.changed_at,
        url=external_url(url_for("programme.agenda", slug=event.slug, lang=None)),
        source=external_url(url_for("personal.calendar_feed", secret=secret, lang=None)),
    )
    items = queries.picked_items(agenda, language)
    return feed(about, [entry_of(item, event, language=language) for item in items])
