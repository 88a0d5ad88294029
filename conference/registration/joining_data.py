"""Join what this floor holds about people: the copy they get, its erasure, and their pages for both."""

from . import address_mails, event_mails, room_mails  # noqa: F401 - join the composers
from .copies import copy
from .keepers import Keeper, join
from .services.erasing import erase_own
from .views import new_address, own_data, telling  # noqa: F401 - add their routes to the blueprints

TABLES = ("registration", "ticket", "consent", "address_change", "held_submission", "answer_file", "room_wish")


def join_data() -> None:
    join(Keeper(TABLES, copy, erase_own))
