"""The agenda in the words of the exchange format that conference apps read (schedule.xml and schedule.json).

What both files say stands here once. Cancelled sessions are left out: the format knows no such state, and apps mark
what disappears from one version to the next as cancelled. Breaks are in it as events of their own type.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from conference.core.files import StoredFile
from conference.core.templating import external_url
from conference.core.text import clean_line, clean_lines, fold
from conference.core.times import to_zone
from conference.events.models import Event
from conference.programme.agenda import Item
from conference.programme.calendar import address_of, material_address
from conference.programme.models import Material

from .released import Released
from .schedule_values import Day, Link, Person, Place, Schedule, Talk, Thread

DAY_CHANGES = time(4)  # what begins before, belongs to the day before
SHORTEST_NAME = 4
LONGEST = timedelta(hours=23, minutes=59)  # apps do not read more
CODE = re.compile(r"[0-9A-Z]{6}")
NOT_IN_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f]")


def schedule(released: Released, source: str, *, at: datetime, with_breaks: bool = True) -> Schedule:
    """The release in the words of the format, with the materials that visitors get at `at`.

    source: the full address of the file.
    """
    event = released.event
    items = [item for item in released.items if not item.is_cancelled and (with_breaks or not item.is_set_back)]
    places = _places(released, items)
    picture = event.picture
    return Schedule(
        version=str(released.number),
        released_at=to_zone(released.changed_at, event.zone).isoformat(timespec="seconds"),
        title=plain(released.text(event, "title")),
        acronym=acronym(event.slug),
        zone=event.zone,
        first=_day_of(event.starts_at, event.zone),
        last=max(_day_of(event.ends_at - timedelta(seconds=1), event.zone), _day_of(event.starts_at, event.zone)),
        url=external_url(url_for("events.show_event", slug=event.slug, lang=None)),
        base_url=external_url("/"),
        source=source,
        logo=external_url(url_for("pictures.show_picture", name=picture.name, lang=None)) if picture else "",
        colour=event.projects[0].colour if event.projects else "",
        tracks=_threads(items),
        places=tuple(place for place in places.values() if place.guid),
        days=_days(released, items, places, released.materials(at)),
    )


def acronym(slug: str) -> str:
    """The short name of an event: letters, digits and low lines, a letter first: "infopoint_bomca"."""
    short = re.sub(r"[^a-z0-9]+", "_", slug.lower()).strip("_")
    short = short if short[:1].isalpha() else f"event_{short}"
    return short if len(short) >= SHORTEST_NAME else f"{short}_event"


def slug_of(name: str, kind: str) -> str:
    """A short name for an address that begins with a letter: "1. Trade" gives "track-1-trade" for kind track."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return slug if slug[:1].isalpha() and len(slug) > 1 else f"{kind}-{slug or 'other'}"


def plain(text: str) -> str:
    return NOT_IN_XML.sub("", clean_line(text))


def plain_text(text: str) -> str:
    return NOT_IN_XML.sub("", clean_lines(text))


def _places(released: Released, items: Iterable[Item]) -> dict[int | None, Place]:
    """By the room's id; no two have the same name, as the name is the key in one of the files."""
    event, names, slugs = released.event, set[str](), set[str]()
    places: dict[int | None, Place] = {}
    for ident, room in released.rooms.items():
        name, slug = plain(released.text(room, "name")), slug_of(released.text(room, "name"), "room")
        places[ident] = Place(
            _unlike(name, names),
            room.uuid,
            _unlike(slug, slugs, "-{}"),
            room.capacity,
            plain(", ".join(filter(None, (released.text(room, "building"), released.text(room, "floor"))))),
        )
    if any(item.room_id not in places for item in items):
        name = plain(released.text(event, "venue") or released.text(event, "city") or released.text(event, "title"))
        places[None] = Place(_unlike(name, names), "", "", None, "")
    return places


def _threads(items: Iterable[Item]) -> tuple[Thread, ...]:
    colours = {plain(item.track): item.track_colour for item in items if item.track}
    slugs: set[str] = set()
    return tuple(
        Thread(name, colour, _unlike(slug_of(name, "track"), slugs, "-{}")) for name, colour in colours.items()
    )


