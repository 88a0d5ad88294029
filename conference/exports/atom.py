"""The releases of an agenda as news (Atom, RFC 4287): an entry each, with what changed since the one before."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from conference.core.templating import external_url
from conference.core.translated import in_language
from conference.programme.agenda import SET_BACK
from conference.programme.calendar import address_of
from conference.programme.change_words import Names, say, say_counts, title_of
from conference.programme.models import Release
from conference.programme.queries import changes_of_release

from .released import Released
from .schedule import plain, plain_text

ATOM = "http://www.w3.org/2005/Atom"
MOST = 20


def atom(released: Released, releases: Sequence[Release], source: str) -> bytes:
    """releases: newest first; source: the feed's own full address."""
    event = released.event
    title = plain(released.text(event, "title"))
    page = external_url(url_for("programme.agenda", slug=event.slug, lang=None))
    changes = external_url(url_for("programme.changes", slug=event.slug, lang=None))
    register_namespace("", ATOM)
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": released.language})
    _add(root, "id", f"urn:uuid:{event.uuid}")
    _add(root, "title", _("Changes of the agenda: %(event)s", event=title))
    _add(root, "updated", _instant(released.changed_at))
    _add(_add(root, "author"), "name", ", ".join(project.code for project in event.projects) or title)
    _add(root, "link", rel="self", type="application/atom+xml", href=source)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    _add(root, "generator", "Conference", uri=external_url("/"))
    for release, before in pairwise([*releases[: MOST + 1], None]):
        if release is not None and (before is not None or len(releases) <= MOST):
            _entry(_add(root, "entry"), released, release, before, changes)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(into: Element, released: Released, release: Release, before: Release | None, changes: str) -> None:
    _add(into, "id", f"urn:uuid:{release.uuid}")
    _add(into, "title", _("Version %(number)s of the agenda", number=release.number))
    _add(into, "updated", _instant(release.published_at))
    _add(into, "published", _instant(release.published_at))
    _add(into, "link", rel="alternate", type="text/html", href=f"{changes}#version-{release.number}")
    _add(into, "content", plain_text(str(_content(released, release, before))), type="html")


def _content(released: Released, release: Release, before: Release | None) -> Markup:
    """The organisers' note, then each change in a sentence; of the first release only how much it holds."""
    changes = changes_of_release(release, before)
    note = Markup("<p>{}</p>").format(release.note) if release.note else Markup()
    if before is None:
        sessions = {change.session_id for change in changes if change.said and change.said.kind not in SET_BACK}
        count = len(sessions)
        words = ngettext("The first version: %(num)d session.", "The first version: %(num)d sessions.", count)
        return note + Markup("<p>{}</p>").format(words)
    if not changes:
        return note + Markup("<p>{}</p>").format(_("Nothing that visitors see has changed."))
    event = released.event
    rooms = {room.id: in_language(room, "name", released.language, event.main_language).text for room in event.rooms}
    names = Names(event.zone, released.language, rooms)
    pages = {item.session_id: address_of(item, event) for item in released.items}
    lines = []
    for change in changes:
        title, page = title_of(change, released.language).text, pages.get(change.session_id)
        linked = Markup('<a href="{}">{}</a>').format(page, title) if page else title
        lines.append(Markup("<li>{}: {}</li>").format(linked, say(change, names)))
    return note + Markup("<p>{}</p><ul>{}</ul>").format(say_counts(changes), Markup().join(lines))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(into: Element, name: str, words: str | None = None, **attributes: str) -> Element:
    part = SubElement(into, f"{{{ATOM}}}{name}", attributes)
    part.text = words
    return part
