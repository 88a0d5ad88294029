"""What places, categories and the waiting list add to menus, hooks and pages when the application starts."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.events.hooks import FILL_PLACES, HOLD_PLACES
from conference.events.navigation import Entry, manage_menu
from conference.events.permissions import Permission

from . import audience, hooks, manage_queries, marks, places, room_audience, room_facts
from .services import moving
from .views.batches import manage_batches
from .views.categories import manage_categories
from .views.line import manage_line


def join_places(app: Flask) -> None:
    app.register_blueprint(manage_categories)
    app.register_blueprint(manage_line)
    app.register_blueprint(manage_batches)
    below = ("manage_categories.category", "manage_categories.new_category", "manage_categories.settings")
    categories = "manage_categories.categories"
    manage_menu.add(Entry(21, categories, _l("Categories and places"), Permission.EDIT_EVENT, below))
    manage_menu.add(Entry(21, "manage_line.line", _l("Waiting list"), Permission.VIEW_ATTENDEES))
    if places.hold_all not in HOLD_PLACES:
        HOLD_PLACES.append(places.hold_all)
        FILL_PLACES.append(moving.serve)
    if room_facts.facts_of not in hooks.FACT_SOURCES:
        hooks.FACT_SOURCES.append(room_facts.facts_of)
    if room_audience.ways not in audience.SOURCES:
        audience.SOURCES.append(room_audience.ways)
    label, words = _l("A place in the room"), _l("Asked for one, online until then")
    marks.join(marks.Mark("room", "asked", label, words, room_audience.is_asking))
    hooks.CATEGORY_USES["registration"] = manage_queries.uses_of_category
