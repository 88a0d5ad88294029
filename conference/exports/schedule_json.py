"""schedule.json, the same agenda for programs that read JSON. Valid by c3voc's schema for version 1."""

import json
from typing import Any

from .schedule_values import Link, Person, Schedule, Talk
from .schedule_xml import GENERATOR, SLOT

SCHEMA = "https://c3voc.de/schedule/schema.json"


def schedule_json(schedule: Schedule) -> bytes:
    return json.dumps(as_json(schedule), ensure_ascii=False, separators=(",", ":")).encode()


def as_json(schedule: Schedule) -> dict[str, Any]:
    conference = {
        "acronym": schedule.acronym,
        "title": schedule.title,
        "start": schedule.first.isoformat(),
        "end": schedule.last.isoformat(),
        "daysCount": len(schedule.days),
        "timeslot_duration": SLOT,
        "time_zone_name": schedule.zone,
        **({"logo": schedule.logo} if schedule.logo else {}),
        **({"colors": {"primary": schedule.colour}} if schedule.colour else {}),
        "url": schedule.url,
        "tracks": [{"name": track.name, "slug": track.slug, "color": track.colour} for track in schedule.tracks],
        "rooms": [
            {
                "name": place.name,
                "slug": place.slug,
                "guid": place.guid,
                "description": place.description or None,
                "capacity": place.capacity,
            }
            for place in schedule.places
        ],
        "meta": {"release": schedule.version, "released_at": schedule.released_at},
        "days": [
            {
                "index": day.index,
                "date": day.on.isoformat(),
                "day_start": day.start,
                "day_end": day.end,
                "rooms": {place.name: [_event(talk) for talk in talks] for place, talks in day.rooms},
            }
            for day in schedule.days
        ],
    }
    return {
        "$schema": SCHEMA,
        "generator": {"name": GENERATOR, "url": schedule.base_url},
        "schedule": {
            "url": schedule.source,
            "version": schedule.version,
            "base_url": schedule.base_url,
            "conference": conference,
        },
    }


def _event(talk: Talk) -> dict[str, Any]:
    return {
        "guid": talk.guid,
        **({"code": talk.code} if talk.code else {}),
        "id": talk.id,
        "date": talk.date,
        "start": talk.start,
        "duration": talk.duration,
        "room": talk.room,
        "slug": talk.slug,
        "url": talk.url,
        "title": talk.title,
        "subtitle": talk.subtitle,
        "track": talk.track or None,
        "type": talk.kind,
        "language": talk.language or None,
        "abstract": talk.abstract,
        "description": "",
        "do_not_record": not talk.is_recorded,
        "persons": [_person(person) for person in talk.people],
        "links": [_reference(link) for link in talk.links],
        "attachments": [_reference(link) for link in talk.attachments],
    }


def _reference(link: Link) -> dict[str, str]:
    return {"url": link.url, "title": link.title, "type": link.kind}


def _person(person: Person) -> dict[str, Any]:
    """Without `public_name`: beside `name` and `id` it would match both forms of the schema, which wants one."""
    return {
        "guid": person.guid,
        "id": person.id,
        "code": person.code,
        "name": person.name,
        "url": person.url,
        "biography": person.biography or None,
    }
