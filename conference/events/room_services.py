"""Keeping the rooms of an event. What visitors see of them changes at once."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.merging import merged
from conference.core.ordering import move
from conference.core.stale import stale_edit
from conference.core.translated import cleaned

from . import hooks, queries
from . import room_rules as rules
from .models import Event, Room, RoomClosure
from .room_rules import RoomValues
from .services import touch_event


def add_room(event_id: int, values: RoomValues, *, actor: audit.Actor, at: datetime) -> str:
    """Add a room after the others; returns its code. Raises RoomNameTaken or BadClosure."""
    with transaction() as session:
        lock(Event, event_id)
        refuse_same_name(event_id, values.name, None)
        last = max((room.position for room in queries.rooms_of_event(event_id)), default=0)
        room = Room(event_id=event_id, position=last + 1, name=values.name)
        session.add(room)
        write_room(room, values)
        session.flush()
        touch_event(event_id)
        audit.record("room.added", room, actor=actor, event_id=event_id, at=at)
        return room.code


def change_room(room_id: int, values: RoomValues, *, shown: str = "", actor: audit.Actor, at: datetime) -> None:
    """Save what is said of a room.

    shown: the marks of what the page showed. What others changed since is kept where it does not touch, else StaleEdit
    is raised. Raises RoomNameTaken or BadClosure.
    """
    with transaction():
        room = lock(Room, room_id)
        event = lock(Event, room.event_id)
        languages = event.languages[1:]
        stored = rules.flat(rules.values_of(room), languages)
        kept, conflicts = merged(shown, rules.flat(values, languages), stored)
        if conflicts:
            raise stale_edit(room, event.zone)
        changed = [name for name, value in kept.items() if value != stored[name]]
        if not changed:
            return
        refuse_same_name(event.id, kept["name"], room.id)
        write_room(room, rules.from_flat(kept, room.translations or {}))
        touch_event(event.id)
        audit.record("room.changed", room, actor=actor, event_id=event.id, at=at, fields=changed)


def write_room(room: Room, values: RoomValues) -> None:
    """In the caller's transaction."""
    for closure in values.closures:
        if refusal := rules.why_not_closure(closure.starts_at, closure.ends_at):
            raise refusal
    for name in rules.PLAIN:
        setattr(room, name, getattr(values, name))
    room.translations = cleaned(values.translations)
    if values.closures != rules.values_of(room).closures:
        room.closures = [RoomClosure(**vars(closure)) for closure in sorted(values.closures)]


def refuse_same_name(event_id: int, name: str, but: int | None) -> None:
    found = db.session.scalar(select(Room.id).where(Room.event_id == event_id, Room.name == name))
    if found is not None and found != but:
        raise rules.RoomNameTaken(_("There is a room with this name already"))


def move_room(room_id: int, *, up: bool, actor: audit.Actor, at: datetime) -> None:
    """One place up or down in the order in which agendas and screens show the rooms."""
    with transaction():
        room = lock(Room, room_id)
        lock(Event, room.event_id)
        if move(queries.rooms_of_event(room.event_id), room.id, up=up):
            touch_event(room.event_id)
            audit.record("room.moved", room, actor=actor, event_id=room.event_id, at=at)


def hide_room(room_id: int, *, hidden: bool, actor: audit.Actor, at: datetime) -> None:
    """Take a room out of use: nothing new is planned there, agendas that name it keep it. Or use it again."""
    with transaction():
        room = lock(Room, room_id)
        if (room.hidden_at is not None) == hidden:
            return
        room.hidden_at = at if hidden else None
        touch_event(room.event_id)
        action = "room.hidden" if hidden else "room.shown"
        audit.record(action, room, actor=actor, event_id=room.event_id, at=at)


def delete_room(room_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take out a room that nothing refers to. Raises InUse, which says where it is used."""
    with transaction() as session:
        room = lock(Room, room_id)
        lock(Event, room.event_id)
        if refusal := rules.why_not_delete(hooks.uses_of_room(room.id)):
            raise refusal
        audit.record("room.deleted", room, actor=actor, event_id=room.event_id, at=at, name=room.name)
        touch_event(room.event_id)
        session.delete(room)
