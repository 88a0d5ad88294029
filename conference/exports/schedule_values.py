"""The agenda as values in the words of the exchange format: what schedule.xml and schedule.json write down."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    guid: str
    code: str
    name: str
    url: str
    biography: str


@dataclass(frozen=True, slots=True)
class Link:
    """`kind`: a word of the format; `service`: what it leads to in our words: a project that runs the session."""

    url: str
    title: str
    service: str
    kind: str = "related"


@dataclass(frozen=True, slots=True)
class Talk:
    """One holding of a session. `code` only on the first of several, as it must be unique in the file."""

    id: int
    guid: str
    code: str
    slug: str
    url: str
    room: str
    date: str
    start: str
    duration: str
    kind: str
    title: str
    subtitle: str
    abstract: str
    track: str
    language: str
    is_recorded: bool
    people: tuple[Person, ...]
    links: tuple[Link, ...]
    attachments: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A room; `guid` is "" for what is in no room of the event."""

    name: str
    guid: str
    slug: str
    capacity: int | None
    description: str


@dataclass(frozen=True, slots=True)
class Day:
    index: int
    on: date
    start: str
    end: str
    rooms: tuple[tuple[Place, tuple[Talk, ...]], ...]


@dataclass(frozen=True, slots=True)
class Thread:
    name: str
    colour: str
    slug: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """`first` and `last` are the days of the event, by its clocks."""

    version: str
    released_at: str
    title: str
    acronym: str
    zone: str
    first: date
    last: date
    url: str
    base_url: str
    source: str
    logo: str
    colour: str
    tracks: tuple[Thread, ...]
    places: tuple[Place, ...]
    days: tuple[Day, ...]
