"""Adding projects, and changing what is said of one as a whole."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from conference.core import audit
from conference.core.db import lock, transaction
from conference.core.images import CleanImage, store_picture
from conference.core.merging import merged
from conference.core.stale import stale_edit

from . import queries, rules
from .models import Project, ProjectOfficer
from .rules import ProjectValues


def add_project(
    code: str, values: ProjectValues, *, officer_id: int | None = None, actor: audit.Actor, at: datetime
) -> str:
    """Add a project and return its code, as stored. Raises BadCode, CodeTaken or BadDates.

    officer_id: the user who answers for it from the start; administrators need no such right.
    """
    code = code.strip().upper()
    if refusal := rules.why_not_code(code) or rules.why_not_dates(values.starts_on, values.ends_on):
        raise refusal
    with transaction() as session:
        if queries.find_project(code) is not None:
            raise rules.CodeTaken(_("There is a project with this code already"))
        project = Project(code=code, changed_at=at, **vars(values))
        session.add(project)
        session.flush()
        if officer_id is not None:
            session.add(ProjectOfficer(user_id=officer_id, project_id=project.id, created_at=at))
        audit.record("project.added", project, actor=actor, event_id=None, at=at)
    return code


def change_project(
    project_id: int,
    values: ProjectValues,
    *,
    shown: str,
    logo: CleanImage | None = None,
    logo_removed: bool = False,
    actor: audit.Actor,
    at: datetime,
) -> None:
    """Save what is said of a project. Raises BadDates, or StaleEdit when others changed the same since `shown`."""
    with transaction():
        project = lock(Project, project_id)
        stored = asdict(rules.values_of(project))
        kept = reconciled(project, shown, asdict(values), stored)
        if refusal := rules.why_not_dates(kept["starts_on"], kept["ends_on"]):
            raise refusal
        for name, value in kept.items():
            setattr(project, name, value)
        fields = rules.changed_names(stored, kept)
        if logo is not None or logo_removed:
            project.logo = store_picture(logo, at=at) if logo is not None else None
            fields.append("logo")
        note_change(project, fields, actor=actor, at=at)


def delete_project(project_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take out a project that nothing refers to, with its components, partners, offices and officers. Raises InUse."""
    with transaction() as session:
        project = lock(Project, project_id)
        if refusal := rules.why_not_delete(queries.uses_of_project(project.id)):
            raise refusal
        audit.record("project.deleted", project, actor=actor, event_id=None, at=at, code=project.code)
        session.delete(project)


def reconciled(project: Project, shown: str, mine: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """What to store when others may have changed the project since the page was shown. Raises StaleEdit."""
    kept, conflicts = merged(shown, mine, stored)
    if conflicts:
        raise stale_edit(project)
    return kept


def note_change(project: Project, fields: list[str], *, actor: audit.Actor, at: datetime) -> None:
    """In the caller's transaction: the version rises, as `changed_at` does, also when only parts have changed."""
    project.changed_at = at
    audit.record("project.changed", project, actor=actor, event_id=None, at=at, fields=fields)
