"""Differences between two states of an agenda in sentences, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from conference.core import times
from conference.core.templating import language_name
from conference.core.translated import Words, pick

from .changes import TEXTS, Change, Changes, Field, Held, What, text_in
from .content import SessionContent
from .words import kinds

SHORT = ("title", "subtitle")  # an abstract is read in full on the session's page

WHAT_WORDS: dict[str, Any] = {
    What.CANCELLED: _l("Cancelled"),
    What.MOVED: _l("Moved"),
    What.NEW: _l("New"),
    What.RESTORED: _l("Takes place again"),
    What.GONE: _l("Taken out"),
    What.CHANGED: _l("Changed"),
}
FIELD_WORDS: dict[str, Any] = {
    "title": _l("title"),
    "subtitle": _l("subtitle"),
    "abstract": _l("abstract"),
    "kind": _l("kind of session"),
    "track_id": _l("track"),
    "languages": _l("languages"),
    "interpretation": _l("interpretation"),
    "capacity": _l("number of places"),
    "is_recorded": _l("recording"),
    "is_streamed": _l("live stream"),
    "stream_url": _l("address of the live stream"),
    "projects": _l("projects"),
    "speakers": _l("speakers"),
}


@dataclass(frozen=True)
class Names:
    """What sentences need besides the change. rooms: names by id, in the reader's language."""

    zone: str
    language: str
    rooms: Mapping[int, str] = field(default_factory=dict)


def title_of(change: Change, language: str) -> Words:
    said = change.content
    return pick(said.title, said.translations, "title", language, said.main)


def say(change: Change, names: Names) -> str:
    """One sentence without the title, which stands before it: "New: 20 Nov 2024, 10:00–11:00, Hall"."""
    if change.what is What.MOVED:
        return moved_words(change, names)
    if change.what is What.CHANGED:
        return str(_("Changed: %(things)s", things=fields_words(change, names.language)))
    held = change.was if change.what in (What.CANCELLED, What.GONE) else change.now
    assert held is not None
    sentences = {
        What.NEW: _l("New: %(place)s"),
        What.CANCELLED: _l("Cancelled: it was to be %(place)s"),
        What.RESTORED: _l("Takes place again, now %(place)s")
        if change.is_place_changed
        else _l("Takes place again: %(place)s"),
        What.GONE: _l("Taken out of the agenda: it was %(place)s"),
    }
    return str(sentences[change.what]) % {"place": place_words(held, names)}


def moved_words(change: Change, names: Names) -> str:
    """Only what moved is said twice: the time, or the room, or both."""
    was, now = change.was, change.now
    assert was is not None
    assert now is not None
    if (was.starts_at, was.ends_at) == (now.starts_at, now.ends_at):
        values = {"when": time_words(now, names), "room": room_words(now, names), "before": room_words(was, names)}
        return str(_("Moved to %(room)s, %(when)s; it was in %(before)s", **values))
    if was.room_id == now.room_id:
        values = {"when": place_words(now, names), "before": time_words(was, names)}
        return str(_("Moved to %(when)s; it was %(before)s", **values))
    return str(_("Moved to %(when)s; it was %(before)s", when=place_words(now, names), before=place_words(was, names)))


def place_words(held: Held, names: Names) -> str:
    """20 Nov 2024, 10:00–11:00, Hall."""
    when = time_words(held, names)
    return f"{when}, {room_words(held, names)}" if held.room_id else when


def time_words(held: Held, names: Names) -> str:
    return span_words(held.starts_at, held.ends_at, names.zone)


def span_words(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    is_one_day = times.local_day(starts_at, zone) == times.local_day(ends_at, zone)
    end = times.clock(ends_at, zone) if is_one_day else times.instant(ends_at, zone)
    return f"{times.instant(starts_at, zone)}–{end}"


def room_words(held: Held, names: Names) -> str:
    return names.rooms.get(held.room_id, "") if held.room_id else str(_("no room yet"))


def fields_words(change: Change, language: str) -> str:
    """What changed; short texts in the reader's own language, and numbers, with what they were and are."""
    before, after = change.said_before, change.said
    assert before is not None
    assert after is not None
    return ", ".join(_in_full(one, before, after, language) for one in change.fields)


def _in_full(one: Field, before: SessionContent, after: SessionContent, language: str) -> str:
    if one.name in TEXTS:
        of_text = one.language or after.main
        if of_text != language:
            return field_words(Field(one.name, of_text))
        values = [text_in(said, one.name, language) for said in (before, after)]
        return was_and_is(field_words(Field(one.name)), *values) if one.name in SHORT else field_words(Field(one.name))
    if one.name == "capacity":
        return was_and_is(field_words(one), *(str(said.capacity or "") for said in (before, after)))
    if one.name == "kind":
        known = kinds()
        return was_and_is(field_words(one), *(known.get(said.kind, said.kind) for said in (before, after)))
    return field_words(one)


def was_and_is(name: str, before: str, after: str) -> str:
    """Like: title (it was “Opening”, it is “Welcome”). What is there only before or after is named alone."""
    if not (before and after):
        return name
    return str(_("%(name)s (it was “%(before)s”, it is “%(after)s”)", name=name, before=before, after=after))


def field_words(one: Field) -> str:
    """What changed: "title", or "title (Russian)"."""
    name = str(FIELD_WORDS.get(one.name, one.name))
    return f"{name} ({language_name(one.language)})" if one.language else name


def say_counts(changes: Changes) -> str:
    """How much changed, in one line: "2 cancelled, 1 moved"."""
    counts = changes.counts
    words = {
        What.CANCELLED: lambda n: ngettext("%(num)d cancelled", "%(num)d cancelled", n),
        What.MOVED: lambda n: ngettext("%(num)d moved", "%(num)d moved", n),
        What.NEW: lambda n: ngettext("%(num)d new", "%(num)d new", n),
        What.RESTORED: lambda n: ngettext("%(num)d takes place again", "%(num)d take place again", n),
        What.GONE: lambda n: ngettext("%(num)d taken out", "%(num)d taken out", n),
        What.CHANGED: lambda n: ngettext("%(num)d changed", "%(num)d changed", n),
    }
    return ", ".join(str(words[what](count)) for what, count in counts.items())
