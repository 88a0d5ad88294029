"""An event, its sessions and speakers in the words of schema.org, for search engines."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import url_for
from markupsafe import Markup

from conference.core.templating import external_url
from conference.core.text import plain_markdown
from conference.core.times import to_zone
from conference.events.models import Event, Mode
from conference.programme.agenda import Item, Mark
from conference.programme.calendar import address_of
from conference.programme.models import Speaker
from conference.projects.models import PartnerRole, Project
from conference.visibility.web import partners_to_name

from .released import Released

Node = dict[str, Any]
CONTEXT = "https://schema.org"
MODES = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}
IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def script(node: Node) -> Markup:
    """The block for the head of a page; it is data, which browsers do not run and the policy lets be."""
    text = json.dumps({"@context": CONTEXT, **_filled(node)}, ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text.translate(IN_SCRIPT)))  # noqa: S704


def conference(released: Released) -> Node:
    event = released.event
    page = _page("events.show_event", slug=event.slug)
    sessions = dict.fromkeys(address_of(item, event) for item in released.items if not item.is_set_back)
    return {
        "@type": "BusinessEvent",
        "@id": page,
        "url": page,
        "name": released.text(event, "title"),
        "description": plain_markdown(released.text(event, "summary")),
        **_times(event.starts_at, event.ends_at, event.zone),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/{MODES[Mode(event.mode)]}",
        "location": _locations(released),
        "image": _pictures(event),
        "inLanguage": list(event.languages),
        "organizer": [_run_by(project) for project in event.projects],
        "funder": _funders(event, event.projects),
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": event.capacity,
        "offers": _offer(event),
        "superEvent": {"@type": "EventSeries", "name": event.series.title} if event.series else None,
        "performer": [_performer(event, code, person.name) for code, person in sorted(released.profiles.items())],
        "subEvent": [{"@id": address} for address in sessions],
    }


def session(released: Released, code: str) -> Node | None:
    """One session; of several slots the first that takes place. None when it is not in the release."""
    event = released.event
    slots = [item for item in released.items if item.code == code]
    if not slots:
        return None
    item = next((slot for slot in slots if not slot.is_cancelled), slots[0])
    page = address_of(item, event)
    projects = {project.code: project for project in event.projects}
    return {
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": item.title,
        "description": "\n\n".join(filter(None, (item.subtitle, plain_markdown(item.abstract)))),
        **_times(item.starts_at, item.ends_at, event.zone),
        "eventStatus": f"{CONTEXT}/{'EventCancelled' if item.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{CONTEXT}/{MODES[Mode(event.mode)]}",
        "location": _locations(released, item.room, item.stream),
        "image": _pictures(event, "" if item.is_set_back else code),
        "inLanguage": list(item.languages),
        "maximumAttendeeCapacity": item.capacity,
        "isAccessibleForFree": True,
        "organizer": [_run_by(run.project) for run in item.run_by],
        "about": [_run_by(run.project) for run in item.run_by],
        "funder": _funders(event, (projects[run.project.code] for run in item.run_by if run.project.code in projects)),
        "performer": [_performer(event, part.code, part.name) for part in item.people],
        "superEvent": {
            "@type": "BusinessEvent",
            "@id": _page("events.show_event", slug=event.slug),
            "name": released.text(event, "title"),
            **_times(event.starts_at, event.ends_at, event.zone),
            "location": _locations(released),
        },
    }  # fmt: skip


def speaker(released: Released, code: str) -> Node | None:
    """Somebody who agreed to be named and has a part in the release."""
    person = released.profiles.get(code)
    if person is None:
        return None
    event = released.event
    page = _page("programme.speaker", slug=event.slug, code=code)
    own = (item for item in released.items if any(part.code == code for part in item.people))
    return {
        "@type": "Person",
        "@id": page,
        "url": page,
        "name": person.name,
        "honorificPrefix": person.title,
        "alternateName": person.national_name,
        "jobTitle": released.text(person, "position"),
        "affiliation": _affiliation(released, person),
        "description": plain_markdown(released.text(person, "biography")),
        "image": _picture(person.photo.name) if person.photo else None,
        "performerIn": [{"@id": address} for address in _addresses(own, event)],
    }


def _performer(event: Event, code: str, name: str) -> Node:
    return {"@type": "Person", "@id": _page("programme.speaker", slug=event.slug, code=code), "name": name}


def _affiliation(released: Released, person: Speaker) -> Node | None:
    if person.organisation is not None:
        website = person.organisation.website
        return {"@type": "Organization", "name": released.text(person.organisation, "name"), "url": website}
    name = released.text(person, "organisation_name")
    return {"@type": "Organization", "name": name} if name else None


def _addresses(items: Iterable[Item], event: Event) -> list[str]:
    return list(dict.fromkeys(address_of(item, event) for item in items))


def _run_by(project: Project | Mark) -> Node:
    page = _page("programme.project", code=project.code)
    return {"@type": "Project", "@id": page, "url": page, "name": project.title, "alternateName": project.code}


def _funders(event: Event, projects: Iterable[Project]) -> list[Node]:
    """A derogation leaves the Union out here too."""
    names = dict.fromkeys(
        partner.organisation.name
        for project in projects
        for partner in partners_to_name(project, event)
        if partner.role == PartnerRole.FUNDER
    )
    return [{"@type": "Organization", "name": name} for name in names]


def _locations(released: Released, room: str = "", stream: str = "") -> list[Node]:
    """Where people go, with an address, which search engines ask for; the stream or the page, for an event online."""
    event = released.event
    venue, address, city = (released.text(event, name) for name in ("venue", "address", "city"))
    places: list[Node] = []
    if event.mode != Mode.ONLINE:
        postal = {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(address.splitlines()),
            "addressLocality": city,
            "addressCountry": event.country,
        }
        name = ", ".join(filter(None, (room, venue))) or city or released.text(event, "title")
        places.append({"@type": "Place", "name": name, "address": postal})
    if event.mode != Mode.IN_PERSON:
        places.append({"@type": "VirtualLocation", "url": stream or _page("events.show_event", slug=event.slug)})
    return places


def _offer(event: Event) -> Node:
    opens, closes = event.registration_opens_at, event.registration_closes_at
    return {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "EUR",
        "url": _page("events.show_event", slug=event.slug),
        "validFrom": _instant(opens, event.zone) if opens else None,
        "validThrough": _instant(closes, event.zone) if closes else None,
    }


def _times(starts_at: datetime, ends_at: datetime, zone: str) -> Node:
    return {"startDate": _instant(starts_at, zone), "endDate": _instant(ends_at, zone)}


def _instant(at: datetime, zone: str) -> str:
    return to_zone(at, zone).isoformat(timespec="seconds")


def _pictures(event: Event, code: str = "") -> list[str]:
    """The event's own, and the one made to share the event or the session: there is always one."""
    made = (
        _page("share_images.session", slug=event.slug, code=code)
        if code
        else _page("share_images.agenda", slug=event.slug)
    )
    return [_picture(event.picture.name), made] if event.picture else [made]


def _picture(name: str) -> str:
    return _page("pictures.show_picture", name=name)


def _page(endpoint: str, **values: str) -> str:
    return external_url(url_for(endpoint, **{"lang": None, **values}))  # type: ignore[arg-type]


def _filled(value: Any) -> Any:
    """Without what is empty, which says nothing."""
    if isinstance(value, dict):
        filled = {name: _filled(inner) for name, inner in value.items()}
        return {name: inner for name, inner in filled.items() if inner not in ("", None, [], {})}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value
