"""Making and changing events."""

from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select, update

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.images import CleanImage, store_picture
from conference.core.merging import merged
from conference.core.stale import stale_edit
from conference.core.translated import cleaned

from . import hooks, rules, setting_rules
from .models import Event, Membership
from .permissions import Role
from .rules import WITHDRAWN, EventValues


def add_event(slug: str, values: EventValues, *, owner_id: int | None, actor: audit.Actor, at: datetime) -> Event:
    """Make a draft event. Raises a Refused from rules, for example when the slug is taken."""
    with transaction() as session:
        if session.scalar(select(Event.id).where(Event.slug == slug)) is not None:
            raise rules.SlugTaken(_("There is an event with this address already"))
        if slug in rules.RESERVED_SLUGS:
            raise rules.SlugTaken(_("This address is taken by pages of the site"))
        refuse_bad_times(values)
        event = Event(uuid=new_uuid7(), slug=slug, **vars(values))
        session.add(event)
        session.flush()
        if owner_id is not None:
            session.add(Membership(user_id=owner_id, event_id=event.id, role=Role.OWNER, created_at=at))
        audit.record("event.added", event, actor=actor, event_id=event.id, at=at)
    return event


def refuse_bad_times(values: EventValues) -> None:
    refusal = rules.why_not_times(
        values.starts_at, values.ends_at, values.registration_opens_at, values.registration_closes_at
    )
    if refusal:
        raise refusal


def change_event(event_id: int, values: EventValues, *, shown: str, actor: audit.Actor, at: datetime) -> None:
    """Save the settings.

    shown: the marks of what the page showed. What others changed since is kept where it does not touch, else StaleEdit
    is raised; or a Refused from rules.
    """
    with transaction() as session:
        for hold in hooks.HOLD_PLACES:
            hold(event_id)
        event = lock(Event, event_id)
        others = event.languages[1:]
        stored = setting_rules.flat(setting_rules.values_of(event), others)
        kept, conflicts = merged(shown, setting_rules.flat(values, others), stored)
        if conflicts:
            raise stale_edit(event, event.zone)
        values = setting_rules.from_flat(kept, event.translations or {})
        values = replace(values, translations=cleaned(values.translations))
        refuse_bad_times(values)
        if refusal := rules.why_not_places(values, event):
            raise refusal
        changed = [name for name, value in vars(values).items() if getattr(event, name) != value]
        for name in changed:
            setattr(event, name, getattr(values, name))
        event.version += 1
        audit.record("event.changed", event, actor=actor, event_id=event.id, at=at, fields=changed)
        if {"capacity", "online_capacity", "mode"} & set(changed):
            session.flush()
            for fill in hooks.FILL_PLACES:
                fill(event_id, at)


def publish_event(event_id: int, *, published: bool, actor: audit.Actor, at: datetime) -> None:
    """Show the event to everybody, or make it a draft again."""
    with transaction():
        event = lock(Event, event_id)
        event.published_at = (event.published_at or at) if published else None
        event.version += 1
        action = "event.published" if published else WITHDRAWN
        audit.record(action, event, actor=actor, event_id=event.id, at=at)


def set_picture(event_id: int, image: CleanImage, *, actor: audit.Actor, at: datetime) -> None:
    with transaction():
        event = lock(Event, event_id)
        event.picture = store_picture(image, at=at)
        event.version += 1
        audit.record("event.picture_changed", event, actor=actor, event_id=event.id, at=at)


def touch_event(event_id: int) -> None:
    """In the caller's transaction: what visitors see of this event has changed."""
    db.session.execute(update(Event).where(Event.id == event_id).values(version=Event.version + 1))


def grant(user_id: int, event_id: int, role: Role, *, actor: audit.Actor, at: datetime) -> None:
    """Give a user a role at the event, instead of the one they had."""
    with transaction() as session:
        event = lock(Event, event_id)
        query = select(Membership).where(Membership.user_id == user_id, Membership.event_id == event_id)
        member = session.scalars(query).one_or_none()
        if member is None:
            session.add(Membership(user_id=user_id, event_id=event_id, role=role, created_at=at))
        else:
            member.role = role
        audit.record("team.granted", event, actor=actor, event_id=event_id, at=at, user_id=user_id, role=str(role))
