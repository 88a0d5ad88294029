"""Badges as they leave the printer: runs of many, single ones for the desk, who has one and what it says."""

from flask import Flask

OWN_PART = "printing/own_part.html"


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.badges.hooks import FIELD_SOURCES
    from conference.core import audit
    from conference.core.jobs.handlers import CHORES
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.registration import hooks, keepers

    from . import facts, honorifics, jobs, keeping_services, pickup, task_services  # noqa: F401 - registers the jobs
    from .views import desk  # noqa: F401 - joins the pages of runs
    from .views.boxes import manage_boxes
    from .views.pages import print_pages
    from .views.people import manage_prints
    from .views.runs import manage_printing
    from .views.station import print_station
    from .views.stations import manage_stations

    for blueprint in (manage_printing, manage_prints, manage_boxes, manage_stations, print_station, print_pages):
        app.register_blueprint(blueprint)
    keepers.join(keepers.Keeper(("badge_print", "print_task"), facts.copy, keeping_services.erase))
    chores = (keeping_services.forget_runs, task_services.forget_tasks)
    CHORES.extend(chore for chore in chores if chore not in CHORES)
    if facts.facts_of not in hooks.FACT_SOURCES:
        hooks.FACT_SOURCES.append(facts.facts_of)
    if OWN_PART not in hooks.OWN_PARTS:
        hooks.OWN_PARTS.append(OWN_PART)
    FIELD_SOURCES.update(pickup=pickup.SOURCE, honorific=honorifics.SOURCE)
    app.add_template_global(pickup.box_words, "pickup_box")
    audit.describe(
        {
            "badges.requested": _l("Badges asked for"),
            "print_station.added": _l("Print station added"),
            "print_station.changed": _l("Print station changed"),
            "print_station.pairing": _l("Code for a print station made"),
            "print_station.paired": _l("Print station paired"),
            "print_station.revoked": _l("Print station removed"),
            "badges.boxes": _l("Pick-up boxes made"),
            "badges.boxes_dropped": _l("Pick-up boxes given up"),
            "badges.taken_back": _l("Badges noted as not printed after all"),
        }
    )
    below = (
        *("manage_prints.person", "manage_prints.print", "manage_boxes.boxes"),
        *("manage_stations.stations", "manage_stations.station"),
        *("manage_designs.list", "manage_design.design", "manage_elements.element", "manage_elements.words"),
        *("manage_papers.papers",),
    )
    manage_menu.add(Entry(22, "manage_printing.runs", _l("Badges"), Permission.PRINT_BADGES, below))
