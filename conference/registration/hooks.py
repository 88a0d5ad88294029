"""What higher features add to a registration: on its pages, in its form, when it moves; they join when they start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from conference.core.audit import Actor
from conference.events.models import Event
from conference.events.navigation import Menu
from conference.mail.letters import Attachment
from conference.organisations.hooks import Use

from .models import Registration, Source, Ticket

Fact = tuple[str, str]  # a term and what is true of it, in the reader's language
FACT_SOURCES: list[Callable[[Registration], list[Fact]]] = []


def facts_about(registration: Registration) -> list[Fact]:
    return [fact for source in FACT_SOURCES for fact in source(registration)]


# Who draws a ticket, by kind of file ("pdf"), in the language in force. Raises PdfFailed, links.LostKey.
TICKET_PAPERS: dict[str, Callable[[Registration, Ticket], bytes]] = {}

# Pages that stand beside the organisers' table of registrations.
TABLE_MENU = Menu()

# Templates shown on a registration's own page; they see its `registration`, `token` and `event`.
OWN_PARTS: list[str] = []


@dataclass(frozen=True)
class Filled:
    """A part of the registration form as it was sent: `template` sees it as `part`, with `facts` to show."""

    template: str
    facts: Any


@dataclass(frozen=True)
class FormPart:
    """`show`: the part at an event, with what a form sent; None when there is nothing to ask.

    `wish`: what was filled in, plain values as JSON has them; None for nothing. It is read from every form that is sent
    and reads no database. `fulfil`: act upon it, in the transaction that registers the person and before the place is
    taken. `lacks`: what of a wish cannot be had as things stand for everybody, as plain words for an address; `tell`: a
    sentence from them, for the page after the form, which is the same whether somebody was registered or not.
    """

    show: Callable[[Event, MultiDict[str, str]], Filled | None]
    wish: Callable[[MultiDict[str, str]], Any]
    fulfil: Callable[[Registration, Any, datetime], None]
    lacks: Callable[[Event, Any], list[str]] = lambda _event, _wish: []
    tell: Callable[[Event, list[str]], str] = lambda _event, _lacking: ""


FORM_PARTS: dict[str, FormPart] = {}


def form_parts(event: Event, sent: MultiDict[str, str]) -> dict[str, Filled]:
    found = {name: part.show(event, sent) for name, part in FORM_PARTS.items()}
    return {name: filled for name, filled in found.items() if filled is not None}


def wishes_in(sent: MultiDict[str, str]) -> dict[str, Any]:
    """{name of the part: what was filled in there}, without the parts that were left empty."""
    found = {name: part.wish(sent) for name, part in FORM_PARTS.items()}
    return {name: wish for name, wish in found.items() if wish is not None}


def lacking(event: Event, wishes: Mapping[str, Any]) -> dict[str, Any]:
    """{name of the part: what of its wish cannot be had}, for `told_of`."""
    found = {name: FORM_PARTS[name].lacks(event, wish) for name, wish in wishes.items() if name in FORM_PARTS}
    return {name: lacks for name, lacks in found.items() if lacks}


def told_of(event: Event, args: MultiDict[str, str]) -> list[str]:
    """Sentences about what the address says to be lacking."""
    return [
        words for name, part in FORM_PARTS.items() if name in args and (words := part.tell(event, args.getlist(name)))
    ]


def fulfil(registration: Registration, wishes: Mapping[str, Any], at: datetime) -> None:
    for name, wish in wishes.items():
        if name in FORM_PARTS:
            FORM_PARTS[name].fulfil(registration, wish, at)


# Each: (registration, the state before, at), in the transaction that moves it to another state, before its place
# changes hands. Whoever locks rows of numbers locks those of an event after them.
MOVED: list[Callable[[Registration, str, datetime], None]] = []


def follow(registration: Registration, before: str, at: datetime) -> None:
    for hear in MOVED:
        hear(registration, before, at)


# Each: (registration, actor, at), in the transaction that makes somebody who was to come to the room take part online,
# before their place changes hands. The locks are those of `MOVED`.
WENT_ONLINE: list[Callable[[Registration, Actor, datetime], None]] = []


def went_online(registration: Registration, actor: Actor, at: datetime) -> None:
    for hear in WENT_ONLINE:
        hear(registration, actor, at)


@dataclass(frozen=True)
class Note:
    """What a letter about a registration says besides: a sentence, what it is about, files that go along."""

    sentence: str
    lines: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()


# Each: what belongs into every letter about a registration, as it is now or will be when this is stored.
NOTES: list[Callable[[Registration], Note | None]] = []
# Each: what somebody who is to come to the room would give up by taking part online, in their language.
BOUND_TO_ROOM: list[Callable[[Registration], list[str]]] = []


def notes_for(registration: Registration) -> list[Note]:
    return [note for ask in NOTES if (note := ask(registration)) is not None]


def bound_to_room(registration: Registration) -> list[str]:
    return [words for ask in BOUND_TO_ROOM for words in ask(registration)]


# Templates shown below the public form, and where it is closed; they see `event`.
BELOW_FORM: list[str] = []


def origin_of_walk_in(_registration: Registration) -> str:
    return _(
        "You get this because you registered at the entrance and gave this address. Your link shows what is kept of "
        "you: there you can correct it, cancel, or have it erased."
    )


# By source of a registration: words that tell a person who gave us their data (GDPR, article 14).
ORIGINS: dict[str, Callable[[Registration], str]] = {Source.WALK_IN: origin_of_walk_in}


def origin_of(registration: Registration) -> str:
    """Who registered the person, in words; "" for who did so themselves."""
    source = ORIGINS.get(registration.source)
    return source(registration) if source else ""


# Called in the transaction of a move, before places change, with the state before. One that keeps the place for others
# of its own, or gives one that it kept, says True: then no number of the event changes. May raise Refused.
KEEPERS: list[Callable[[Registration, str, datetime], bool]] = []


def is_kept(registration: Registration, before: str, at: datetime) -> bool:
    said = [keeper(registration, before, at) for keeper in KEEPERS]
    return any(said)


# Called in the transaction that puts a registration into another category, before places change, with the id of the
# category and the mode that it leaves. Each says whether the place left stays with a keeper, and whether one gives the
# new place: numbers of the event change for neither.
CATEGORY_KEEPERS: list[Callable[[Registration, int, str, datetime], tuple[bool, bool]]] = []


def kept_in_category(registration: Registration, old_category: int, old_mode: str, at: datetime) -> tuple[bool, bool]:
    said = [keeper(registration, old_category, old_mode, at) for keeper in CATEGORY_KEEPERS]
    return any(left for left, _given in said), any(given for _left, given in said)


# name of the feature -> function from the id of a category to where it is used
CATEGORY_USES: dict[str, Callable[[int], list[Use]]] = {}


def uses_of_category(category_id: int) -> list[Use]:
    """Everywhere that this and other features refer to the category."""
    return [use for uses in CATEGORY_USES.values() for use in uses(category_id)]
