"""Others than the person register: delegations, personal invitations, access codes, groups."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.registration import hooks

    from . import jobs, mails, models, services  # noqa: F401 - they sign up for their kinds of work and tables
    from .views import manage_people  # noqa: F401 - adds its routes to the blueprint
    from .views.focal import focal
    from .views.invitation import invitation
    from .views.manage import manage_delegations
    from .words import DEEDS

    app.register_blueprint(focal)
    app.register_blueprint(invitation)
    app.register_blueprint(manage_delegations)
    manage_menu.add(Entry(22, "manage_delegations.overview", _l("Delegations"), Permission.VIEW_ATTENDEES))
    audit.describe(DEEDS)
    if services.follow_registration not in hooks.KEEPERS:
        hooks.KEEPERS.append(services.follow_registration)
