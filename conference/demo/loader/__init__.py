"""`demo load`: the reference event, a second one that is open, and the accounts to run them.

Each step stores all of its part or nothing and adds only what is missing, so that loading again changes nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime

from conference.demo.files import EVENTS, read

from .accounts import ACCOUNTS, Account, add_accounts, add_memberships, add_officers, reset_passwords
from .delegations import add_delegation
from .directory import add_directory, add_projects
from .door import add_check_ins
from .events import add_event
from .people import add_people
from .questions import add_questions
from .rooms_visited import add_room_scans

__all__ = ["ACCOUNTS", "SLUGS", "Account", "Loaded", "add_memberships", "load", "reset_passwords"]

SLUGS = [read(f"{folder}/event")["event"]["slug"] for folder in EVENTS]


@dataclass
class Loaded:
    """How many rows of what were made; `passwords` of new accounts by address."""

    organisations: int = 0
    projects: int = 0
    events: list[str] = field(default_factory=list)
    registrations: int = 0
    scans: int = 0
    passwords: dict[str, str] = field(default_factory=dict)


def load(*, at: datetime) -> Loaded:
    """Load what is missing of the demo. Accounts come last: whatever fails, no password is made and not shown."""
    made = Loaded(organisations=add_directory(), projects=add_projects())
    for folder, slug in zip(EVENTS, SLUGS, strict=True):
        if add_event(folder, at=at):
            made.events.append(slug)
            add_questions(slug, read(f"{folder}/event")["event"].get("questions", []), at=at)
        made.registrations += add_people(slug, is_second=folder != EVENTS[0], at=at)
    add_delegation(SLUGS[1], at=at)
    made.scans = add_check_ins(SLUGS[0], at=at)
    made.scans += add_room_scans(SLUGS[0], at=at)
    made.passwords = add_accounts(at=at)
    add_memberships(made.events, {account.email for account in ACCOUNTS}, at=at)
    add_memberships(SLUGS, set(made.passwords), at=at)
    add_officers(set(made.passwords), at=at)
    return made
