"""How two states of an agenda differ: of releases, or of a release and the draft. Pure; `change_words` says it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from .content import SessionContent

TEXTS = ("title", "subtitle", "abstract")
ELSEWHERE = ("main", "translations", "is_cancelled", *TEXTS)  # said by texts in languages, or by the slots


class What(StrEnum):
    """What happened, in the order in which lists show it. All but the last are about slots."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    NEW = "new"
    RESTORED = "restored"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Held:
    """Where and when a slot of a session is; instants are UTC. `is_cancelled`: it does not take place."""

    session_id: int
    room_id: int | None
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False

    @property
    def place(self) -> tuple[int | None, datetime, datetime]:
        return (self.room_id, self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class State:
    """An agenda: its slots, and what each session with a slot says. Keys are ids."""

    slots: Mapping[int, Held] = field(default_factory=dict)
    contents: Mapping[int, SessionContent] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """What changed in what a session says. `language`: of a text that is not in the main language, else ""."""

    name: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of the slot `slot_id`, or, without one, of what the session says (`fields`).

    `was` and `now`: the slot in both states, `said_before` and `said` the session; None where it is not.
    """

    what: What
    session_id: int
    slot_id: int | None = None
    was: Held | None = None
    now: Held | None = None
    said_before: SessionContent | None = None
    said: SessionContent | None = None
    fields: tuple[Field, ...] = ()

    @property
    def content(self) -> SessionContent:
        """What names the session: what it says now, or said before it was gone."""
        content = self.said or self.said_before
        assert content is not None
        return content

    @property
    def is_place_changed(self) -> bool:
        return self.was is not None and self.now is not None and self.was.place != self.now.place


@dataclass(frozen=True)
class Changes:
    """All differences: by kind, then by time. Nothing in it is false."""

    every: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.every)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.every)

    def __len__(self) -> int:
        return len(self.every)

    def of(self, what: What) -> tuple[Change, ...]:
        return tuple(change for change in self.every if change.what is what)

    @property
    def new(self) -> tuple[Change, ...]:
        return self.of(What.NEW)

    @property
    def moved(self) -> tuple[Change, ...]:
        return self.of(What.MOVED)

    @property
    def cancelled(self) -> tuple[Change, ...]:
        return self.of(What.CANCELLED)

    @property
    def restored(self) -> tuple[Change, ...]:
        return self.of(What.RESTORED)

    @property
    def gone(self) -> tuple[Change, ...]:
        return self.of(What.GONE)

    @property
    def changed(self) -> tuple[Change, ...]:
        return self.of(What.CHANGED)

    @property
    def counts(self) -> dict[What, int]:
        """How many of each kind there are; kinds without any are left out."""
        return {what: len(found) for what in What if (found := self.of(what))}

    @cached_property
    def by_session(self) -> dict[int, tuple[Change, ...]]:
        found: dict[int, list[Change]] = {}
        for change in self.every:
            found.setdefault(change.session_id, []).append(change)
        return {session_id: tuple(of_one) for session_id, of_one in found.items()}

    @cached_property
    def by_slot(self) -> dict[int, Change]:
        """The change of each slot that has one, for a note on its card."""
        return {change.slot_id: change for change in self.every if change.slot_id is not None}

    def only(self, session_ids: Collection[int]) -> "Changes":
        return Changes(tuple(change for change in self.every if change.session_id in session_ids))


ORDER = {what: place for place, what in enumerate(What)}


def changes_between(before: State, after: State) -> Changes:
    """What is different in `after`. Each slot has one change at most, and each session that is in both states."""
    found = [*_of_slots(before, after), *_of_contents(before, after)]
    return Changes(tuple(sorted(found, key=lambda change: (ORDER[change.what], _when(change, before, after)))))


def carried(before: State, draft: State) -> State:
    """The state that a release of `draft` makes: a slot of the release before that it lacks stays, cancelled.

    `draft.contents` has to know every session of the event. Sessions that are gone altogether are left out.
    """
    kept = {slot: held for slot, held in before.slots.items() if held.session_id in draft.contents}
    slots = {slot: replace(held, is_cancelled=True) for slot, held in kept.items()}
    for slot, held in draft.slots.items():
        slots[slot] = replace(held, is_cancelled=draft.contents[held.session_id].is_cancelled)
    sessions = {held.session_id for held in slots.values()}
    contents = {session_id: said for session_id, said in draft.contents.items() if session_id in sessions}
    return State(dict(sorted(slots.items())), contents)


def _of_slots(before: State, after: State) -> Iterator[Change]:
    for slot in before.slots.keys() | after.slots.keys():
        was, now = before.slots.get(slot), after.slots.get(slot)
        held = now or was
        if held is None or (what := what_happened(was, now)) is None:
            continue
        said_before, said = before.contents.get(held.session_id), after.contents.get(held.session_id)
        yield Change(what, held.session_id, slot, was, now, said_before, said)


def what_happened(was: Held | None, now: Held | None) -> What | None:
    """The change of one slot; None when it is as it was, or never was anything but cancelled."""
    if was is None or now is None:
        held = was or now
        if held is None or held.is_cancelled:
            return None
        return What.NEW if was is None else What.GONE
    if was.is_cancelled != now.is_cancelled:
        return What.CANCELLED if now.is_cancelled else What.RESTORED
    return What.MOVED if was.place != now.place and not now.is_cancelled else None


def _of_contents(before: State, after: State) -> Iterator[Change]:
    for session_id in _held(before) & _held(after):
        said_before, said = before.contents[session_id], after.contents[session_id]
        if fields := tuple(changed_fields(said_before, said)):
            yield Change(What.CHANGED, session_id, said_before=said_before, said=said, fields=fields)


def _held(state: State) -> set[int]:
    return {held.session_id for held in state.slots.values()}


def changed_fields(before: SessionContent, after: SessionContent) -> Iterator[Field]:
    """Which texts, in which languages, and which other things a session says differently."""
    texts_before, texts = _texts(before), _texts(after)
    is_same_main = before.main == after.main
    for name, language in sorted(texts_before.keys() | texts.keys(), key=lambda key: (TEXTS.index(key[0]), key[1])):
        if texts_before.get((name, language)) != texts.get((name, language)):
            yield Field(name, "" if is_same_main and language == after.main else language)
    for name in before.differs_in(after):
        if name not in ELSEWHERE:
            yield Field(name)


def text_in(said: SessionContent, name: str, language: str) -> str:
    """The text as it was written in that language; "" where it was not."""
    return _texts(said).get((name, language), "")


def _texts(said: SessionContent) -> dict[tuple[str, str], str]:
    """The texts that are there, by name and language."""
    found = {(name, said.main): getattr(said, name) for name in TEXTS}
    for language, texts in said.translations.items():
        if language != said.main:
            found |= {(name, language): texts.get(name, "") for name in TEXTS}
    return {key: text for key, text in found.items() if text}


def _when(change: Change, before: State, after: State) -> tuple[datetime, int, int]:
    held = change.now or change.was
    if held is None:
        of_session = [held for held in after.slots.values() if held.session_id == change.session_id]
        held = min(of_session, key=lambda held: held.starts_at)
    return (held.starts_at, change.session_id, change.slot_id or 0)
