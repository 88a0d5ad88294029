"""Keeping the categories of an event, and how it registers people."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.merging import merged
from conference.core.ordering import move
from conference.core.stale import stale_edit
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.events.rules import why_not_capacity
from conference.events.services import touch_event

from .. import category_rules as rules
from .. import hooks, manage_queries, places, queries
from ..category_rules import CategoryValues, SettingValues
from ..models import Category
from ..rules import default_settings
from .moving import serve


def add_category(event_id: int, values: CategoryValues, *, actor: audit.Actor, at: datetime) -> str:
    """Add a category after the others; returns its code. Raises a Refused of category_rules."""
    with transaction() as session:
        lock(Event, event_id)
        others = manage_queries.categories_of_event(event_id)
        refuse_same_name(event_id, values.name, None)
        category = Category(
            event_id=event_id,
            code=rules.new_code(values.name, {row.code for row in others}),
            position=max((row.position for row in others), default=0) + 1,
            name=values.name,
        )
        write(category, values)
        session.add(category)
        session.flush()
        touch_event(event_id)
        audit.record("category.added", category, actor=actor, event_id=event_id, at=at)
        return category.code


def change_category(
    category_id: int, values: CategoryValues, *, shown: str = "", actor: audit.Actor, at: datetime
) -> None:
    """Save what is said of a category; places that are added go to who waits for them.

    shown: the marks of what the page showed. What others changed since is kept where it does not touch, else StaleEdit
    is raised; or a Refused of category_rules, or CapacityTooSmall.
    """
    with transaction() as session:
        event_id = session.get_one(Category, category_id).event_id
        places.hold_all(event_id)
        category, event = lock(Category, category_id), lock(Event, event_id)
        languages = event.languages[1:]
        stored = rules.flat(rules.values_of(category), languages)
        kept, conflicts = merged(shown, rules.flat(values, languages), stored)
        if conflicts:
            raise stale_edit(category, event.zone)
        changed = [name for name, value in kept.items() if value != stored[name]]
        if not changed:
            return
        refuse_same_name(event_id, kept["name"], category_id)
        if refusal := why_not_capacity(kept["capacity"], category.places_taken):
            raise refusal
        write(category, rules.from_flat(kept, category.translations or {}))
        category.version += 1
        session.flush()
        touch_event(event_id)
        audit.record("category.changed", category, actor=actor, event_id=event_id, at=at, fields=changed)
        if "capacity" in changed:
            serve(event_id, at)


def write(category: Category, values: CategoryValues) -> None:
    """In the caller's transaction."""
    if refusal := rules.why_not_hours(values.opens_at, values.closes_at) or rules.why_not_colour(values.colour):
        raise refusal
    for name in rules.PLAIN:
        setattr(category, name, getattr(values, name))
    category.rights = {part: list(codes) for part, codes in values.rights.items() if codes}
    category.translations = cleaned(values.translations)


def refuse_same_name(event_id: int, name: str, but: int | None) -> None:
    query = select(Category.id).where(Category.event_id == event_id, func.lower(Category.name) == name.lower())
    if any(found != but for found in db.session.scalars(query)):
        raise rules.CategoryNameTaken(_("There is a category with this name already"))


def move_category(category_id: int, *, up: bool, actor: audit.Actor, at: datetime) -> None:
    """One place up or down in the order in which people read the categories."""
    with transaction() as session:
        category = session.get_one(Category, category_id)
        places.hold_all(category.event_id)
        if move(manage_queries.categories_of_event(category.event_id), category_id, up=up):
            touch_event(category.event_id)
            audit.record("category.moved", category, actor=actor, event_id=category.event_id, at=at)


def delete_category(category_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take out a category that nobody has. Raises InUse, which says where it is used."""
    with transaction() as session:
        event_id = session.get_one(Category, category_id).event_id
        places.hold_all(event_id)
        category = lock(Category, category_id)
        if refusal := rules.why_not_delete(hooks.uses_of_category(category_id)):
            raise refusal
        audit.record("category.deleted", category, actor=actor, event_id=event_id, at=at, name=category.name)
        touch_event(event_id)
        session.delete(category)


def change_settings(event_id: int, values: SettingValues, *, version: int, actor: audit.Actor, at: datetime) -> None:
    """Save how the event registers people. `version`: of the row that the page showed, 0 for none; else StaleEdit."""
    with transaction() as session:
        places.hold_all(event_id)
        settings = queries.settings_of(event_id)
        event = session.get_one(Event, event_id)
        if (settings.version if settings else 0) != version:
            raise stale_edit(event, event.zone)
        if settings is None:
            settings = default_settings()
            settings.event_id = event_id
            session.add(settings)
        changed = [name for name, value in vars(values).items() if getattr(settings, name) != value]
        for name in changed:
            setattr(settings, name, getattr(values, name))
        settings.version += 1
        session.flush()
        touch_event(event_id)
        audit.record("registration.settings", event, actor=actor, event_id=event_id, at=at, fields=changed)
        serve(event_id, at)  # the list may just have been opened
