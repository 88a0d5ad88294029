"""What this feature adds to the form builder, and what the form adds to this feature."""

from flask import Flask

from conference.core.jobs.handlers import CHORES
from conference.questions import hooks

from .form_queries import category_pairs, count_answers, questions_of_category
from .hooks import CATEGORY_USES
from .privacy_cli import privacy_cli
from .services import forget_answers
from .views import answer_files, own_consents  # noqa: F401 - add their routes
from .views.preview import form_preview


def join_form(app: Flask) -> None:
    hooks.join(category_pairs, count_answers, form_preview)
    CATEGORY_USES["questions"] = questions_of_category
    app.cli.add_command(privacy_cli)
    if forget_answers not in CHORES:
        CHORES.append(forget_answers)
