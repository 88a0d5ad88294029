"""What this feature adds to the form builder, and what the form adds to this feature."""

from flask import Flask

from conference.core.jobs.worker import CHORES
from conference.questions import hooks


def join_form(app: Flask) -> None:
    """Before the blueprints are taken over, which know their routes then."""
    from . import services
    from .form_queries import category_pairs, count_answers
    from .privacy_cli import privacy_cli
    from .views import answer_files, own_consents  # noqa: F401 - add their routes
    from .views.preview import form_preview

    hooks.join(category_pairs, count_answers, form_preview)
    app.cli.add_command(privacy_cli)
    if services.forget_answers not in CHORES:
        CHORES.append(services.forget_answers)
