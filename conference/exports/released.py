"""The newest release of an event as every export reads it, in one language."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import request

from conference.core.i18n import LANGUAGES
from conference.core.translated import in_language
from conference.events.models import Event, Room
from conference.programme import queries
from conference.programme.agenda import Item, Mark
from conference.programme.models import Material, Release, Speaker


@dataclass(frozen=True)
class Released:
    """An event with its newest release; without one there is nothing on its agenda yet.

    language: of the texts, where they are translated; `words` of it the language of our own words.
    """

    event: Event
    release: Release | None
    language: str

    @property
    def number(self) -> int:
        return self.release.number if self.release else 0

    @property
    def changed_at(self) -> datetime:
        """When the release was made; before the first one, when the event was published."""
        return self.release.published_at if self.release else self.event.published_at or self.event.starts_at

    @property
    def words(self) -> str:
        return self.language if self.language in LANGUAGES else "en"

    @cached_property
    def items(self) -> list[Item]:
        return queries.agenda(self.release.id, language=self.language) if self.release else []

    @cached_property
    def profiles(self) -> dict[str, Speaker]:
        """Who is named in it and agreed to be, by code."""
        return queries.speakers_by_code(self.event.id, {part.code for item in self.items for part in item.people})

    @cached_property
    def rooms(self) -> dict[int, Room]:
        """The rooms it uses, in the order of the event, by id."""
        used = {item.room_id for item in self.items}
        return {room.id: room for room in self.event.rooms if room.id in used}

    @property
    def projects(self) -> dict[str, Mark]:
        """Those behind its sessions, by code."""
        found = {run.project.code: run.project for item in self.items for run in item.run_by}
        return {code: found[code] for code in sorted(found)}

    def materials(self, at: datetime) -> dict[int, list[Material]]:
        """The files and links that visitors get of each session at `at`, by its id."""
        return queries.materials_shown(self.event.id, self.items, at)

    def opened(self, at: datetime) -> int:
        """How often by `at` something that waits for its session may have appeared: what `materials` depend on."""
        moments = queries.moments_of_materials(self.release.id) if self.release else []
        return sum(moment <= at for moment in moments)

    def text(self, row: object, name: str) -> str:
        """A text of the event or of something of it, in the language of the export."""
        return in_language(row, name, self.language, self.event.main_language).text


def asked_language(event: Event) -> str:
    """The language that the address asks for, if the event speaks it or we do; else the main one of the event.

    What the browser prefers does not count: a file must be the same for everybody who asks for its address.
    """
    asked = request.args.get("lang", "")
    return asked if asked in event.languages or asked in LANGUAGES else event.main_language


def newest(event: Event) -> Released:
    return Released(event, queries.newest_release(event.id), asked_language(event))
