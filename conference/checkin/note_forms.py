"""The forms of notes for the door: of one person, of many."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from conference.core.forms import ChoiceField, Form, LineField, VersionField

from .models import LONGEST_NOTE, SET_BY_HAND, NoteKind
from .words import NOTE_WORDS

TICKS = tuple(str(kind) for kind in SET_BY_HAND if kind != NoteKind.DESK)


class NotesForm(Form):
    version = VersionField()
    vip = BooleanField(NOTE_WORDS[NoteKind.VIP])
    wheelchair = BooleanField(NOTE_WORDS[NoteKind.WHEELCHAIR])
    minor = BooleanField(NOTE_WORDS[NoteKind.MINOR])
    desk = BooleanField(NOTE_WORDS[NoteKind.DESK])
    text = LineField(_l("What the desk should know"), most=LONGEST_NOTE)

    def show(self, notes: Mapping[str, str], version: int) -> None:
        self.version.data = str(version)
        for kind in SET_BY_HAND:
            self[kind].data = kind in notes
        self.text.data = notes.get(NoteKind.DESK, "")

    def notes(self) -> dict[str, str]:
        """Of a form that is valid. Whoever wrote words means the note that they belong to."""
        words = self.text.data or ""
        told = {kind: "" for kind in TICKS if self[kind].data}
        return told | ({str(NoteKind.DESK): words} if self.desk.data or words else {})


class MarkForm(Form):
    """One note for many people."""

    kind = ChoiceField(_l("Note"), choices=lambda: [(str(kind), str(NOTE_WORDS[kind])) for kind in SET_BY_HAND])
    deed = ChoiceField(_l("What to do"), choices=lambda: [("give", str(GIVE)), ("take", str(TAKE))])
    text = LineField(_l("What the desk should know"), most=LONGEST_NOTE)

    @property
    def is_given(self) -> bool:
        return bool(self.deed.data == "give")

    def words(self) -> str:
        """Only the call to the desk has words."""
        return (self.text.data or "") if self.kind.data == NoteKind.DESK and self.is_given else ""


GIVE: Any = _l("Give it to them")
TAKE: Any = _l("Take it from them")
