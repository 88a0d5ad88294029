"""Categories, registrations, tickets and consents."""

from flask import Flask

# Pages about registrations that stand elsewhere, some of higher features.
BELOW = ("manage_batches.preview", "manage_batches.batch", "manage_notes.person", "manage_notes.many")


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l
    from flask_babel import lazy_pgettext

    from conference.core.jobs.handlers import CHORES
    from conference.events.navigation import Entry, manage_menu, public_menu
    from conference.events.permissions import Permission
    from conference.mail.wordings import offer_wordings

    from . import address_mails, jobs, mails, services, wordings  # noqa: F401 - join the kinds of jobs and composers
    from .cli import registration_cli
    from .hooks import TABLE_MENU
    from .joining import join_places
    from .joining_data import join_data
    from .joining_form import join_form
    from .joining_table import join_table
    from .views import correction, own, own_place, quarantine  # noqa: F401 - add their routes to the blueprints
    from .views.manage import manage_registrations
    from .views.public import registration

    nobody = _l("Nobody has registered yet: the preview shows the letter to a real person.")
    offer_wordings(wordings.KINDS, mails.sample_of, about=_l("Letters about a registration"), nobody=nobody)
    offer_wordings(wordings.ADDRESS_KINDS, address_mails.sample_of, about=_l("Letters about an address"), nobody=nobody)
    if services.forget_held not in CHORES:
        CHORES.append(services.forget_held)
    join_form(app)
    join_data()
    join_table()
    app.register_blueprint(registration)
    app.register_blueprint(manage_registrations)
    app.cli.add_command(registration_cli)
    join_places(app)
    public_menu.add(Entry(90, "registration.register", lazy_pgettext("page", "Register")))
    table = "manage_registrations.list"
    manage_menu.add(Entry(20, table, _l("Registrations"), Permission.VIEW_ATTENDEES, BELOW, TABLE_MENU))
