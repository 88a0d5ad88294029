"""What a table of speakers would do: whom it adds, whom it changes, what is wrong with it. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from conference.accounts.rules import email_key
from conference.core.i18n import LANGUAGES
from conference.core.templating import country_name, language_name
from conference.core.text import fold
from conference.programme.models import Speaker
from conference.programme.rules import SpeakerValues

from .columns import Column
from .table_plan import Fault, Line, Plan, Reading, settle
from .table_reading import Row
from .table_values import Wrong, country_of, email_of, languages_of, text_of

PLAIN = ("title", "name", "national_name", "email", "position", "country", "biography", "language")
STORED_NAMES = {"organisation": "organisation_name"}  # columns of the table -> of the translations


@dataclass(frozen=True)
class KnownSpeaker:
    ident: int
    code: str
    said: Mapping[str, Any]


def said_of(row: Speaker, languages: Sequence[str]) -> dict[str, Any]:
    """What is stored, by the names of columns."""
    said = {name: getattr(row, name) or "" for name in PLAIN} | {"organisation": row.affiliation}
    for language in languages[1:]:
        texts = (row.translations or {}).get(language, {})
        for name in ("position", "organisation", "biography"):
            said[f"{name}_{language}"] = texts.get(STORED_NAMES.get(name, name), "")
    return said


def values_of(said: Mapping[str, Any], languages: Sequence[str], translations: Mapping[str, Any]) -> SpeakerValues:
    """For the service; `translations` are the stored ones."""
    texts = {language: dict(stored) for language, stored in translations.items()}
    for language in languages[1:]:
        for name in ("position", "organisation", "biography"):
            texts.setdefault(language, {})[STORED_NAMES.get(name, name)] = said.get(f"{name}_{language}", "")
    plain = {name: said.get(name, "") for name in (*PLAIN, "organisation") if name not in ("country", "language")}
    first = languages[0] if languages and languages[0] in LANGUAGES else "en"
    return SpeakerValues(
        **plain, country=said.get("country") or None, language=said.get("language") or first, translations=texts
    )


def plan_speakers(
    rows: Iterable[Row], reading: Reading, known: Sequence[KnownSpeaker], directory: Mapping[str, str]
) -> Plan:
    """directory: {folded name: name as the directory has it}, so that a short name is no other organisation."""
    lines = [read_line(row, reading, directory) for row in rows]
    find = finder(known, lines)
    shown = {name: shower(name) for name in reading.columns}
    taken: dict[int, int] = {}
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        found = find(line) if line.name else None
        key = (email_key(line.said.get("email", "")), fold(line.name), fold(line.said.get("organisation", "")))
        before = taken.get(found.ident) if found else seen.get(key)
        if before is not None and line.name:
            line.faults.append(Fault("", line.name, _("This is the same person as in row %(row)d", row=before)))
        elif found:
            taken[found.ident] = line.number
            line.ident, line.code = found.ident, found.code
            if found.said["title"] and fold(line.name) == titled(found):
                line.said["name"] = found.said["name"]  # the title stands before it
        else:
            seen[key] = line.number
        settle(line, found.said if found else None, reading.options, shown)
    return Plan(lines)


def read_line(row: Row, reading: Reading, directory: Mapping[str, str]) -> Line:
    line = Line(row.number, "")
    for name, typed in zip(reading.meanings, row.cells, strict=True):
        if name and typed.strip():
            try:
                line.said[name] = value_of(reading.columns[name], typed)
            except Wrong as wrong:
                line.faults.append(Fault(name, typed, str(wrong)))
    parts = [line.said.pop(name) for name in ("given_name", "family_name") if name in line.said]
    if parts and "name" not in line.said:
        line.said["name"] = " ".join(parts)
    if organisation := line.said.get("organisation"):
        line.said["organisation"] = directory.get(fold(organisation), organisation)
    line.name = line.said.get("name", "")
    if not line.name and not any(fault.column in ("name", "given_name", "family_name") for fault in line.faults):
        line.faults.append(Fault("name", "", _("Enter the speaker's name")))
    return line


def value_of(column: Column, typed: str) -> str:
    text = text_of(typed, column.most, is_long=column.is_long)
    if column.name == "email":
        return email_of(text)
    if column.name == "country":
        return country_of(text)
    if column.name == "language":
        codes = languages_of(text)
        if len(codes) != 1 or codes[0] not in LANGUAGES:
            raise Wrong(_("Mails can be written in: %(languages)s", languages=", ".join(LANGUAGES.values())))
        return codes[0]
    return text


def finder(known: Sequence[KnownSpeaker], lines: Sequence[Line]) -> Callable[[Line], KnownSpeaker | None]:
    """Who of those there are is meant: by mail address, unless several share it, else by name and organisation."""
    by_email, by_name = defaultdict(list), defaultdict(list)
    for speaker in known:
        for key in {fold(speaker.said["name"]), titled(speaker)}:
            by_name[key].append(speaker)
        if speaker.said["email"]:
            by_email[email_key(speaker.said["email"])].append(speaker)
    names: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if email := line.said.get("email"):
            names[email_key(email)].add(fold(line.name))

    def find(line: Line) -> KnownSpeaker | None:
        email, name = email_key(line.said.get("email", "")), fold(line.name)
        sharing = by_email[email] if email else []
        same = [speaker for speaker in sharing if fold(speaker.said["name"]) == name]
        if len(same) == 1 or (len(sharing) == 1 and len(names[email]) == 1):
            return (same or sharing)[0]
        organisation = fold(line.said.get("organisation", ""))
        fitting = [s for s in by_name[name] if fold(s.said["organisation"]) == organisation]
        if not fitting:
            fitting = [s for s in by_name[name] if not organisation or not s.said["organisation"]]
        return fitting[0] if len(fitting) == 1 else None

    return find


def titled(speaker: KnownSpeaker) -> str:
    return fold(f"{speaker.said['title']} {speaker.said['name']}")


def shower(name: str) -> Callable[[Any], str]:
    words: dict[str, Callable[[Any], str]] = {
        "country": lambda code: country_name(code) if code else "",
        "language": lambda code: language_name(code) if code else "",
    }
    return words.get(name, lambda text: text or "")
