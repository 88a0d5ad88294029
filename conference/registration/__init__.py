"""Categories, registrations, tickets and consents."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.core.jobs.handlers import CHORES
    from conference.events.navigation import Entry, manage_menu, public_menu
    from conference.events.permissions import Permission
    from conference.mail.wordings import offer_wordings

    from . import jobs, mails, services, wordings  # noqa: F401 - join the kinds of jobs and the composers
    from .cli import registration_cli
    from .joining import join_places
    from .joining_data import join_data
    from .joining_form import join_form
    from .views import export, own, own_place, quarantine, table  # noqa: F401 - add their routes to the blueprints
    from .views.manage import manage_registrations
    from .views.public import registration

    offer_wordings(wordings.KINDS)
    if services.forget_held not in CHORES:
        CHORES.append(services.forget_held)
    join_form(app)
    join_data()
    app.register_blueprint(registration)
    app.register_blueprint(manage_registrations)
    app.cli.add_command(registration_cli)
    join_places(app)
    public_menu.add(Entry(90, "registration.register", _l("Register")))
    manage_menu.add(Entry(20, "manage_registrations.list", _l("Registrations"), Permission.VIEW_ATTENDEES))
