"""The sessions of the draft as organisers look for them: what state each is in, which the address asks for. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from conference.core.text import fold
from conference.core.times import local_day
from conference.core.translated import missing

from .models import Placement, Session, SpeakerAnswer

LONGEST_SEARCH = 100


class SessionState(StrEnum):
    """What an organiser looks for; a session can be in several states, or in none."""

    UNPLACED = "unplaced"
    CLASHING = "clashing"
    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    UNCONSENTED = "unconsented"
    UNTRANSLATED = "untranslated"


@dataclass(frozen=True)
class Listed:
    """A session with its places in the draft, by time. `clashes`: sentences that say what stands in its way."""

    session: Session
    places: Sequence[Placement]
    states: frozenset[SessionState] = frozenset()
    clashes: Sequence[str] = ()
    silent: int = 0  # speakers who did not agree yet to being named

    def has(self, state: str) -> bool:
        return state in self.states


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; "" is everything. day: 2027-05-12; track: by name; project: by code."""

    q: str = ""
    day: str = ""
    kind: str = ""
    track: str = ""
    project: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return any(vars(self).values())


CHOICES = tuple(one.name for one in fields(Wanted) if one.name != "q")


@dataclass(frozen=True)
class Known:
    """What was published: sessions by id. `changed`: those that publishing the draft would change."""

    published: Collection[int] = ()
    changed: Collection[int] = ()
    clashes: Mapping[str, Sequence[str]] = field(default_factory=dict)


def listed(rows: Iterable[tuple[Session, Sequence[Placement]]], known: Known, languages: Sequence[str]) -> list[Listed]:
    """The sessions with their states; `languages` of the event, the main one first."""
    return [_listed(session, places, known, languages) for session, places in rows]


def _listed(session: Session, places: Sequence[Placement], known: Known, languages: Sequence[str]) -> Listed:
    clashes = known.clashes.get(session.code, ())
    silent = {
        link.speaker_id
        for link in session.speaker_links
        if not link.speaker.is_public and link.answer != SpeakerAnswer.DECLINED
    }
    is_published, is_cancelled = session.id in known.published, session.cancelled_at is not None
    facts = {
        SessionState.UNPLACED: not places and not is_cancelled,
        SessionState.CLASHING: bool(clashes),
        SessionState.NEW: bool(places) and not is_published,
        SessionState.CHANGED: is_published and session.id in known.changed,
        SessionState.CANCELLED: is_cancelled,
        SessionState.UNCONSENTED: bool(silent) and not is_cancelled,
        SessionState.UNTRANSLATED: not is_cancelled
        and bool(missing(session, languages, languages[0] if languages else "")),
    }
    states = frozenset(state for state, is_so in facts.items() if is_so)
    return Listed(session, places, states, clashes, 0 if is_cancelled else len(silent))


def read(args: Mapping[str, str], known: Mapping[str, Collection[str]]) -> Wanted:
    """What the address asks for; what is not among `known` counts as not asked."""
    asked = {name: args.get(name, "") for name in CHOICES}
    chosen = {name: value for name, value in asked.items() if value in known.get(name, ())}
    return Wanted(q=" ".join(args.get("q", "")[:LONGEST_SEARCH].split()), **chosen)


def narrowed(rows: Iterable[Listed], wanted: Wanted, zone: str) -> list[Listed]:
    """The sessions that fit everything asked for; in a search all words must be found, in any script."""
    values, words = _values(zone), fold(wanted.q).split()
    if wanted.q and not words:  # signs alone, which nobody writes into a title
        return []
    asked = [(values[name], getattr(wanted, name)) for name in CHOICES if getattr(wanted, name)]
    found = [row for row in rows if all(value in values_of(row) for values_of, value in asked)]
    return [row for row in found if _has(row.session, row.places, words)] if words else found


def _values(zone: str) -> dict[str, Callable[[Listed], Iterable[str]]]:
    """What a session has of each choice."""
    return {
        "day": lambda row: {local_day(place.starts_at, zone).isoformat() for place in row.places},
        "kind": lambda row: (row.session.kind,),
        "track": lambda row: (row.session.track.name,) if row.session.track else (),
        "project": lambda row: {link.project.code for link in row.session.project_links},
        "state": lambda row: row.states,
    }


def _has(session: Session, places: Sequence[Placement], words: Iterable[str]) -> bool:
    translated = [texts.get(name, "") for texts in (session.translations or {}).values() for name in texts]
    people = [f"{link.speaker.name} {link.speaker.national_name}" for link in session.speaker_links]
    rooms = [place.room.name for place in places if place.room]
    text = fold(" ".join([session.title, session.subtitle, session.code, *translated, *people, *rooms]))
    return all(word in text for word in words)


def counts(rows: Iterable[Listed], zone: str) -> dict[str, Counter[str]]:
    """How many sessions there are of each value of each choice."""
    rows, values = list(rows), _values(zone)
    return {name: Counter(value for row in rows for value in values[name](row)) for name in CHOICES}


def days(rows: Iterable[Listed], zone: str) -> list[date]:
    return sorted({local_day(place.starts_at, zone) for row in rows for place in row.places})


def in_address(wanted: Wanted) -> dict[str, Any]:
    return {name: value for name, value in vars(wanted).items() if value}
