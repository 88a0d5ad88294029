"""What the editor sends: JSON from its script, and the same as plain forms."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField
from wtforms.fields import TimeField
from wtforms.validators import InputRequired, NumberRange, Optional

from conference.core import times
from conference.core.errors import Refused
from conference.core.forms import EARLIEST_YEAR, LATEST_YEAR, ChoiceField, Form, LineField, SkippedTime, required
from conference.core.text import clean_line, why_not_text
from conference.core.times import from_wall
from conference.events.models import Event
from conference.programme.models import SessionKind
from conference.programme.words import KIND_WORDS

from .board import Board
from .editor_rules import MOST_MINUTES, MOST_MOVES, BadMove, Move, NewSession, Target, version_of

MOST_TITLE = 300
MOST_TEXT = 64
MOST_SLOT = 2**31


class Malformed(Refused):
    """A program sent what the editor never sends."""

    code = "malformed"


def moves(body: Any, zone: str) -> list[Move]:
    """The moves of a request: one alone, or those in `moves`. Raises Malformed, BadMove or SkippedTime."""
    listed = body.get("moves", [body]) if isinstance(body, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed) or not listed:
        raise Malformed(_("Moves are JSON objects that name a session"))
    if len(listed) > MOST_MOVES:
        raise Malformed(_("At most %(most)d moves at once", most=MOST_MOVES))
    found = [_move(one, zone) for one in listed]
    if len({(one.session, one.slot) for one in found}) < len(found):
        raise Malformed(_("Each slot can be moved once at a time"))
    return found


def _move(body: dict[str, Any], zone: str) -> Move:
    slot = body.get("slot")
    if slot is not None and (not isinstance(slot, int) or isinstance(slot, bool) or not 0 < slot < MOST_SLOT):
        raise Malformed(_("A slot is a number"))
    return Move(_text(body, "session"), slot, _text(body, "version", ""), target(body, zone))


def target(body: dict[str, Any], zone: str) -> Target | None:
    if body.get("starts_at") is None and body.get("ends_at") is None:
        return None
    room = None if body.get("room") is None else _text(body, "room")
    starts_at, ends_at = _instant(body.get("starts_at"), zone), _instant(body.get("ends_at"), zone)
    if ends_at - starts_at > timedelta(minutes=MOST_MINUTES):
        raise BadMove(_("A session lasts at most a day"))
    return Target(room or None, starts_at, ends_at)


def new_session(body: Any, zone: str) -> NewSession:
    if not isinstance(body, dict):
        raise Malformed(_("A session is a JSON object"))
    title = clean_line(_text(body, "title", most=10 * MOST_TITLE))
    if not title:
        raise BadMove(_("Enter the title of the session"))
    if wrong := why_not_text(title):
        raise BadMove(str(wrong))
    if len(title) > MOST_TITLE:
        raise BadMove(_("Use %(max)d characters or fewer", max=MOST_TITLE))
    kind, minutes = body.get("kind", SessionKind.PRESENTATION), body.get("minutes", 30)
    if not isinstance(kind, str) or kind not in set(SessionKind):
        raise Malformed(_("There is no such kind of session"))
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 < minutes <= MOST_MINUTES:
        raise BadMove(_("A session lasts between 1 minute and a day"))
    return NewSession(_uuid(body.get("uuid")), title, kind, minutes, target(body, zone))


def repeat(body: Any, zone: str) -> tuple[str, Target]:
    """(code of the session to be held once more, where and when)."""
    if not isinstance(body, dict):
        raise Malformed(_("A session is a JSON object"))
    where = target(body, zone)
    if where is None:
        raise Malformed(_("Say where and when the session is held again"))
    return _text(body, "session"), where


def _uuid(value: Any) -> str:
    try:
        return str(uuid.UUID(value))
    except (ValueError, TypeError, AttributeError) as error:
        raise Malformed(_("A session is named by a UUID")) from error


def _text(body: dict[str, Any], name: str, default: str | None = None, *, most: int = MOST_TEXT) -> str:
    value = body.get(name, default)
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        raise Malformed(_("“%(name)s” must be a short text", name=name))
    return value


def _instant(value: Any, zone: str) -> datetime:
    """A wall time of the event, or an instant with its offset."""
    try:
        at = datetime.fromisoformat(value)
    except (ValueError, TypeError) as error:
        raise Malformed(_("Enter a date and time, like 2027-04-14 09:30")) from error
    if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
        raise Malformed(_("Enter a date and time, like 2027-04-14 09:30"))
    return at if at.tzinfo else at_wall(at, zone)


def at_wall(wall: datetime, zone: str) -> datetime:
    try:
        return from_wall(wall, zone)
    except ValueError as error:
        raise SkippedTime(_("That time does not exist: clocks go forward that night")) from error


def day_choices(board: Board) -> list[tuple[str, str]]:
    return [(day.on.isoformat(), times.day(day.on)) for day in board.hours.days]


class DayField(ChoiceField):
    """A day of the event."""

    def on(self) -> date:
        return date.fromisoformat(self.data)


class ClockField(TimeField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError as error:
            raise ValueError(_l("Enter a time, like 09:30")) from error


class MinutesField(IntegerField):
    def __init__(self, label: Any, least: int, most: int, words: Any, **kwargs: Any) -> None:
        self.words = words
        super().__init__(label, [InputRequired(words), NumberRange(least, most, words)], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.words) from error


class PlaceForm(Form):
    """Where and when one slot is to be; `slot` is empty for one more."""

    slot = HiddenField()
    version = HiddenField()
    day = DayField(_l("Day"))
    starts = ClockField(_l("Starts"), [InputRequired(_l("Enter a time, like 09:30"))])
    minutes = MinutesField(
        _l("Minutes"), 1, MOST_MINUTES, _l("Enter how many minutes it lasts, at least 1"), default=30
    )
    room = ChoiceField(_l("Room"), [Optional()])

    def offer(self, board: Board, keep: str | None = None) -> None:
        """Set what can be chosen; a room out of use only where the slot is in it already."""
        rooms = [room for room in board.rooms.values() if not room.is_hidden or room.key == keep]
        self.day.choices = day_choices(board)
        self.room.choices = [("", _("Everybody, no room")), *((room.key, room.name) for room in rooms)]

    def show(self, placement: Any, room: str | None, zone: str) -> None:
        """The place as it stands, to be changed."""
        start = times.to_zone(placement.starts_at, zone)
        self.slot.data, self.version.data = str(placement.slot_id), version_of(placement)
        self.day.data, self.starts.data, self.room.data = start.date().isoformat(), start.time(), room or ""
        self.minutes.data = int((placement.ends_at - placement.starts_at).total_seconds() // 60)

    def target(self, zone: str) -> Target:
        starts_at = at_wall(datetime.combine(self.day.on(), self.starts.data or time()), zone)
        return Target(self.room.data or None, starts_at, starts_at + timedelta(minutes=self.minutes.data or 0))

    @property
    def slot_id(self) -> int | None:
        typed = str(self.slot.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_SLOT)) else None


class NewSessionForm(PlaceForm):
    """A session straight into the grid."""

    uuid = HiddenField(default=lambda: str(uuid.uuid4()))
    title = LineField(_l("Title"), required(_l("Enter the title of the session")), most=MOST_TITLE)
    kind = ChoiceField(_l("Kind"), choices=[(str(kind), words) for kind, words in KIND_WORDS.items()])

    def session(self, zone: str) -> NewSession:
        values = {"uuid": self.uuid.data, "title": self.title.data, "kind": self.kind.data}
        bare = new_session({**values, "minutes": self.minutes.data}, zone)
        return NewSession(bare.uuid, bare.title, bare.kind, bare.minutes, self.target(zone))


class ShiftForm(Form):
    """Move what begins on a day from a time on."""

    day = DayField(_l("Day"))
    since = ClockField(_l("Everything that begins at or after"), [InputRequired(_l("Enter a time, like 09:30"))])
    minutes = MinutesField(
        _l("Minutes later"), -MOST_MINUTES, MOST_MINUTES, _l("Enter a number of minutes; with a minus to move earlier")
    )

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        self.day.choices = list(choices)

    def span(self, event: Event) -> tuple[datetime, datetime]:
        """From the time asked for to the end of that day."""
        day = self.day.on()
        since = at_wall(datetime.combine(day, self.since.data or time()), event.zone)
        return since, at_wall(datetime.combine(day + timedelta(days=1), time()), event.zone)
