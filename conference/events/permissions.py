"""Who may do what at an event: one table of roles and permissions."""

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
