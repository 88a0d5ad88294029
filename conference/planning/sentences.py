"""Clashes in sentences that name everything, in the reader's language: plain, or with links."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from conference.core import times
from conference.core.templating import language_name
from conference.programme.words import roles

from .board import DECLINED, Board, Placed
from .kinds import Clash, Kind
from .words import SENTENCES, SIGNED_UP

# (what: "session", "speaker", "room", "project" or "teams", its code) -> its page; None where it has none
Address = Callable[[str, str], str | None]


def say(clash: Clash, board: Board) -> str:
    """The clash as one sentence of plain text."""
    return str(Sentences(board).of(clash))


class Sentences:
    """The sentences of one board's clashes: Markup with links where `address` is given, else plain text.

    Names come from people: nothing but the catalogue's words and our own links is taken as HTML.
    """

    def __init__(self, board: Board, address: Address | None = None) -> None:
        self.board, self.address = board, address
        self.slots = {row.slot: row for row in board.slots}
        self.roles = roles()
        self.known: dict[Any, Any] = {}

    def of(self, clash: Clash) -> str:
        words = str(self._words(clash))
        pattern = words if self.address is None else escape(words)
        return pattern % self._values(clash)

    def _words(self, clash: Clash) -> Any:
        is_signed_up = clash.kind is Kind.ROOM_SMALL and self.slots[clash.slots[0]].sign_ups == clash.needed
        return SIGNED_UP if is_signed_up else SENTENCES[clash.kind]

    def _values(self, clash: Clash) -> dict[str, Any]:
        rows = [self.slots[slot] for slot in clash.slots]
        first, last = rows[0], rows[-1]
        return {
            "session": self._session(first),
            "other": self._session(last),
            "sessions": self._listed(dict.fromkeys(map(self._quoted, rows))),
            "people": self._listed(self._person(key, rows) for key in clash.people),
            "room": self._room(clash.room),
            "from_room": self._room(first.room),
            "to_room": self._room(last.room),
            "project": self._listed(self._thing("project", key, key) for key in clash.projects),
            "team": self._team(clash.team),
            "languages": ", ".join(language_name(code) for code in clash.languages),
            "when": self._when(clash),
            "needed": clash.needed,
            "given": clash.given,
        }

    def _thing(self, what: str, key: str, name: str) -> str:
        if self.address is None:
            return name
        if (what, key) not in self.known:
            href, named = self.address(what, key), Markup("<bdi>%s</bdi>") % name
            self.known[what, key] = Markup('<a href="%s">%s</a>') % (href, named) if href else named
        return self.known[what, key]

    def _session(self, row: Placed) -> str:
        return self._thing("session", row.session, row.title)

    def _quoted(self, row: Placed) -> str:
        return self._joined(_("“%(name)s”"), name=self._session(row))

    def _room(self, key: str | None) -> str:
        room = self.board.rooms.get(key or "")
        return self._thing("room", room.key, room.name) if room else ""

    def _team(self, key: str | None) -> str:
        team = self.board.teams.get(key or "")
        return self._thing("teams", team.key, team.name) if team else ""

    def _person(self, key: str, rows: Iterable[Placed]) -> str:
        """The name, with the roles in which the person is needed."""
        name = self.board.people[key].name if key in self.board.people else key
        parts = [part for row in rows for part in row.parts if part.person == key and part.answer != DECLINED]
        held = " / ".join(dict.fromkeys(self.roles.get(part.role, part.role) for part in parts))
        person = self._thing("speaker", key, name)
        return self._joined("%(person)s (%(roles)s)", person=person, roles=held) if held else person

    def _joined(self, pattern: str, **values: str) -> str:
        return (pattern if self.address is None else escape(pattern)) % values

    def _listed(self, names: Iterable[str]) -> str:
        return ", ".join(names) if self.address is None else Markup(", ").join(names)

    def _when(self, clash: Clash) -> str:
        """12 May 2027, 10:00–10:30 on the event's clocks; with both days when it lasts longer."""
        if clash.starts_at is None or clash.ends_at is None:
            return ""
        at = (clash.starts_at, clash.ends_at)
        if at not in self.known:
            zone = self.board.hours.zone
            is_one_day = times.local_day(at[0], zone) == times.local_day(at[1], zone)
            end = times.clock(at[1], zone) if is_one_day else times.instant(at[1], zone)
            self.known[at] = f"{times.instant(at[0], zone)}–{end}"
        return str(self.known[at])
