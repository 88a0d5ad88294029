"""schedule.xml and schedule.json, as conference systems exchange them, read into plain values. Pure.

Nothing in a file is run or fetched, and what could make the reader work without end is refused.
"""

import codecs
import hashlib
import html
import json
import re
from base64 import b32encode
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from flask_babel import gettext as _

from conference.core.times import is_zone

from .table_reading import MOST_ROWS, NotATable

MOST_DEPTH = 20
CODE = re.compile(r"[0-9A-Z]{4,12}")
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,300})?/?>")
LETTERS_OF_CODE = 9
GENERATOR = "Conference"  # how files of this system call their maker
PROJECT = re.compile(r"/projects/([^/?#]+)$")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ALONE = re.compile("[\ud800-\udfff]")  # half a letter, which no database and no page takes


@dataclass(frozen=True)
class Told:
    """One event of the file. `begins`: ISO 8601 as the file says it; `lasts`: HH:MM; `number`: which of the file."""

    number: int
    guid: str
    code: str
    begins: str
    lasts: str
    room: str
    title: str
    subtitle: str
    abstract: str
    kind: str
    track: str
    language: str
    url: str
    projects: tuple[str, ...]  # codes of those that a file of ours links to
    people: tuple[tuple[str, str], ...]  # (name, biography)

    @property
    def identity(self) -> str:
        """The code of the session: that of the file, else one that follows from its guid, the same at each import."""
        code = self.code.strip().upper()
        if CODE.fullmatch(code) or not self.guid:
            return code if CODE.fullmatch(code) else ""
        digest = b32encode(hashlib.sha256(self.guid.encode()).digest()).decode()
        return f"X{digest[:LETTERS_OF_CODE]}"


@dataclass(frozen=True)
class Read:
    zone: str  # "" when the file names none
    events: tuple[Told, ...]
    is_own: bool = False  # written by this system


def read_schedule(data: bytes) -> Read:
    """Raises NotATable, which says why."""
    start = first_letter(data)
    if start == b"{":
        zone, is_own, events = _read_json(data)
    elif start == b"<":
        zone, is_own, events = _read_xml(data)
    else:
        raise NotATable(_("This is neither schedule.xml nor schedule.json"))
    if zone and not is_zone(zone):
        raise NotATable(_("The file names a time zone that we do not know: %(zone)s", zone=zone[:60]))
    found = []
    for number, event in enumerate(events, 1):
        if number > MOST_ROWS:
            raise NotATable(_("This file has more than %(most)d sessions", most=MOST_ROWS))
        found.append(Told(number=number, **event))
    if not found:
        raise NotATable(_("This file has no sessions"))
    return Read(zone, tuple(found), is_own)


def first_letter(data: bytes) -> bytes:
    """What the file begins with, in UTF-8 or UTF-16."""
    if data.startswith(WIDE):
        data = data[2:200].replace(b"\x00", b"")
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]


def _read_json(data: bytes) -> tuple[str, bool, Iterator[dict[str, Any]]]:
    def refuse(_word: str) -> Any:
        raise ValueError

    try:
        told = json.loads(data.decode("utf-16" if data.startswith(WIDE) else "utf-8-sig"), parse_constant=refuse)
        conference = told["schedule"]["conference"]
        zone, generator = _text(conference.get("time_zone_name")), told.get("generator")
        is_own = isinstance(generator, dict) and generator.get("name") == GENERATOR
        rooms = {_text(room["name"]) for room in conference.get("rooms") or () if room.get("guid")}
        days = conference["days"]
        events = [event for day in days for _room, events in dict(day.get("rooms") or {}).items() for event in events]
        events = [dict(event.items()) for event in events]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotATable(
            _("This JSON is damaged, or is no schedule.json: it needs schedule, conference, days")
        ) from error
    return zone, is_own, (_of_json(event, rooms) for event in events)


