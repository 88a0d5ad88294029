"""One function for each thing that people and organisers do with a registration."""

from .addresses import ask_new_address, confirm_new_address, note_copy, renew_link
from .batches import UNDO_WITHIN, do_next, start_batch, undo_batch, undo_next, why_not_undo
from .categories import add_category, change_category, change_settings, delete_category, move_category
from .correcting import correct
from .details import change_details, give_consent, withdraw_consent
from .erasing import erase
from .letters import mail_link, resend_confirmation, send_link
from .modes import change_mode, note_joined
from .moves import approve, cancel, decline, restore
from .quarantine import KEPT_FOR, drop, forget_held, hold, release
from .registering import Outcome, register
from .retention import forget_answers
from .room_wishes import ask_for_room, end_room_offer, stay_online
from .scrubbing import scrub
from .secrets import issue_ticket, revoke_ticket, rotate_link
from .table_views import (
    KEPT_DELETED,
    delete_view,
    forget_views,
    keep_columns,
    keep_view,
    open_with,
    redefine_view,
    rename_view,
    restore_view,
)
from .telling import tell_of_event
from .verifying import expire, verify
from .waiting import accept_offer, end_offer, move_in_line, offer_now, serve_line, wait_on
from .walk_ins import register_walk_in

__all__ = [
    "KEPT_DELETED",
    "KEPT_FOR",
    "UNDO_WITHIN",
    "Outcome",
    "accept_offer",
    "add_category",
    "approve",
    "ask_for_room",
    "ask_new_address",
    "cancel",
    "change_category",
    "change_details",
    "change_mode",
    "change_settings",
    "confirm_new_address",
    "correct",
    "decline",
    "delete_category",
    "delete_view",
    "do_next",
    "drop",
    "end_offer",
    "end_room_offer",
    "erase",
    "expire",
    "forget_answers",
    "forget_held",
    "forget_views",
    "give_consent",
    "hold",
    "issue_ticket",
    "keep_columns",
    "keep_view",
    "mail_link",
    "move_category",
    "move_in_line",
    "note_copy",
    "note_joined",
    "offer_now",
    "open_with",
    "redefine_view",
    "register",
    "register_walk_in",
    "release",
    "rename_view",
    "renew_link",
    "resend_confirmation",
    "restore",
    "restore_view",
    "revoke_ticket",
    "rotate_link",
    "scrub",
    "send_link",
    "serve_line",
    "start_batch",
    "stay_online",
    "tell_of_event",
    "undo_batch",
    "undo_next",
    "verify",
    "wait_on",
    "why_not_undo",
    "withdraw_consent",
]
