"""Keeping the teams of interpreters of an event."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.merging import merged
from conference.core.ordering import move
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.events.services import touch_event

from . import track_queries as queries
from . import track_rules as rules
from .edit_queries import teams_of_event
from .models import InterpretationTeam
from .track_rules import TeamValues


def add_team(event_id: int, values: TeamValues, *, actor: audit.Actor, at: datetime) -> int:
    """Add a team after the others; returns its id. Raises TeamNameTaken."""
    with transaction() as session:
        lock(Event, event_id)
        refuse_same_name(event_id, values.name, None)
        last = max((team.position for team in teams_of_event(event_id)), default=0)
        team = InterpretationTeam(
            event_id=event_id, name=values.name, languages=list(values.languages), position=last + 1
        )
        session.add(team)
        session.flush()
        note("interpretation_team.added", team, actor, at)
        return team.id


def change_team(team_id: int, values: TeamValues, *, shown: str = "", actor: audit.Actor, at: datetime) -> None:
    """Save a team. shown: the marks of what the page showed. Raises StaleEdit or TeamNameTaken."""
    with transaction():
        team = lock(InterpretationTeam, team_id)
        event = lock(Event, team.event_id)
        stored = rules.values_of_team(team)
        kept, conflicts = merged(shown, {"name": values.name, "languages": list(values.languages)}, stored)
        if conflicts:
            raise stale_edit(team, event.zone)
        if kept == stored:
            return
        refuse_same_name(event.id, kept["name"], team.id)
        team.name, team.languages = kept["name"], kept["languages"]
        note("interpretation_team.changed", team, actor, at)


def refuse_same_name(event_id: int, name: str, but: int | None) -> None:
    query = select(InterpretationTeam.id).where(InterpretationTeam.event_id == event_id)
    found = db.session.scalar(query.where(InterpretationTeam.name == name))
    if found is not None and found != but:
        raise rules.TeamNameTaken(_("There is a team with this name already"))


def move_team(team_id: int, *, up: bool, actor: audit.Actor, at: datetime) -> None:
    with transaction():
        team = lock(InterpretationTeam, team_id)
        lock(Event, team.event_id)
        if move(teams_of_event(team.event_id), team.id, up=up):
            note("interpretation_team.moved", team, actor, at)


def delete_team(team_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take a team out that no session has. Raises InUse, which says which have it."""
    with transaction() as session:
        team = lock(InterpretationTeam, team_id)
        lock(Event, team.event_id)
        if refusal := rules.why_not_delete_team(queries.sessions_of_team(team.id)):
            raise refusal
        note("interpretation_team.deleted", team, actor, at)
        session.delete(team)


def note(action: str, team: InterpretationTeam, actor: audit.Actor, at: datetime) -> None:
    """In the caller's transaction."""
    touch_event(team.event_id)
    audit.record(action, team, actor=actor, event_id=team.event_id, at=at, name=team.name)
