"""The gates of organisers' pages that belong to no single event: the directory, the projects, their officers."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import abort, g
from flask_login import current_user

from conference.accounts.models import User
from conference.accounts.web import send_to_sign_in, signed_in_user
from conference.core.web import private_answer, stated
from conference.projects.models import Project
from conference.projects.queries import (
    all_projects,
    find_project,
    is_officer,
    is_officer_of_any,
    project_ids_of_officer,
)

from . import permissions, queries
from .permissions import Rights

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may call a page, as `tests/architecture` reads it."""

    DIRECTORY = "edit the directory"
    ADD_PROJECT = "add projects"
    PROJECT = "edit this project"
    ADMINISTRATOR = "administrator"


def rights() -> Rights:
    """What the signed-in user may do beside single events; looked up once for each request."""
    if "rights" not in g:
        user = signed_in_user()
        g.rights = Rights(user.is_administrator, is_officer_of_any(user.id), queries.roles_of_user(user.id))
    return g.rights


def may_edit_project(project: Project, user: User | None = None) -> bool:
    user = user or signed_in_user()
    return permissions.may_edit_project(
        is_administrator=user.is_administrator,
        is_officer=is_officer(user.id, project.id),
        roles=queries.roles_at_events_of(project.id, user.id),
    )


def editable_projects(user: User) -> list[Project]:
    """The projects that the user may edit, by code."""
    if user.is_administrator:
        return all_projects()
    near = project_ids_of_officer(user.id) | queries.near_project_ids(user.id)
    return [project for project in all_projects() if project.id in near and may_edit_project(project, user)]


def gate(access: Access, is_open: Callable[[], bool]) -> Callable[[View], View]:
    """A page for signed-in users whom `is_open` lets in; others are told that it is not for them."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(**values: Any) -> Any:
            private_answer()
            if not current_user.is_authenticated:
                return send_to_sign_in()
            if not is_open():
                abort(403)
            return view(**values)

        return stated(str(access), page)  # type: ignore[return-value]

    return decorate


directory_page = gate(Access.DIRECTORY, lambda: rights().may_edit_directory)
new_project_page = gate(Access.ADD_PROJECT, lambda: rights().may_add_project)


def project_page(*, administrators: bool = False) -> Callable[[View], View]:
    """Hand the view a `project` in place of `code`, if the visitor may edit it.

    Who has nothing to do with the project gets 404, who only sees it 403. `administrators`: for them alone.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(code: str, **values: Any) -> Any:
            private_answer()
            if not current_user.is_authenticated:
                return send_to_sign_in()
            project, user = find_project(code), signed_in_user()
            if project is None:
                abort(404)
            if not may_edit_project(project):
                abort(403 if any(queries.roles_at_events_of(project.id, user.id)) else 404)
            if administrators and not user.is_administrator:
                abort(403)
            g.project = project
            return view(project=project, **values)

        return stated(str(Access.ADMINISTRATOR if administrators else Access.PROJECT), page)  # type: ignore[return-value]

    return decorate
