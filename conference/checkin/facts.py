"""What the door knows of a person, for the organisers' page."""

from flask_babel import gettext as _

from conference.registration.hooks import Fact
from conference.registration.models import Registration

from .models import NoteKind
from .queries.notes import marks_of
from .words import NOTE_WORDS


def facts_of(registration: Registration) -> list[Fact]:
    marks = marks_of([registration.id]).get(registration.id, {})
    told = [": ".join(filter(None, (str(NOTE_WORDS[kind]), marks[kind]))) for kind in NoteKind if kind in marks]
    return [(_("Notes for the door"), "; ".join(told))] if told else []
