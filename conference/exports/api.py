"""What the read API answers: the newest release of an event as plain values. `openapi.py` describes them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from flask import url_for

from conference.core.templating import external_url
from conference.core.times import to_zone
from conference.events.models import Event
from conference.events.words import place_of
from conference.programme.agenda import Item, share_of
from conference.programme.asking import track_order
from conference.programme.calendar import address_of, material_address
from conference.programme.change_words import Names, say, title_of
from conference.programme.models import Material, Release, Speaker
from conference.programme.queries import changes_of_release
from conference.programme.words import kinds, roles
from conference.projects.models import Project

from .released import Released

Value = dict[str, Any]


def event_value(released: Released) -> Value:
    event = released.event
    return {
        "slug": event.slug,
        "uuid": event.uuid,
        "title": released.text(event, "title"),
        "summary": released.text(event, "summary"),
        "starts_at": instant(event.starts_at, event),
        "ends_at": instant(event.ends_at, event),
        "zone": event.zone,
        "mode": event.mode,
        "place": place_of(event, released.language),
        "city": released.text(event, "city"),
        "country": event.country,
        "languages": list(event.languages),
        "projects": [project.code for project in event.projects],
        "series": event.series.title if event.series else None,
        "is_sample": event.is_sample,
        "release": released.number or None,
        "released_at": instant(released.changed_at, event) if released.release else None,
        "url": page("events.show_event", slug=event.slug),
        "api_url": page("exports_api.event", slug=event.slug),
        "calendar_url": page("exports.agenda_calendar", slug=event.slug),
    }


def answer(released: Released, items: Iterable[Value]) -> Value:
    """A list, with what it is a list of."""
    event = released.event
    return {
        "event": {
            "slug": event.slug,
            "title": released.text(event, "title"),
            "zone": event.zone,
            "url": page("events.show_event", slug=event.slug),
            "agenda_url": page("programme.agenda", slug=event.slug),
            "languages": list(event.languages),
        },
        "release": released.number or None,
        "released_at": instant(released.changed_at, event) if released.release else None,
        "language": released.language,
        "items": list(items),
    }


def session_values(released: Released, items: Iterable[Item], at: datetime) -> Iterator[Value]:
    """The sessions in the order of their first slot, each once with all its slots among `items`.

    Their materials are those that visitors get at `at`.
    """
    event, kind_words, role_words = released.event, kinds(), roles()
    materials = released.materials(at)
    slots: dict[str, list[Item]] = {}
    for item in items:
        slots.setdefault(item.code, []).append(item)
    for of_session in slots.values():
        first = of_session[0]
        yield {
            "code": first.code,
            "uuid": first.session_uuid,
            "kind": first.kind,
            "kind_name": kind_words.get(first.kind, first.kind),
            "title": first.title,
            "subtitle": first.subtitle,
            "abstract": first.abstract,
            "track": first.track or None,
            "languages": list(first.languages),
            "interpretation": list(first.interpretation),
            "projects": [
                {"code": run.project.code, "component": run.component, "leads": run.is_lead} for run in first.run_by
            ],
            "speakers": [
                {"code": part.code, "name": part.name, "role": part.role,
                 "role_name": role_words.get(part.role, part.role)}
                for part in first.people
            ],
            "capacity": first.capacity,
            "is_recorded": first.is_recorded,
            "is_streamed": first.is_streamed,
            "stream_url": first.stream or None,
            "materials": [_material(one, event) for one in materials.get(first.session_id, [])],
            "is_break": first.is_set_back,
            "is_cancelled": all(item.is_cancelled for item in of_session),
            "slots": [_slot(item, event) for item in of_session],
            "url": address_of(first, event),
        }  # fmt: skip


def _material(material: Material, event: Event) -> Value:
    file = material.file
    return {
        "title": material.title,
        "language": material.language or None,
        "url": material_address(material, event),
        "media_type": file.media_type if file else None,
        "bytes": file.size if file else None,
    }


def _slot(item: Item, event: Event) -> Value:
    return {
        "id": item.slot_id,
        "uuid": item.slot_uuid,
        "starts_at": instant(item.starts_at, event),
        "ends_at": instant(item.ends_at, event),
        "room": {"code": item.room_code, "name": item.room} if item.room_id else None,
        "is_cancelled": item.is_cancelled,
        "sequence": item.sequence,
        "changed_at": instant(item.changed_at, event) if item.changed_at else None,
    }


def speaker_values(released: Released) -> Iterator[Value]:
    """Who has a part in the release and agreed to be named, by name."""
    sessions: dict[str, list[Value]] = {}
    for item in released.items:
        for part in item.people:
            known = sessions.setdefault(part.code, [])
            if {"code": item.code, "role": part.role} not in known:
                known.append({"code": item.code, "role": part.role})
    for speaker in sorted(released.profiles.values(), key=lambda speaker: (speaker.name.casefold(), speaker.code)):
        yield _speaker(released, speaker, sessions[speaker.code])


def _speaker(released: Released, speaker: Speaker, sessions: list[Value]) -> Value:
    organisation = speaker.organisation
    return {
        "code": speaker.code,
        "uuid": speaker.uuid,
        "title": speaker.title,
        "name": speaker.name,
        "national_name": speaker.national_name,
        "position": released.text(speaker, "position"),
        "organisation": released.text(organisation, "name")
        if organisation
        else released.text(speaker, "organisation_name"),
        "country": speaker.country,
        "biography": released.text(speaker, "biography"),
        "photo_url": page("pictures.show_picture", name=speaker.photo.name) if speaker.photo else None,
        "sessions": sessions,
        "url": page("programme.speaker", slug=released.event.slug, code=speaker.code),
    }


def room_values(released: Released) -> Iterator[Value]:
    for room in released.rooms.values():
        yield {
            "code": room.code,
            "uuid": room.uuid,
            "name": released.text(room, "name"),
            "building": released.text(room, "building"),
            "floor": released.text(room, "floor"),
            "capacity": room.capacity,
            "calendar_url": page("exports.agenda_calendar", slug=released.event.slug, room=room.code),
        }


def track_values(released: Released) -> Iterator[Value]:
    found = {item.track_id: item for item in reversed(released.items) if item.track_id}
    for item in sorted(found.values(), key=track_order):
        calendar = page("exports.agenda_calendar", slug=released.event.slug, track=item.track)
        yield {"name": item.track, "colour": item.track_colour, "calendar_url": calendar}


def project_values(released: Released) -> Iterator[Value]:
    """The projects that organise the event, and those behind a session of it."""
    event = released.event
    organisers = {project.code: project for project in event.projects}
    for code in sorted({*organisers, *released.projects}):
        project: Project | Any = organisers.get(code) or released.projects[code]
        yield {
            "code": code,
            "title": project.title,
            "colour": project.colour,
            "organises": code in organisers,
            "sessions": share_of(released.items, code).sessions,
            "url": page("programme.project", code=code),
            "calendar_url": page("exports.agenda_calendar", slug=event.slug, project=code),
        }


def release_values(released: Released, releases: list[Release]) -> Iterator[Value]:
    """Newest first, each with what changed since the one before; of the first that is everything, and left out."""
    event = released.event
    rooms = {room.id: released.text(room, "name") for room in event.rooms}
    names, codes = Names(event.zone, released.language, rooms), {item.session_id: item.code for item in released.items}
    for release, before in zip(releases, [*releases[1:], None], strict=True):
        changes = changes_of_release(release, before) if before else ()
        yield {
            "number": release.number,
            "uuid": release.uuid,
            "published_at": instant(release.published_at, event),
            "note": release.note,
            "changes": [
                {
                    "what": str(change.what),
                    "session": codes.get(change.session_id),
                    "title": title_of(change, released.language).text,
                    "words": say(change, names),
                }
                for change in changes
            ],
        }


def instant(at: datetime, event: Event) -> str:
    return to_zone(at, event.zone).isoformat(timespec="seconds")


def page(endpoint: str, **values: Any) -> str:
    return external_url(url_for(endpoint, **{"lang": None, **values}))


def first(values: Iterable[Value], code: str) -> Value | None:
    return next((value for value in values if value["code"] == code), None)
