"""Others than the person register: delegations, personal invitations, access codes, groups."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.mail.wordings import offer_wordings

    from . import jobs, mails, models, wordings  # noqa: F401 - they join kinds of work and tables
    from .views import manage_people, own_group  # noqa: F401 - add their routes to the blueprints
    from .views.codes import codes
    from .views.focal import focal
    from .views.groups import groups
    from .views.invitation import invitation
    from .views.manage import manage_delegations
    from .views.manage_codes import manage_codes
    from .views.manage_invitations import manage_invitations

    offer_wordings(
        wordings.KINDS,
        mails.sample_of,
        about=_l("Letters about delegations, invitations and groups"),
        nobody=_l("There is nobody to show this letter to yet: name, invite or register somebody first."),
    )
    app.register_blueprint(codes)
    app.register_blueprint(focal)
    app.register_blueprint(groups)
    app.register_blueprint(invitation)
    app.register_blueprint(manage_delegations)
    app.register_blueprint(manage_codes)
    app.register_blueprint(manage_invitations)
    manage_menu.add(Entry(22, "manage_delegations.overview", _l("Delegations"), Permission.VIEW_ATTENDEES))
    manage_menu.add(Entry(22, "manage_invitations.overview", _l("Invitations"), Permission.VIEW_ATTENDEES))
    manage_menu.add(Entry(22, "manage_codes.overview", _l("Access codes"), Permission.VIEW_ATTENDEES))
    join_hooks()


def join_hooks() -> None:
    from conference.core.jobs.handlers import CHORES
    from conference.registration import hooks, keepers
    from conference.registration.models import Source

    from . import facts, mails, privacy, services
    from .privacy_services import erase
    from .words import DEEDS

    audit.describe(DEEDS)
    keepers.join(keepers.Keeper(privacy.TABLES, privacy.copy, erase))
    CHORES.extend(chore for chore in (services.forget_people, services.send_reminders) if chore not in CHORES)
    if "delegations/public/below_form.html" not in hooks.BELOW_FORM:
        hooks.BELOW_FORM.append("delegations/public/below_form.html")
    if facts.facts_of not in hooks.FACT_SOURCES:
        hooks.FACT_SOURCES.append(facts.facts_of)
    hooks.CATEGORY_USES["delegations"] = facts.uses_of_category
    hooks.ORIGINS[Source.GROUP] = mails.origin_of_member
    if services.follow_category not in hooks.CATEGORY_KEEPERS:
        hooks.CATEGORY_KEEPERS.append(services.follow_category)
    hooks.KEEPERS.extend(
        keeper
        for keeper in (services.follow_registration, services.follow_code, services.follow_member)
        if keeper not in hooks.KEEPERS
    )
