"""Who may do what at an event: one table of roles and permissions. And what follows from roles beside the events."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    VIEW_EVENT = "view_event"  # also while it is a draft
    VIEW_ATTENDEES = "view_attendees"
    EDIT_ATTENDEES = "edit_attendees"
    EXPORT = "export"
    EDIT_PROGRAMME = "edit_programme"
    PUBLISH = "publish"
    EDIT_EVENT = "edit_event"
    EDIT_PROJECTS = "edit_projects"
    PRINT_BADGES = "print_badges"
    VIEW_MAIL = "view_mail"
    SEND_MAIL = "send_mail"
    VIEW_CHECK_IN = "view_check_in"
    SCAN = "scan"
    EDIT_TEAM = "edit_team"


class Role(StrEnum):
    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"
    DOOR = "door"


_VIEWER = frozenset({
    Permission.VIEW_EVENT,
    Permission.VIEW_ATTENDEES,
    Permission.EXPORT,
    Permission.PRINT_BADGES,
    Permission.VIEW_CHECK_IN,
})  # fmt: skip
_EDITOR = _VIEWER | {
    Permission.EDIT_ATTENDEES,
    Permission.EDIT_PROGRAMME,
    Permission.EDIT_EVENT,
    Permission.EDIT_PROJECTS,
    Permission.VIEW_MAIL,
    Permission.SEND_MAIL,
    Permission.SCAN,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.EDITOR: _EDITOR,
    Role.VIEWER: _VIEWER,
    Role.DOOR: frozenset({Permission.SCAN}),
}


def may(role: str | None, permission: Permission) -> bool:
    return role is not None and permission in PERMISSIONS[Role(role)]


@dataclass(frozen=True)
class Rights:
    """What a user may do with what all events share. `roles`: those at any event; `is_officer`: of any project."""

    is_administrator: bool
    is_officer: bool
    roles: frozenset[str]

    @property
    def may_edit_directory(self) -> bool:
        """Whoever writes down speakers or partners needs their organisations."""
        edits = any(may(role, Permission.EDIT_PROGRAMME) for role in self.roles)
        return self.is_administrator or self.is_officer or edits

    @property
    def may_add_project(self) -> bool:
        return self.is_administrator or Role.OWNER in self.roles


def may_edit_project(*, is_administrator: bool, is_officer: bool, roles: Collection[str | None]) -> bool:
    """Tell whether somebody may change a project, which all its events show.

    roles: the person's role, or None, at each event that the project organises. Its officers may, and the owner of any
    of its events; an editor only while no event of strangers would change with it.
    """
    if is_administrator or is_officer or Role.OWNER in roles:
        return True
    return bool(roles) and all(may(role, Permission.EDIT_PROJECTS) for role in roles)
