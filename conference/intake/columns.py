"""What the columns of a table can mean, and which headings say so. Pure."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from conference.core.text import fold

from .columns_words import HEADINGS
from .models import IntakeKind

IN_LANGUAGE = re.compile(r"(.+?)[\s_:/-]*[(\[]?\b([a-z]{2})\b[)\]]?$")


@dataclass(frozen=True)
class Column:
    """`most`: characters of a text; `is_many`: several columns of a table may mean it together."""

    name: str
    label: Any
    most: int = 0
    is_long: bool = False
    is_many: bool = False


SPEAKER_COLUMNS = (
    Column("title", _l("Title before the name"), 60),
    Column("name", _l("Name"), 200),
    Column("given_name", _l("Given name"), 100),
    Column("family_name", _l("Family name"), 100),
    Column("national_name", _l("Name in the person's own script"), 200),
    Column("email", _l("E-mail address"), 254),
    Column("position", _l("Position"), 200),
    Column("organisation", _l("Organisation"), 300),
    Column("country", _l("Country")),
    Column("biography", _l("Biography"), 10_000, is_long=True),
    Column("language", _l("Language of mails")),
)
SESSION_COLUMNS = (
    Column("code", _l("Code")),
    Column("title", _l("Title"), 300),
    Column("subtitle", _l("Subtitle"), 300),
    Column("kind", _l("Kind")),
    Column("abstract", _l("Abstract"), 10_000, is_long=True),
    Column("track", _l("Track"), 100),
    Column("languages", _l("Languages of speech"), is_many=True),
    Column("interpretation", _l("Interpretation into"), is_many=True),
    Column("room", _l("Room"), 100),
    Column("day", _l("Day")),
    Column("start", _l("Start")),
    Column("end", _l("End")),
    Column("minutes", _l("Length")),
    Column("projects", _l("Projects and components"), is_many=True),
    Column("speakers", _l("Speakers and their roles"), is_many=True),
    Column("capacity", _l("Places")),
    Column("notes", _l("Notes for organisers"), 10_000, is_long=True),
)
TRANSLATED = {
    IntakeKind.SPEAKERS: ("position", "organisation", "biography"),
    IntakeKind.SESSIONS: ("title", "subtitle", "abstract"),
}


def columns_of(kind: str, languages: Sequence[str]) -> dict[str, Column]:
    """{name: column}; texts in the other languages of the event are columns of their own, "title_ru"."""
    plain = SPEAKER_COLUMNS if kind == IntakeKind.SPEAKERS else SESSION_COLUMNS
    found = {column.name: column for column in plain}
    for language in languages[1:]:
        for name in TRANSLATED[IntakeKind(kind)]:
            column = found[name]
            label = _l("%(column)s [%(language)s]", column=column.label, language=language)
            found[f"{name}_{language}"] = Column(f"{name}_{language}", label, column.most, column.is_long)
    return found


def shape_of(kind: str, headings: Iterable[str]) -> str:
    """Equal for files with the same headings: what was said of one holds for the next."""
    return hashlib.sha256("\x1f".join([kind, *map(fold, headings)]).encode()).hexdigest()


def guessed(kind: str, headings: Sequence[str], known: Mapping[str, Column]) -> list[str]:
    """The meaning of each heading, "" for one that says nothing to us."""
    words = HEADINGS[kind]
    found: list[str] = []
    for heading in headings:
        name = meaning(heading, words, known)
        is_taken = name in found and not known[name].is_many if name else False
        found.append("" if is_taken else name)
    if "name" in found:  # a whole name says more than its parts
        found = ["" if name in ("given_name", "family_name") else name for name in found]
    return found


def meaning(heading: str, words: Mapping[str, str], known: Mapping[str, Column]) -> str:
    key = fold(heading)
    if key in known:
        return key
    if key in words:
        return words[key]
    if (found := IN_LANGUAGE.fullmatch(key)) and (stem := words.get(found[1].strip(" _-"), found[1].strip(" _-"))):
        name = f"{stem}_{found[2]}"
        return name if name in known else ""
    numbered = re.sub(r"[\s_#-]*\d+$", "", key)  # "Speaker 1", "Speaker 2"
    name = words.get(numbered, "")
    return name if name and known[name].is_many else ""


def clashes(meanings: Sequence[str], known: Mapping[str, Column]) -> set[str]:
    """What two columns are said to mean, although only one can."""
    return {name for name in meanings if name and meanings.count(name) > 1 and not known[name].is_many}
