"""The forms of check points and devices."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from conference.core.fields import WholeNumberField
from conference.core.forms import ChoiceField, ChoicesField, Form, LineField, VersionField, offered, required
from conference.events.forms import PlacesField

from .models import CheckPoint, Device, NoteKind, PointKind, Policy
from .models.notes import USUAL_NOTES
from .rules.points import PointValues
from .services.pairing import DeviceValues
from .words import NOTE_WORDS

MOST_GRACE = 120


def kinds() -> dict[str, str]:
    return {
        PointKind.ENTRANCE: _("Entrance"),
        PointKind.DAY: _("Day"),
        PointKind.ROOM: _("Room"),
        PointKind.SESSION: _("Session"),
        PointKind.HAND_OUT: _("Hand-out"),
    }


def policies() -> dict[str, str]:
    return {
        Policy.ONCE: _("Once"),
        Policy.ONCE_PER_DAY: _("Once a day"),
        Policy.REENTRY: _("Again after leaving"),
        Policy.MULTIPLE: _("As often as they like"),
    }


class NotesField(ChoicesField):
    """Tick boxes, one for each kind of note."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        choices = offered((str(kind), NOTE_WORDS[kind]) for kind in NoteKind)
        super().__init__(label, [Optional()], choices=choices, **kwargs)


class PointForm(Form):
    version = VersionField()
    name = LineField(_l("Name"), required(_l("Enter a name, like Main entrance or Lunch")), most=100)
    kind = ChoiceField(_l("What is it?"), choices=lambda: kinds().items())
    policy = ChoiceField(_l("How often does a badge open it?"), choices=lambda: policies().items())
    room = ChoiceField(_l("Room"), [Optional()])
    session = ChoiceField(_l("Session"), [Optional()])
    capacity = PlacesField(_l("Most people inside"))
    is_strict = BooleanField(_l("Nobody passes beyond that number"))
    grace_minutes = WholeNumberField(
        _l("Minutes before the start"), least=0, most=MOST_GRACE, words=_l("Enter a whole number from 0 to 120")
    )
    needs_tap = BooleanField(_l("Staff confirm each scan with a tap"))
    notes = NotesField(_l("What staff here are told of a person"))

    def __init__(self, rooms: dict[int, str], sessions: dict[int, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        none = ("", _("– none –"))
        self.room.choices = [none, *((str(ident), name) for ident, name in rooms.items())]
        self.session.choices = [none, *((str(ident), title) for ident, title in sessions.items())]

    def show(self, point: CheckPoint | None) -> None:
        self.grace_minutes.data = point.grace_minutes if point else 10
        if point is None:
            self.notes.data = list(USUAL_NOTES)
            return
        self.version.data = str(point.version)
        for name in ("name", "kind", "policy", "capacity", "is_strict", "needs_tap", "notes"):
            self[name].data = getattr(point, name)
        self.room.data, self.session.data = str(point.room_id or ""), str(point.session_id or "")

    def values(self) -> PointValues:
        """Of a form that is valid."""
        return PointValues(
            name=self.name.data, kind=self.kind.data, policy=self.policy.data,
            room_id=int(self.room.data) if self.room.data else None,
            session_id=int(self.session.data) if self.session.data else None,
            capacity=self.capacity.data, is_strict=self.is_strict.data,
            grace_minutes=self.grace_minutes.data or 0, needs_tap=self.needs_tap.data,
            notes=self.notes.data or [],
        )  # fmt: skip


class DeviceForm(Form):
    name = LineField(_l("Name of the door"), required(_l("Enter a name for this door, like Entrance A")), most=60)
    point = ChoiceField(_l("Check point"), [Optional()])
    search = BooleanField(_l("Find people by name"))
    walk_in = BooleanField(_l("Register people who come without a registration"))
    undo = BooleanField(_l("Undo its own scans"), default=True)
    supervise = BooleanField(_l("Supervise: undo scans of other doors"))
    printing = BooleanField(_l("Print badges"))
    station = ChoiceField(_l("Print station"), [Optional()])
    rehearse = BooleanField(_l("Practice: its scans count for nothing"))
    is_kiosk = BooleanField(_l("Guests scan themselves (kiosk)"))

    def __init__(self, points: list[CheckPoint], stations: Mapping[str, str], **kwargs: Any) -> None:
        """`stations`: names of print stations by their codes."""
        super().__init__(**kwargs)
        self.station.choices = [("", _("Whichever is free first")), *stations.items()]
        self.ids = {point.code: point.id for point in points}
        self.point.choices = [("", _("Staff choose on the phone")), *((point.code, point.name) for point in points)]

    def show(self, device: Device) -> None:
        self.name.data, self.point.data = device.name, device.point.code if device.point else ""
        rights = device.rights
        self.search.data = rights.get("search") not in (None, "off")
        self.walk_in.data, self.undo.data = bool(rights.get("walk_in")), bool(rights.get("undo", True))
        self.supervise.data, self.printing.data = bool(rights.get("supervise")), bool(rights.get("print"))
        self.station.data = rights.get("station") or ""
        self.rehearse.data, self.is_kiosk.data = bool(rights.get("rehearse")), device.is_kiosk

    def values(self) -> DeviceValues:
        """Of a form that is valid."""
        rights = {
            "search": "online" if self.search.data else "off", "walk_in": self.walk_in.data, "undo": self.undo.data,
            "supervise": self.supervise.data, "print": self.printing.data, "station": self.station.data or None,
            "rehearse": self.rehearse.data,
        }  # fmt: skip
        return DeviceValues(self.name.data, self.ids.get(self.point.data or ""), rights, self.is_kiosk.data)
