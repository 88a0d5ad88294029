"""Calendars to subscribe to: the whole agenda, a part of it, a speaker's, a session's."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from conference.core.calendar import Feed, feed
from conference.core.codes import digest
from conference.core.templating import external_url
from conference.core.text import plain_markdown
from conference.programme.agenda import Item
from conference.programme.calendar import entry_of, host

from .released import Released


@dataclass(frozen=True, slots=True)
class Part:
    """Some sessions of an agenda; `name` is "" for the whole."""

    name: str
    items: Sequence[Item]


def calendar(released: Released, part: Part, source: str) -> bytes:
    """The part as a feed, cancelled sessions too; `source` is its own full address."""
    event = released.event
    title = released.text(event, "title")
    picture = event.picture
    about = Feed(
        uid=f"{digest(source)[:16]}-{event.uuid}@{host()}",
        name=_("%(part)s – %(event)s", part=part.name, event=title) if part.name else title,
        zone=event.zone,
        changed_at=released.changed_at,
        description=plain_markdown(released.text(event, "summary")),
        url=external_url(url_for("programme.agenda", slug=event.slug, lang=None)),
        source=source,
        colour=event.projects[0].colour if event.projects else "",
        image=external_url(url_for("pictures.show_picture", name=picture.name, lang=None)) if picture else "",
        categories=tuple(project.code for project in event.projects),
    )
    return feed(about, [entry_of(item, event, language=released.language) for item in part.items])
