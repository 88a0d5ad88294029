"""Categories, registrations, tickets and consents."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.core.jobs.handlers import CHORES
    from conference.events.navigation import Entry, manage_menu, public_menu
    from conference.events.permissions import Permission
    from conference.mail.wordings import offer_wordings
    from conference.questions import hooks as form_hooks

    from . import jobs, mails, services, wordings  # noqa: F401 - join the kinds of jobs and the composers
    from .cli import registration_cli
    from .form_queries import category_pairs, count_answers
    from .joining import join_places
    from .views import answer_files, export, own, own_place, quarantine  # noqa: F401 - add their routes
    from .views.manage import manage_registrations
    from .views.preview import form_preview
    from .views.public import registration

    offer_wordings(wordings.KINDS)
    if services.forget_held not in CHORES:
        CHORES.append(services.forget_held)
    app.register_blueprint(registration)
    app.register_blueprint(manage_registrations)
    app.cli.add_command(registration_cli)
    join_places(app)
    form_hooks.join(category_pairs, count_answers, form_preview)
    public_menu.add(Entry(90, "registration.register", _l("Register")))
    manage_menu.add(Entry(20, "manage_registrations.list", _l("Registrations"), Permission.VIEW_ATTENDEES))
