"""What the cells of a table of sessions say, by the names that the event knows. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from conference.accounts.rules import email_key
from conference.core.text import fold
from conference.programme.words import KIND_WORDS, ROLE_WORDS

from .columns import Column
from .table_plan import Fault, Options, Reading
from .table_reading import Row
from .table_values import Wrong, day_of, email_of, instant_of, languages_of, minutes_of, number_of, text_of
from .table_words import KIND_CALLED, LEADS, ROLE_CALLED

CODE = re.compile(r"[A-Za-z0-9]{1,12}")
IN_BRACKETS = re.compile(r"(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*")
MAIL = re.compile(r"(?:.*<)?\s*([^\s<>]+@[^\s<>]+?)\s*>?")
PART = re.compile(r"(.*?)(?:[\s/.:-]+(?:\w+\s+)?(\d{1,3}))?")
NEW = "new:"  # before the name of a speaker whom the event does not know yet
LONGEST_NAME = 200
Parts = tuple[tuple[str, str], ...]


@dataclass
class Names:
    """What the event has: {folded name: name}; codes of speakers by folded name and by mail; projects with numbers."""

    tracks: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    speakers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    mails: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    speaker_names: dict[str, str] = field(default_factory=dict)  # by code
    projects: dict[str, tuple[int, str, dict[int, int]]] = field(default_factory=dict)  # folded code: id, code, parts
    fresh: dict[tuple[str, str], str] = field(default_factory=dict)  # (group, folded name): name that is to be added
    minutes: int = 30

    def show_speakers(self, parts: Parts | None) -> str:
        names = [(self.speaker_names.get(code, code.removeprefix(NEW)), role) for code, role in parts or ()]
        return "; ".join(f"{name} ({ROLE_WORDS[role]})" for name, role in names)

    def show_projects(self, parts: Sequence[tuple[int, int | None, bool]] | None) -> str:
        told = {ident: (code, {part: number for number, part in numbers.items()})
                for ident, code, numbers in self.projects.values()}  # fmt: skip
        words = []
        for project, component, leads in parts or ():
            code, numbers = told.get(project, ("?", {}))
            word = f"{code} {numbers.get(component, '')}".strip() if component else code
            words.append(_("%(project)s (lead)", project=word) if leads else word)
        return "; ".join(words)


def read_cells(
    row: Row, reading: Reading, names: Names, zone: str, faults: list[Fault]
) -> tuple[dict[str, Any], dict[str, set[str]]]:
    """(values by column, names to be created by group); what cannot be understood is added to `faults`."""
    new: dict[str, set[str]] = {"tracks": set(), "rooms": set(), "speakers": set()}
    texts: dict[str, str] = {}
    for name, typed in zip(reading.meanings, row.cells, strict=True):
        if name and typed.strip():
            texts[name] = f"{texts[name]}; {typed.strip()}" if name in texts else typed.strip()
    said: dict[str, Any] = {}
    day: date | None = None
    for name in sorted(texts, key=lambda name: name != "day"):  # the day first: times are of that day
        try:
            if name == "day":
                day = read_day(texts[name])
            elif name in ("start", "end"):
                said[name] = instant_of(texts[name], day or start_day(texts), zone)
            else:
                said[name] = value_of(reading.columns[name], texts[name], Look(names, reading.options, new))
        except Wrong as wrong:
            faults.append(Fault(name, texts[name], str(wrong)))
    return said, new


def read_day(typed: str) -> date:
    if (day := day_of(typed)) is None:
        raise Wrong(_("There is no such day: write it like 2027-05-12 or 12.05.2027"))
    return day


def start_day(texts: Mapping[str, str]) -> date | None:
    """An end without a date is on the day of the start."""
    try:
        return day_of(texts.get("start", ""))
    except Wrong:
        return None


@dataclass(frozen=True)
class Look:
    """Where names are looked up, and what may be done about those that are not there."""

    names: Names
    options: Options
    new: dict[str, set[str]]

    def missing(self, group: str, name: str, words: str) -> str:
        """Have it created, under the spelling in which it came first. Raises Wrong when that is not wanted."""
        if group not in self.options.may_create:
            raise Wrong(words)
        spelling = self.names.fresh.setdefault((group, fold(name)), name)
        self.new[group].add(spelling)
        return spelling


def value_of(column: Column, typed: str, look: Look) -> Any:
    """The cell's value; raises Wrong."""
    text = text_of(typed, column.most, is_long=column.is_long or column.is_many)
    read = READERS.get(column.name)
    return read(text, look) if read else text


