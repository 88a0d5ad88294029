"""Who answers for a project."""

from datetime import datetime

from conference.core import audit
from conference.core.db import lock, transaction

from . import queries
from .models import Project, ProjectOfficer


def appoint_officer(project_id: int, user_id: int, *, actor: audit.Actor, at: datetime) -> bool:
    """Let a user edit the project and see what it does at every event; False when they may already."""
    with transaction() as session:
        project = lock(Project, project_id)
        if queries.is_officer(user_id, project_id):
            return False
        session.add(ProjectOfficer(user_id=user_id, project_id=project_id, created_at=at))
        audit.record("project.officer_appointed", project, actor=actor, event_id=None, at=at, user_id=user_id)
    return True


def dismiss_officer(project_id: int, user_id: int, *, actor: audit.Actor, at: datetime) -> bool:
    """Take that right back; False when the user has not got it."""
    with transaction() as session:
        project = lock(Project, project_id)
        officer = queries.find_officer(user_id, project_id)
        if officer is None:
            return False
        session.delete(officer)
        audit.record("project.officer_dismissed", project, actor=actor, event_id=None, at=at, user_id=user_id)
    return True