def _of_json(event: dict[str, Any], rooms: Collection[str]) -> dict[str, Any]:
    """rooms: those that the file has an identity for; what is elsewhere is in no room. Empty when it has none."""
    people, links, room = event.get("persons"), event.get("links"), _text(event.get("room"))
    links = [link for link in links if isinstance(link, dict)] if isinstance(links, list) else []
    return {
        "guid": _text(event.get("guid")),
        "code": _text(event.get("code")),
        "begins": _text(event.get("date")),
        "lasts": _text(event.get("duration")),
        "room": room if not rooms or room in rooms else "",
        "title": _text(event.get("title")),
        "subtitle": _text(event.get("subtitle")),
        "abstract": _plain(_text(event.get("abstract")), _text(event.get("description"))),
        "kind": _text(event.get("type")),
        "track": _text(event.get("track")),
        "language": _text(event.get("language")),
        "url": _text(event.get("url")),
        "projects": _projects((_text(link.get("url")), _text(link.get("title"))) for link in links),
        "people": tuple(_people(people if isinstance(people, list) else [])),
    }


def _projects(links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The codes of projects that links of ours, (address, title), lead to."""
    found = [(PROJECT.search(url), title) for url, title in links]
    return tuple(dict.fromkeys(way[1] for way, title in found if way and title.startswith(f"{way[1]}:")))


def _people(people: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for person in people:
        if isinstance(person, dict):
            name = next(
                (_text(person[key]) for key in ("public_name", "full_public_name", "name") if person.get(key)), ""
            )
            if name:
                yield name, _plain(_text(person.get("biography")))


def _read_xml(data: bytes) -> tuple[str, bool, Iterator[dict[str, Any]]]:
    refuse_bad_xml(data)
    try:
        root = ET.fromstring(data)  # noqa: S314 - without document type, and shallow: looked at above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise NotATable(_("This XML is damaged: export it anew")) from error
    if root.tag != "schedule":
        raise NotATable(_("This XML is no schedule.xml: its first element must be <schedule>"))
    zone = (root.findtext("conference/time_zone_name") or "").strip()
    generator = root.find("generator")
    is_own = generator is not None and generator.get("name") == GENERATOR
    rooms = root.findall("day/room")
    known = {room.get("name", "").strip() for room in rooms if room.get("guid")}
    return (
        zone,
        is_own,
        (_of_xml(event, room.get("name", ""), known) for room in rooms for event in room.iterfind("event")),
    )


def refuse_bad_xml(data: bytes) -> None:
    """Refuse what no schedule has: a document type, whose entities can grow without end, and endless nesting."""
    depth = 0

    def opens(_name: str, _attributes: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise NotATable(_("This XML is nested too deeply for a schedule"))

    def closes(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_told: Any) -> None:
        raise NotATable(_("This XML has a document type with entities, which no schedule needs"))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = opens, closes, refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - it takes no name
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NotATable(_("This XML is damaged: export it anew")) from error


def _of_xml(event: ET.Element, room: str, rooms: Collection[str]) -> dict[str, Any]:
    def said(name: str) -> str:
        return (event.findtext(name) or "").strip()

    room = said("room") or room.strip()
    return {
        "guid": event.get("guid", "").strip(),
        "code": event.get("code", "").strip(),
        "begins": said("date"),
        "lasts": said("duration"),
        "room": room if not rooms or room in rooms else "",
        "title": said("title"),
        "subtitle": said("subtitle"),
        "abstract": _plain(said("abstract"), said("description")),
        "kind": said("type"),
        "track": said("track"),
        "language": said("language"),
        "url": said("url"),
        "projects": _projects(
            (link.get("href", ""), (link.text or "").strip()) for link in event.iterfind("links/link")
        ),
        "people": tuple(
            (name, _plain((person.findtext("biography") or "").strip()))
            for person in event.iterfind("persons/person")
            if (name := " ".join("".join(_own_text(person)).split()))
        ),
    }


def _own_text(person: ET.Element) -> Iterator[str]:
    """The name stands beside what else is told of the person."""
    yield person.text or ""
    for part in person:
        yield part.tail or ""


def _text(value: Any) -> str:
    if isinstance(value, dict):  # {"en": "…", "de": "…"}, as some systems say names
        value = next(iter(value.values()), "")
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return ALONE.sub("\ufffd", text)


def _plain(*texts: str) -> str:
    """The texts below one another, each once, without the tags that some systems keep in them."""
    bare = [html.unescape(TAG.sub("", text)).strip() if TAG.search(text) else text for text in texts]
    return "\n\n".join(dict.fromkeys(text for text in bare if text))
