"""A session of the agenda as an entry of a calendar: in feeds, and in mails to who speaks or signed up."""

from urllib.parse import urlsplit

from flask import current_app, url_for
from flask_babel import gettext as _

from conference.core.calendar import Entry
from conference.core.templating import external_url
from conference.core.text import plain_markdown
from conference.core.translated import in_language
from conference.events.models import Event
from conference.events.words import place_of

from .agenda import Item
from .models import Material, SpeakerRole
from .words import kinds, roles, speech


def host() -> str:
    """What makes our identities unlike anybody else's."""
    return str(urlsplit(current_app.config["BASE_URL"]).hostname)


def address_of(item: Item, event: Event) -> str:
    """The full address of the session's page, whatever language is being read; a break has none of its own."""
    if item.is_set_back:
        return external_url(url_for("programme.agenda", slug=event.slug, lang=None))
    return external_url(url_for("programme.session", slug=event.slug, code=item.code, lang=None))


def material_address(material: Material, event: Event) -> str:
    """The full address of a file or link of a session; needs its `file`."""
    if material.file is None:
        return material.url
    name, uuid = material.file.filename, material.uuid
    return external_url(url_for("programme.material", slug=event.slug, uuid=uuid, filename=name, lang=None))


def entry_of(item: Item, event: Event, address: str = "", *, language: str = "") -> Entry:
    """The entry of one slot; its identity stays whatever changes, its sequence rises with time, room and state.

    address: where the entry leads, else the session's page. language: of the event's own texts; those of the item
    and the words in force are the caller's.
    """
    address = address or address_of(item, event)
    return Entry(
        uid=f"{item.slot_uuid}@{host()}",
        zone=event.zone,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        summary=item.title,
        stamp=item.changed_at or item.starts_at,
        sequence=item.sequence,
        status="CANCELLED" if item.is_cancelled else "CONFIRMED",
        description=description_of(item, address),
        location=location_of(item, event, language),
        url=address,
        categories=tuple(
            filter(None, (item.track, kinds().get(item.kind, item.kind), *(run.project.code for run in item.run_by)))
        ),
        is_free=item.is_set_back,
        stream=item.stream,
    )


def location_of(item: Item, event: Event, language: str = "") -> str:
    """Room and place; never empty, as some apps show nothing of an entry without."""
    place = place_of(event, language or event.main_language)
    title = in_language(event, "title", language or event.main_language, event.main_language).text
    return ", ".join(filter(None, (item.room, place))) or title


def description_of(item: Item, address: str) -> str:
    """Plain words: what it is about, who speaks, in which languages, where to read more."""
    usual, known = SpeakerRole.SPEAKER, roles()
    people = [
        part.name if part.role == usual else f"{part.name} ({known.get(part.role, part.role)})" for part in item.people
    ]
    parts = [
        _("This session is cancelled.") if item.is_cancelled else "",
        item.subtitle,
        plain_markdown(item.abstract),
        _("Speakers: %(names)s", names=", ".join(people)) if people else "",
        _("Languages: %(languages)s", languages=speech(item.languages, item.interpretation))
        if item.languages and not item.is_set_back
        else "",
        _("Live stream: %(address)s", address=item.stream) if item.stream else "",
        address,
    ]
    return "\n\n".join(filter(None, parts))
