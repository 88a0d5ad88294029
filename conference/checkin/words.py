"""What people read for the states and deeds of the door."""

from typing import Any

from flask_babel import lazy_gettext as _l

from . import answers
from .models import NoteKind, Outcome, Scan

LETTER_WORDS: dict[str, Any] = {
    "malformed": _l("Cannot be read"),
    "scan_id_reused": _l("The id belongs to another scan"),
    "seq_reused": _l("The number belongs to another scan"),
    "point_unknown": _l("There is no such check point"),
    "walk_in_not_allowed": _l("A person registered at a device that may not"),
    "walk_in_unreadable": _l("A person registered at the door, and it failed: register them by hand"),
}
NOTE_WORDS: dict[str, Any] = {
    NoteKind.VIP: _l("VIP"),
    NoteKind.HEADSET: _l("Headset for interpretation"),
    NoteKind.DIETARY: _l("Dietary needs"),
    NoteKind.NO_PHOTO: _l("No photos"),
    NoteKind.WHEELCHAIR: _l("Step-free way"),
    NoteKind.MINOR: _l("Under age"),
    NoteKind.DESK: _l("Call the desk"),
}
# (state of the status component, word) of each of `queries.blanks.STATES`
BLANK_WORDS: dict[str, tuple[str, Any]] = {
    "unused": ("draft", _l("Unused")),
    "given": ("confirmed", _l("Given to somebody")),
    "void": ("cancelled", _l("Void")),
}
HISTORY_WORDS: dict[str, Any] = {
    "registration.door_notes": _l("Notes for the door changed"),
    "registrations.door_note": _l("A note for the door given to many, or taken from them"),
    "door.searched": _l("Looked for a name"),
    "scan.released": _l("A held scan was released"),
    "scan.discarded": _l("A held scan was discarded"),
    "scans.released": _l("All held scans of a device were released"),
    "scans.discarded": _l("All held scans of a device were discarded"),
    "conflict.settled": _l("A badge let in twice was settled"),
    "dead_letter.settled": _l("A message of a device was settled"),
    "scan.from_paper": _l("Entered from paper"),
    "scan.paper_taken_back": _l("An entry from paper taken back"),
    "rehearsal.started": _l("A rehearsal of the door began"),
    "rehearsal.ended": _l("The rehearsal of the door ended"),
    "device.seats_freed": _l("Seats of a removed device freed"),
    "blanks.made": _l("Blank badges made"),
    "blanks.voided": _l("Blank badges made void"),
    "blank.settled": _l("Said whose a blank badge is"),
    "door_screen.opened": _l("The public screen of the door got an address"),
    "door_screen.closed": _l("The public screen of the door was closed"),
}


def words_of_outcome(scan: Scan) -> str:
    """What the door said, in one phrase."""
    word = answers.word_of(answers.verdict_of(scan))
    reason = "" if scan.outcome == Outcome.ADMIT else answers.words_of_reason(scan.reason)
    return f"{word}. {reason}".rstrip(". ") if reason else word
