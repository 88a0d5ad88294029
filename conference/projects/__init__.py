"""Funded projects with their components, partners and offices.

Their pages for organisers stand in `events`, where it is known who may edit them; what they do at events is told by
`programme`.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit
from conference.organisations.hooks import join


def register(app: Flask) -> None:
    from .cli import project_cli
    from .references import REFERENCES
    from .telling import init_telling

    for reference in REFERENCES:
        join(reference)
    init_telling(app)
    app.cli.add_command(project_cli)
    audit.describe(
        {
            "project.added": _l("Project added"),
            "project.changed": _l("Project changed"),
            "project.deleted": _l("Project deleted"),
            "project.officer_appointed": _l("Project officer appointed"),
            "project.officer_dismissed": _l("Project officer dismissed"),
        }
    )
