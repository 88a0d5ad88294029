"""What is wrong with the draft, as the page of clashes shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from conference.events.models import Event

from .board import Board, Placed
from .clashes import clashes_of
from .kinds import OF_THE_PLACE, Clash
from .queries import board_of
from .sentences import Sentences
from .words import KIND_WORDS, LEVEL_WORDS


@dataclass(frozen=True)
class Line:
    """One clash: its sentence with links, and the slots that a move could mend it with."""

    sentence: Markup
    slots: Sequence[Placed]


@dataclass(frozen=True)
class Group:
    """The clashes of one kind."""

    kind: str
    words: str
    level: str
    level_words: str
    lines: Sequence[Line]


def groups_of(event: Event, kind: str = "") -> tuple[list[Group], list[tuple[str, str, int]]]:
    """(the clashes by kind, those of `kind` alone when given; (kind, words, how many) of every kind that there is)."""
    board = board_of(event)
    clashes = clashes_of(board)
    sentences = Sentences(board, addresses(event))
    by_kind: dict[str, list[Clash]] = {}
    for clash in clashes:
        by_kind.setdefault(str(clash.kind), []).append(clash)
    counts = [(name, str(KIND_WORDS[name]), len(found)) for name, found in by_kind.items()]
    shown = {kind: by_kind[kind]} if kind in by_kind else by_kind
    return [_group(board, sentences, name, found) for name, found in shown.items()], counts


def _group(board: Board, sentences: Sentences, kind: str, clashes: Sequence[Clash]) -> Group:
    level = clashes[0].level
    rows = {row.slot: row for row in board.slots}
    can_move = kind in set(map(str, OF_THE_PLACE)) or kind == "unscheduled"
    lines = [
        Line(
            Markup(sentences.of(clash)),  # noqa: S704 - escaped there
            list({rows[slot].session: rows[slot] for slot in clash.slots}.values()) if can_move else [],
        )
        for clash in clashes
    ]
    return Group(kind, str(KIND_WORDS[kind]), str(level), str(LEVEL_WORDS[level]), lines)


def addresses(event: Event) -> Callable[[str, str], str | None]:
    """Where each thing that a sentence names is edited."""
    slug = event.slug

    def address(what: str, key: str) -> str | None:
        match what:
            case "session":
                return url_for("manage_programme.session", slug=slug, code=key)
            case "speaker":
                return url_for("manage_speakers.speaker", slug=slug, code=key)
            case "room":
                return url_for("manage_rooms.room", slug=slug, code=key)
            case "project":
                return url_for("manage_projects.project", slug=slug, code=key)
            case "teams":
                return url_for("manage_teams.team", slug=slug, team=int(key))
        return None

    return address
