"""Changing the draft of the agenda, one session at a time. Visitors see it with the next release."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from conference.core import audit
from conference.core.codes import new_code, new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.merging import marks, merged
from conference.core.stale import stale_edit
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.events.services import touch_event

from . import rules, session_rules
from . import session_queries as queries
from .edit_queries import drafted_placements
from .models import Session, SessionProject, SessionSpeaker, Speaker, SpeakerAnswer
from .place_services import set_places
from .rules import SessionValues

OWN = (
    "title", "subtitle", "kind", "abstract", "notes", "track_id", "capacity", "interpretation_team_id", "is_recorded",
    "is_streamed", "stream_url", "minutes",
)  # fmt: skip
MOST_TITLE, ROOM_FOR_COPY = 300, 20
SECONDS_A_MINUTE = 60


def save_session(
    event_id: int,
    session_id: int | None,
    values: SessionValues,
    *,
    shown: str = "",
    uuid: str = "",
    actor: audit.Actor,
    at: datetime,
) -> str:
    """Add a session (`session_id` None) or change one; returns its code.

    shown: the marks of what the page showed. What others changed since is kept where it does not touch, else
    StaleSession is raised; without marks everything is taken as it is said here. uuid: of a new session; the same one
    again gives the session that was made. Raises BadPlacement for a place that cannot be, NotOfThisEvent.
    """
    with transaction() as db_session:
        event = lock(Event, event_id)
        if session_id is None:
            if uuid and (made := queries.find_by_uuid(event_id, uuid)):
                return made.code
            row, changed = _new_session(event_id, uuid, at), None
        else:
            row = lock(Session, session_id)
            values, changed = reconciled(row, values, shown, event)
            if not changed:
                return row.code
        _refuse_bad(event, session_id, values, changed)
        db_session.add(row)
        write_session(row, values, at, changed)
        db_session.flush()
        set_places(row, values.places)
        touch_event(event_id)
        audit.record("session.saved", row, actor=actor, event_id=event_id, at=at, fields=changed or [])
        return row.code


def _new_session(event_id: int, uuid: str, at: datetime) -> Session:
    is_free = bool(uuid) and not queries.is_uuid_taken(uuid)
    return Session(
        event_id=event_id, uuid=uuid if is_free else new_uuid7(), code=new_code(6), created_at=at, translations={}
    )


def _refuse_bad(event: Event, session_id: int | None, values: SessionValues, changed: list[str] | None) -> None:
    """Places that were left alone stay, even where the days of the event are others by now."""
    for place in values.places:
        is_left = changed is not None and f"{session_rules.PLACE}{place.slot_id}:time" not in changed and place.slot_id
        if not is_left and (refusal := rules.why_not_place(place.starts_at, place.ends_at, *whole_days(event))):
            raise refusal
    if refused := session_rules.why_not_name(queries.not_of_event(event.id, session_id, values)):
        raise refused


def reconciled(row: Session, mine: SessionValues, shown: str, event: Event) -> tuple[SessionValues, list[str]]:
    """(what to store when others may have changed the session since the page was shown, the names of what changes).

    Raises StaleSession.
    """
    others = event.languages[1:]
    there = session_rules.flat(session_rules.values_of(row, drafted_placements(row.id).values()), others)
    told, there = session_rules.side_by_side(session_rules.flat(mine, others), there, shown)
    kept, conflicts = merged(shown, told, there)
    if conflicts:
        words = str(stale_edit(row, event.zone))
        raise session_rules.StaleSession(words, {name: there[name] for name in conflicts})
    if set(placed := _places(kept)) != set(_places(there)) and kept["minutes"] == there["minutes"]:
        kept["minutes"] = planned_minutes(placed, there["minutes"])
    return session_rules.from_flat(kept, row.translations or {}), session_rules.changed_names(kept, there)


def _places(told: session_rules.Flat) -> list[tuple[datetime, datetime]]:
    """(start, end) of each place, in order of time."""
    return sorted((place.starts_at, place.ends_at) for place in session_rules.placed(told))


def marks_of(row: Session, event: Event) -> str:
    """The marks of the session as it stands, for the page that shows it."""
    stored = session_rules.values_of(row, drafted_placements(row.id).values())
    return marks(session_rules.flat(stored, event.languages[1:]))


def whole_days(event: Event) -> tuple[datetime, datetime]:
    """(first, last) instant of the event's days on its own clocks: doors open before the opening."""
    return rules.whole_days(event.starts_at, event.ends_at, event.zone)