def _unlike(name: str, taken: set[str], form: str = " ({})") -> str:
    own, number = name, 1
    while own in taken:
        number += 1
        own = name + form.format(number)
    taken.add(own)
    return own


def _days(
    released: Released, items: list[Item], places: dict[int | None, Place], materials: dict[int, list[Material]]
) -> tuple[Day, ...]:
    """The days on which something is, at least the event's first."""
    event = released.event
    by_day = {on: list(group) for on, group in groupby(items, key=lambda item: _day_of(item.starts_at, event.zone))}
    people = _people(released)
    days = []
    for index, on in enumerate(sorted(by_day) or [_day_of(event.starts_at, event.zone)], start=1):
        of_day = by_day.get(on, [])
        rooms = []
        for ident, place in places.items():
            in_room = [item for item in of_day if (item.room_id if item.room_id in places else None) == ident]
            if in_room:
                talks = (_talk(item, place.name, event, people, materials.get(item.session_id, [])) for item in in_room)
                rooms.append((place, tuple(talks)))
        days.append(Day(index, on, _change(on, event.zone), _change(on + timedelta(days=1), event.zone), tuple(rooms)))
    return tuple(days)


def _day_of(at: datetime, zone: str) -> date:
    wall = to_zone(at, zone)
    return wall.date() - timedelta(days=wall.time() < DAY_CHANGES)


def _change(on: date, zone: str) -> str:
    return datetime.combine(on, DAY_CHANGES, tzinfo=ZoneInfo(zone)).isoformat(timespec="seconds")


def _people(released: Released) -> dict[str, Person]:
    slug = released.event.slug
    return {
        code: Person(
            id=speaker.id,
            guid=speaker.uuid,
            code=code,
            name=plain(f"{speaker.title} {speaker.name}"),
            url=external_url(url_for("programme.speaker", slug=slug, code=code, lang=None)),
            biography=plain_text(released.text(speaker, "biography")),
        )
        for code, speaker in released.profiles.items()
    }


def _talk(item: Item, room: str, event: Event, people: dict[str, Person], materials: list[Material]) -> Talk:
    start = to_zone(item.starts_at, event.zone)
    minutes = int(min(item.ends_at - item.starts_at, LONGEST).total_seconds()) // 60
    is_first = item.slot_uuid == item.session_uuid
    name = item.code.lower() if len(item.code) >= SHORTEST_NAME else f"session_{item.code.lower()}"
    return Talk(
        id=item.slot_id,
        guid=item.slot_uuid,
        code=item.code if is_first and CODE.fullmatch(item.code) else "",
        slug=f"{acronym(event.slug)}-{name}" + ("" if is_first else f"-{item.slot_id}"),
        url=address_of(item, event),
        room=room,
        date=start.isoformat(timespec="seconds"),
        start=f"{start:%H:%M}",
        duration=f"{minutes // 60:02}:{minutes % 60:02}",
        kind=item.kind,
        title=plain(item.title),
        subtitle=plain(item.subtitle),
        abstract=plain_text(item.abstract),
        track=plain(item.track),
        language=item.languages[0] if item.languages else "",
        is_recorded=item.is_recorded,
        people=tuple(dict.fromkeys(people[part.code] for part in item.people if part.code in people)),
        links=(
            *(_project(run.project.code, run.project.title, event) for run in item.run_by),
            *([Link(item.stream, plain(_("Live stream")), "stream", "media")] if item.stream else []),
            *(Link(one.url, plain(one.title), "material", "web") for one in materials if not one.file),
        ),
        attachments=tuple(_attachment(one, one.file, event) for one in materials if one.file),
    )


def _attachment(material: Material, file: StoredFile, event: Event) -> Link:
    kind = "slides" if "presentation" in file.media_type else "related"
    return Link(material_address(material, event), plain(material.title), "material", kind)


def _project(code: str, title: str, event: Event) -> Link:
    path = url_for("programme.project_at_event", slug=event.slug, code=code, lang=None)
    return Link(external_url(path), plain(f"{code}: {title}"), "project")
