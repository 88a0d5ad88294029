"""The differences between two states of an agenda by kind, as pages list them."""

from collections.abc import Callable
from dataclasses import dataclass

from conference.core.i18n import language
from conference.core.translated import Words, in_language
from conference.events.models import Event

from .change_words import WHAT_WORDS, Names, say, title_of
from .changes import Changes, What


@dataclass(frozen=True)
class Line:
    """One difference; `address`: of the session's page, if it has one."""

    title: Words
    address: str | None
    sentence: str


@dataclass(frozen=True)
class Group:
    what: str
    words: str
    lines: list[Line]


def names_of(event: Event) -> Names:
    """Rooms and language as the reader knows them."""
    main, reader = event.main_language, language()
    rooms = {room.id: in_language(room, "name", reader, main).text for room in event.rooms}
    return Names(event.zone, reader, rooms)


def groups_of(changes: Changes, names: Names, address: Callable[[int], str | None]) -> list[Group]:
    """address: of a session's page, by its id."""
    return [
        Group(
            str(what),
            str(WHAT_WORDS[what]),
            [Line(title_of(one, names.language), address(one.session_id), say(one, names)) for one in of_kind],
        )
        for what in What
        if (of_kind := changes.of(what))
    ]
