"""Organisations as people wrote them when they registered, together with what the directory knows of these names."""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select

from conference.core.db import db
from conference.events.models import Event
from conference.organisations import names, queries
from conference.organisations.hooks import Use

from .models import Registration

MOST_CHOICES = 40  # of organisations in a filter; the search finds the others


def typed(event_id: int, *conditions: ColumnElement[bool]) -> dict[str, int]:
    """{name as it was written: people}, the most people first."""
    number = func.count()
    query = (
        select(Registration.organisation, number)
        .where(Registration.event_id == event_id, Registration.organisation != "", *conditions)
        .group_by(Registration.organisation)
        .order_by(number.desc(), Registration.organisation)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def by_entry(event_id: int, *conditions: ColumnElement[bool]) -> dict[str, int]:
    """People by organisation, the most people first: all names of an entry of the directory under its full name."""
    return names.by_entry(typed(event_id, *conditions), queries.entries())


def choices_of_event(event_id: int) -> dict[str, int]:
    """The organisations with the most people."""
    return dict(list(by_entry(event_id).items())[:MOST_CHOICES])


def is_of(event_id: int, name: str) -> ColumnElement[bool]:
    """Whoever wrote this name, or another one of the entry that the directory has under it."""
    entry = queries.find_by_name(name)
    if entry is None:
        return Registration.organisation == name
    return Registration.organisation.in_(names.same(name, typed(event_id), queries.entry_of(entry).names))


def mentions(of: Collection[str]) -> list[Use]:
    """The events at which people wrote one of these names, with how many they are."""
    columns = (Registration.event_id, Registration.organisation)
    query = select(*columns, func.count()).where(Registration.organisation != "").group_by(*columns)
    people: dict[int, list[tuple[str, int]]] = {}
    wanted = {key for name in of if (key := names.folded(name))}
    for event_id, name, count in db.session.execute(query):
        if names.folded(name) in wanted:
            people.setdefault(event_id, []).append((name, count))
    events = db.session.scalars(select(Event).where(Event.id.in_(people)).order_by(Event.starts_at, Event.id))
    return [
        Use(
            _("Registrations"),
            f"{event.title} ({sum(count for _name, count in people[event.id])})",
            "manage_registrations.list",
            {"slug": event.slug, "organisation": people[event.id][0][0]},
        )
        for event in events
    ]
