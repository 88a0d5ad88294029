"""Badges as they leave the printer: runs of many, single ones for the desk, who has one and what it says."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.core import audit
    from conference.core.jobs.handlers import CHORES
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.registration import hooks, keepers

    from . import facts, jobs, keeping_services  # noqa: F401 - registers the jobs
    from .views import desk  # noqa: F401 - joins the pages of runs
    from .views.pages import print_pages
    from .views.people import manage_prints
    from .views.runs import manage_printing

    for blueprint in (manage_printing, manage_prints, print_pages):
        app.register_blueprint(blueprint)
    keepers.join(keepers.Keeper(("badge_print",), facts.copy, keeping_services.erase))
    if keeping_services.forget_runs not in CHORES:
        CHORES.append(keeping_services.forget_runs)
    if facts.facts_of not in hooks.FACT_SOURCES:
        hooks.FACT_SOURCES.append(facts.facts_of)
    audit.describe(
        {
            "badges.requested": _l("Badges asked for"),
            "badges.taken_back": _l("Badges noted as not printed after all"),
        }
    )
    below = ("manage_prints.person", "manage_prints.print")
    manage_menu.add(Entry(22, "manage_printing.runs", _l("Badges"), Permission.PRINT_BADGES, below))
