from datetime import datetime

from flask_babel import gettext as _

from conference.core import audit
from conference.core.db import lock, transaction
from conference.core.errors import StaleEdit
from conference.core.images import CleanImage, store_picture

from . import rules
from .models import Project
from .rules import ProjectValues


def change_project(
    project_id: int,
    values: ProjectValues,
    *,
    logo: CleanImage | None,
    version: int,
    actor: audit.Actor,
    at: datetime,
) -> None:
    """Save what is said of a project. Raises StaleEdit when somebody saved since `version`, or BadDates."""
    if refusal := rules.why_not_dates(values.starts_on, values.ends_on):
        raise refusal
    with transaction():
        project = lock(Project, project_id)
        if project.version != version:
            raise StaleEdit(
                _("Somebody else saved this in the meantime. Open the page anew and make your change again.")
            )
        changed = [name for name, value in vars(values).items() if getattr(project, name) != value]
        for name in changed:
            setattr(project, name, getattr(values, name))
        project.countries = list(values.countries)
        if logo is not None:
            project.logo = store_picture(logo, at=at)
            changed.append("logo")
        audit.record("project.changed", project, actor=actor, event_id=None, at=at, fields=changed)
