"""What the door writes: scans as facts with what was decided about them, who is in, devices, points."""

from .blanks import choose_owner, make_blanks, print_again, void_blanks
from .devices import free_seats, revoke_device
from .notes import mark_many, set_notes
from .pairing import claim_pairing, confirm_pairing, new_pairing, refuse_pairing, state_of_claim
from .paper import enter_from_paper, take_back_from_paper
from .points import add_point, keep_entrance
from .recording import Recorded, door_of, record_scan, undo_scan
from .records import refresh
from .screens import close_screen, open_screen
from .searches import note_search
from .settling import decide_held, discard_scan, release_scan, settle_conflict, settle_letter, switch_rehearsal
from .syncing import Synced, take_in
from .walk_ins import bring_in, bring_in_reported

__all__ = [
    "Recorded",
    "Synced",
    "add_point",
    "bring_in",
    "bring_in_reported",
    "choose_owner",
    "claim_pairing",
    "close_screen",
    "confirm_pairing",
    "decide_held",
    "discard_scan",
    "door_of",
    "enter_from_paper",
    "free_seats",
    "keep_entrance",
    "make_blanks",
    "mark_many",
    "new_pairing",
    "note_search",
    "open_screen",
    "print_again",
    "record_scan",
    "refresh",
    "refuse_pairing",
    "release_scan",
    "revoke_device",
    "set_notes",
    "settle_conflict",
    "settle_letter",
    "state_of_claim",
    "switch_rehearsal",
    "take_back_from_paper",
    "take_in",
    "undo_scan",
    "void_blanks",
]
