"""Keeping the tracks of an event. What visitors see of them changes at once."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select, update

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.merging import merged
from conference.core.ordering import move
from conference.core.stale import stale_edit
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.events.services import touch_event

from . import track_queries as queries
from . import track_rules as rules
from .edit_queries import tracks_of_event
from .models import Session, Track
from .track_rules import TrackValues


def add_track(event_id: int, values: TrackValues, *, actor: audit.Actor, at: datetime) -> int:
    """Add a track after the others; returns its id. Raises TrackNameTaken."""
    with transaction() as session:
        lock(Event, event_id)
        refuse_same_name(event_id, values.name, None)
        last = max((track.position for track in tracks_of_event(event_id)), default=0)
        track = Track(event_id=event_id, position=last + 1)
        write_track(track, values)
        session.add(track)
        session.flush()
        touch_event(event_id)
        audit.record("track.added", track, actor=actor, event_id=event_id, at=at)
        return track.id


def change_track(track_id: int, values: TrackValues, *, shown: str = "", actor: audit.Actor, at: datetime) -> None:
    """Save what is said of a track.

    shown: the marks of what the page showed. What others changed since is kept where it does not touch, else StaleEdit
    is raised. Raises TrackNameTaken.
    """
    with transaction():
        track = lock(Track, track_id)
        event = lock(Event, track.event_id)
        languages = event.languages[1:]
        stored = rules.flat(rules.values_of_track(track), languages)
        kept, conflicts = merged(shown, rules.flat(values, languages), stored)
        if conflicts:
            raise stale_edit(track, event.zone)
        changed = [name for name, value in kept.items() if value != stored[name]]
        if not changed:
            return
        refuse_same_name(event.id, kept["name"], track.id)
        write_track(track, rules.from_flat(kept, track.translations or {}))
        touch_event(event.id)
        audit.record("track.changed", track, actor=actor, event_id=event.id, at=at, fields=changed)


def write_track(track: Track, values: TrackValues) -> None:
    for name in rules.PLAIN:
        setattr(track, name, getattr(values, name))
    track.translations = cleaned(values.translations)


def refuse_same_name(event_id: int, name: str, but: int | None) -> None:
    found = db.session.scalar(select(Track.id).where(Track.event_id == event_id, Track.name == name))
    if found is not None and found != but:
        raise rules.TrackNameTaken(_("There is a track with this name already"))


def move_track(track_id: int, *, up: bool, actor: audit.Actor, at: datetime) -> None:
    """One place up or down in the order in which pages name the tracks."""
    with transaction():
        track = lock(Track, track_id)
        lock(Event, track.event_id)
        if move(tracks_of_event(track.event_id), track.id, up=up):
            touch_event(track.event_id)
            audit.record("track.moved", track, actor=actor, event_id=track.event_id, at=at)


def delete_track(track_id: int, *, instead: int | None, actor: audit.Actor, at: datetime) -> int:
    """Take a track out; its sessions in the draft go to the track `instead`, or have none. Returns how many they are.

    Visitors see the sessions of the present release without a track until the next one. Raises NoSuchTrack.
    """
    with transaction() as session:
        track = lock(Track, track_id)
        event = lock(Event, track.event_id)
        if instead is not None and (instead == track.id or queries.find_track(event.id, instead) is None):
            raise rules.NoSuchTrack(_("The track that was chosen is not there any more: choose another"))
        moved = list(session.scalars(select(Session.id).where(Session.track_id == track.id)))
        session.execute(
            update(Session)
            .where(Session.id.in_(moved))
            .values(track_id=instead, changed_at=at, version=Session.version + 1)
        )
        for ident in moved:
            row = session.get_one(Session, ident)
            audit.record("session.saved", row, actor=actor, event_id=event.id, at=at, fields=["track_id"])
        audit.record("track.deleted", track, actor=actor, event_id=event.id, at=at, name=track.name)
        session.delete(track)
        touch_event(event.id)
    return len(moved)
