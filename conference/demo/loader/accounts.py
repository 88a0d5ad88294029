"""Demo accounts: who they are, what they may do at the demo events, and passwords nobody can know beforehand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from conference.accounts.passwords import new_password
from conference.accounts.queries import find_user
from conference.accounts.services import add_user, set_password
from conference.core import audit
from conference.core.db import transaction
from conference.events.models import Event, Membership
from conference.events.permissions import Role
from conference.projects.officer_services import appoint_officer
from conference.projects.queries import find_project


@dataclass(frozen=True)
class Account:
    email: str
    name: str
    role: Role | None
    can: str
    is_administrator: bool = False
    officer_of: str = ""  # the code of a project


ACCOUNTS = (
    Account("organiser@example.org", "Demo Organiser", Role.OWNER, "organiser: everything at the demo events"),
    Account("editor@example.org", "Demo Editor", Role.EDITOR, "editor: programme and people, no publishing"),
    Account("door@example.org", "Demo Door Staff", Role.DOOR, "door staff: scans tickets"),
    Account(
        "officer@example.org",
        "Demo Project Officer",
        Role.VIEWER,
        "project officer: edits BOMCA; reads and exports",
        officer_of="BOMCA",
    ),
    Account(
        "admin@example.org", "Demo Administrator", None, "administrator: accounts and the outbox", is_administrator=True
    ),
)


def add_accounts(*, at: datetime) -> dict[str, str]:
    """Add the accounts that are missing. Returns their passwords by address: they are kept nowhere."""
    passwords = {}
    for account in ACCOUNTS:
        if find_user(account.email) is None:
            passwords[account.email] = password = new_password()
            add_user(account.email, account.name, password, at=at, is_administrator=account.is_administrator)
    return passwords


def add_officers(emails: set[str], *, at: datetime) -> None:
    """Let the accounts among `emails` edit their projects; asked only for new ones, as roles are."""
    for account in ACCOUNTS:
        user, project = find_user(account.email), find_project(account.officer_of)
        if user and project and account.email in emails:
            appoint_officer(project.id, user.id, actor=audit.Actor("demo load"), at=at)


def reset_passwords(*, at: datetime) -> dict[str, str]:
    """Give every demo account a new password and end its sign-ins. Returns the passwords by address."""
    passwords = {}
    for account in ACCOUNTS:
        if user := find_user(account.email):
            passwords[account.email] = password = new_password()
            set_password(user.id, password, at=at)
    return passwords


def add_memberships(slugs: list[str], emails: set[str], *, at: datetime) -> None:
    """Let the demo accounts work at the events `slugs`, as far as they have no role there.

    Asked only for new events and new accounts, so that whoever was taken off a team stays off.
    """
    with transaction() as session:
        events = session.scalars(select(Event.id).where(Event.slug.in_(slugs))).all()
        for account in ACCOUNTS:
            user = find_user(account.email)
            if user is None or account.role is None or account.email not in emails:
                continue
            query = select(Membership.event_id).where(Membership.user_id == user.id)
            for event_id in set(events) - set(session.scalars(query)):
                session.add(Membership(user_id=user.id, event_id=event_id, role=account.role, created_at=at))
