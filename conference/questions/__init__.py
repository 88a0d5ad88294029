"""What the registration form of an event asks: its own questions, their conditions, their answers."""

from functools import partial

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.core.uploads import file_limit
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.programme.translation_queries import MORE

    from .keeping import MOST_ANSWER_BYTES, MOST_SENT
    from .translations import texts_of_form
    from .views import copies, question  # noqa: F401 - add their routes to the blueprint
    from .views.builder import manage_form
    from .words import BASIS_WORDS, DEED_WORDS

    app.register_blueprint(manage_form)
    app.jinja_env.globals.update(
        most_answer_mb=MOST_ANSWER_BYTES // 1024 // 1024,
        answer_file_limit=partial(file_limit, MOST_ANSWER_BYTES, MOST_SENT),
        basis_words=BASIS_WORDS,
    )
    manage_menu.add(Entry(21, "manage_form.form", _l("Registration form"), Permission.EDIT_EVENT))
    audit.describe(DEED_WORDS)
    MORE["questions"] = texts_of_form