def write_session(row: Session, values: SessionValues, at: datetime, changed: Collection[str] | None = None) -> None:
    """In the caller's transaction; `changed`: only these things, by the names of `session_rules.flat`."""
    for name in OWN:
        setattr(row, name, getattr(values, name))
    row.languages, row.interpretation = list(values.languages), list(values.interpretation)
    row.translations = cleaned(values.translations)
    row.changed_at = at
    if changed is None:
        row.minutes = planned_minutes([(place.starts_at, place.ends_at) for place in values.places], values.minutes)
    if changed is None or "projects" in changed:
        _write_projects(row, values)
    if changed is None or "speakers" in changed:
        _write_speakers(row, values)


def _write_projects(row: Session, values: SessionValues) -> None:
    row.project_links.clear()
    db.session.flush()
    row.project_links.extend(
        SessionProject(position=place, **asdict(part)) for place, part in enumerate(values.projects)
    )


def _write_speakers(row: Session, values: SessionValues) -> None:
    """Whoever had this part before keeps the answer to it."""
    answers = {(link.speaker_id, str(link.role)): (link.answer, link.answered_at) for link in row.speaker_links}
    row.speaker_links.clear()
    db.session.flush()
    codes = {part.code for part in values.speakers}
    query = select(Speaker.code, Speaker.id).where(Speaker.event_id == row.event_id, Speaker.code.in_(codes))
    ids = {row.code: row.id for row in db.session.execute(query)}
    parts = dict.fromkeys((ids[part.code], part.role) for part in values.speakers if part.code in ids)
    declined = [part for part, (answer, _at) in answers.items() if answer == SpeakerAnswer.DECLINED]
    kept = dict.fromkeys([*((ident, role) for ident, role in row.declined_parts or ()), *declined])
    row.declined_parts = [list(part) for part in kept if part not in parts]
    for place, part in enumerate(parts):
        answer, answered_at = answers.get(part, (SpeakerAnswer.NONE, None))
        row.speaker_links.append(
            SessionSpeaker(speaker_id=part[0], role=part[1], position=place, answer=answer, answered_at=answered_at)
        )


def planned_minutes(places: Sequence[tuple[datetime, datetime]], usual: int) -> int:
    """How long the session is meant to be: as its first place says, when it has one."""
    if not places:
        return usual
    starts_at, ends_at = places[0]
    return round((ends_at - starts_at).total_seconds() / SECONDS_A_MINUTE)


def copy_session(session_id: int, *, actor: audit.Actor, at: datetime) -> str:
    """A session that says the same, without place, materials and answers; returns its code."""
    with transaction() as db_session:
        old = lock(Session, session_id)
        values = replace(session_rules.values_of(old, ()), title=copy_title(old.title))
        row = Session(event_id=old.event_id, uuid=new_uuid7(), code=new_code(6), created_at=at, translations={})
        db_session.add(row)
        write_session(row, values, at)
        db_session.flush()
        audit.record("session.copied", row, actor=actor, event_id=row.event_id, at=at, title=old.title)
        return row.code


def copy_title(title: str) -> str:
    return _("%(title)s (copy)", title=title[: MOST_TITLE - ROOM_FOR_COPY])


def delete_session(session_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take a session that visitors never saw out for good. Raises InUse for one that was published."""
    with transaction() as db_session:
        row = lock(Session, session_id)
        if refusal := session_rules.why_not_delete(queries.releases_with(session_id)):
            raise refusal
        audit.record("session.deleted", row, actor=actor, event_id=row.event_id, at=at, title=row.title)
        files = [material.file for material in row.materials if material.file]
        db_session.delete(row)
        db_session.flush()
        for file in files:
            db_session.delete(file)
        touch_event(row.event_id)


def cancel_session(session_id: int, *, cancelled: bool, actor: audit.Actor, at: datetime) -> None:
    """Call a session off: it stays on the agenda, struck through. Or take that back."""
    with transaction():
        row = lock(Session, session_id)
        row.cancelled_at = (row.cancelled_at or at) if cancelled else None
        row.changed_at = at
        touch_event(row.event_id)
        action = "session.cancelled" if cancelled else "session.restored"
        audit.record(action, row, actor=actor, event_id=row.event_id, at=at)
