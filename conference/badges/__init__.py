"""Badges: designs in millimetres, the engine that fills them, paper; and signs, tents and cards by the same."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.core import audit
    from conference.registration import hooks

    from .tickets import draw_ticket
    from .views.design import manage_design
    from .views.design_calls import design_calls
    from .views.designs import manage_designs
    from .views.elements import manage_elements
    from .views.papers import manage_papers
    from .views.pictures import manage_pictures

    for blueprint in (
        manage_designs, manage_design, manage_elements, design_calls, manage_papers, manage_pictures,
    ):  # fmt: skip
        app.register_blueprint(blueprint)
    hooks.TICKET_PAPERS["pdf"] = draw_ticket
    audit.describe(
        {
            "badges.papers": _l("Place cards, tents or door signs printed"),
            "badge_design.added": _l("Design of badges added"),
            "badge_design.changed": _l("Design of badges changed"),
            "badge_design.restored": _l("Older state of a design brought back"),
            "badge_design.deleted": _l("Design of badges deleted"),
            "badge_design.chosen": _l("Chosen which designs are printed"),
            "badge_design.picture_added": _l("Picture for designs added"),
            "badge_design.picture_deleted": _l("Picture for designs deleted"),
        }
    )
