"""Which notes door staff get of a person: only what the point they stand at is for. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conference.questions.presets import DIETARY, INTERPRETATION, NO_INTERPRETATION

from ..models import NoteKind, PointKind

VIP_CATEGORIES = "vip"  # how their codes begin
ANSWERED = {NoteKind.HEADSET: INTERPRETATION, NoteKind.DIETARY: DIETARY}  # by the code of the question
AT_DOORS = (NoteKind.VIP, NoteKind.HEADSET, NoteKind.NO_PHOTO, NoteKind.WHEELCHAIR, NoteKind.MINOR, NoteKind.DESK)
INSIDE = (NoteKind.VIP, NoteKind.HEADSET, NoteKind.WHEELCHAIR, NoteKind.DESK)
# What each kind of point may show at most: health and religion are no business of an entrance.
FITTING: Mapping[str, tuple[NoteKind, ...]] = {
    PointKind.ENTRANCE: AT_DOORS,
    PointKind.DAY: AT_DOORS,
    PointKind.ROOM: INSIDE,
    PointKind.SESSION: INSIDE,
    PointKind.HAND_OUT: (NoteKind.VIP, NoteKind.HEADSET, NoteKind.DIETARY, NoteKind.DESK),
}


def fitting_notes(kind: str, wanted: Iterable[str]) -> list[str]:
    """Those of the notes that a point of that kind may show, in the order in which staff read them."""
    chosen = set(wanted)
    return [str(note) for note in FITTING[kind] if note in chosen]


@dataclass(frozen=True, slots=True)
class Noted:
    """What is known of a person that may become a note. `marks`: set by organisers, with words for staff."""

    category: str  # code
    refuses_photos: bool
    answers: Mapping[str, Any]
    marks: Mapping[str, str] = field(default_factory=dict)


def notes_of(noted: Noted, wanted: Collection[str]) -> list[dict[str, Any]]:
    """The notes among those wanted, as devices get them.

    `of`: codes of chosen options; what somebody typed about their needs never becomes a note.
    """
    found: dict[str, dict[str, Any]] = {str(kind): {"text": text} if text else {} for kind, text in noted.marks.items()}
    if noted.category.startswith(VIP_CATEGORIES):
        found[NoteKind.VIP] = {}
    if noted.refuses_photos:
        found[NoteKind.NO_PHOTO] = {}
    if (speech := noted.answers.get(INTERPRETATION)) and isinstance(speech, str) and speech != NO_INTERPRETATION:
        found[NoteKind.HEADSET] = {"of": [speech]}
    if (diet := noted.answers.get(DIETARY)) and isinstance(diet, list):
        found[NoteKind.DIETARY] = {"of": diet}
    return [{"icon": str(kind), **found[kind]} for kind in NoteKind if kind in found and kind in wanted]
