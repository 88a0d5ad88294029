"""Badges: layouts in millimetres, sheets, single badges."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.core import audit
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.registration import keepers

    from . import jobs, privacy_services  # noqa: F401 - registers the jobs
    from .views.design import manage_design
    from .views.design_calls import design_calls
    from .views.designs import manage_designs
    from .views.elements import manage_elements
    from .views.manage import manage_badges
    from .views.papers import manage_papers

    for blueprint in (manage_badges, manage_designs, manage_design, manage_elements, design_calls, manage_papers):
        app.register_blueprint(blueprint)
    keepers.join(keepers.Keeper((), privacy_services.copy, privacy_services.erase))
    audit.describe(
        {
            "badges.papers": _l("Place cards, tents or door signs printed"),
            "badge_design.added": _l("Design of badges added"),
            "badge_design.changed": _l("Design of badges changed"),
            "badge_design.restored": _l("Older state of a design brought back"),
            "badge_design.deleted": _l("Design of badges deleted"),
            "badge_design.chosen": _l("Chosen which designs are printed"),
            "badge_design.picture_added": _l("Picture for designs added"),
        }
    )
    manage_menu.add(Entry(22, "manage_badges.list", _l("Badges"), Permission.PRINT_BADGES))