def code_of(text: str, _look: Look) -> str:
    if not CODE.fullmatch(text):
        raise Wrong(_("A code has up to 12 Latin letters and digits"))
    return text.upper()


def kind_of(text: str, _look: Look) -> str:
    if (kind := KIND_CALLED.get(fold(text))) is None:
        words = ", ".join(str(word) for word in KIND_WORDS.values())
        raise Wrong(_("There is no such kind of session: choose one of %(kinds)s", kinds=words))
    return kind


def track_of(text: str, look: Look) -> str:
    words = _("There is no track of this name. Add it first, or let missing tracks be added")
    return look.names.tracks.get(fold(text)) or look.missing("tracks", text, words)


def room_of(text: str, look: Look) -> str:
    words = _("There is no room of this name. Add it first, or let missing rooms be added")
    return look.names.rooms.get(fold(text)) or look.missing("rooms", text, words)


def speakers_of(typed: str, look: Look) -> Parts:
    pieces = [piece.strip() for piece in re.split(r"[;\n|]", typed) if piece.strip()]
    if len(pieces) == 1 and "," in typed and not look.names.speakers.get(fold(typed)):
        pieces = [piece.strip() for piece in typed.split(",") if piece.strip()]
    found = []
    for piece in pieces:
        name, role = piece, ""  # the one there is
        if parts := IN_BRACKETS.fullmatch(piece):
            name = parts[1]
            if (told := ROLE_CALLED.get(fold(parts[2]))) is None:
                roles = ", ".join(str(word) for word in ROLE_WORDS.values())
                raise Wrong(_("%(role)s is no role: choose one of %(roles)s", role=parts[2], roles=roles))
            role = told
        found.append((speaker_called(text_of(name, LONGEST_NAME), look), role))
    return tuple(dict.fromkeys(found))


def speaker_called(name: str, look: Look) -> str:
    """The speaker's code, or the name after NEW."""
    if mail := MAIL.fullmatch(name):
        codes = look.names.mails.get(email_key(email_of(mail[1])), [])
    else:
        codes = look.names.speakers.get(fold(name), [])
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise Wrong(_("Several speakers are called %(name)s: write the e-mail address instead", name=name))
    words = _(
        "%(name)s is no speaker of this event. Import the speakers first, or let missing ones be added", name=name
    )
    if mail:
        raise Wrong(words)
    return NEW + look.missing("speakers", name, words)


def projects_of(text: str, look: Look) -> tuple[tuple[int, int | None, bool], ...]:
    found: list[tuple[int, int | None]] = []
    lead = 0
    for piece in filter(None, map(str.strip, re.split(r"[;,\n|]", text))):
        name, is_lead = piece, False
        if (parts := IN_BRACKETS.fullmatch(piece)) and fold(parts[2]) in LEADS:
            name, is_lead = parts[1], True
        part = project_called(name, look.names)
        if is_lead:
            lead = len(found)
        if part not in found:
            found.append(part)
    return tuple((project, component, place == lead) for place, (project, component) in enumerate(found))


def project_called(name: str, names: Names) -> tuple[int, int | None]:
    if whole := names.projects.get(fold(name)):
        return whole[0], None
    parts = PART.fullmatch(name)
    project = names.projects.get(fold(parts[1])) if parts else None
    if project is None or parts is None:
        known = ", ".join(code for _ident, code, _parts in names.projects.values())
        words = _("%(name)s is no project of this event; it has: %(known)s", name=name, known=known or "–")
        raise Wrong(words)
    if not parts[2]:
        return project[0], None
    if (component := project[2].get(int(parts[2]))) is None:
        raise Wrong(_("%(project)s has no component %(number)s", project=project[1], number=parts[2]))
    return project[0], component


READERS: dict[str, Callable[[str, Look], Any]] = {
    "code": code_of,
    "kind": kind_of,
    "track": track_of,
    "room": room_of,
    "speakers": speakers_of,
    "projects": projects_of,
    "languages": lambda text, _look: languages_of(text),
    "interpretation": lambda text, _look: languages_of(text),
    "capacity": lambda text, _look: number_of(text),
    "minutes": lambda text, _look: minutes_of(text),
}
