"""Changing the draft of the agenda, one session or speaker at a time. Visitors see it with the next release."""

from dataclasses import asdict, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from conference.core import audit
from conference.core.codes import new_code, new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.errors import StaleEdit
from conference.core.images import CleanImage, store_picture
from conference.core.merging import marks, merged
from conference.core.stale import stale_edit
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.events.services import touch_event
from conference.organisations.models import Organisation, OrganisationAlias

from . import rules, session_rules
from .edit_queries import drafted_placements, times_released
from .models import Session, SessionProject, SessionSpeaker, Speaker, SpeakerAnswer
from .place_services import set_places
from .rules import SessionValues, SpeakerValues

OWN = (
    "title", "subtitle", "kind", "abstract", "notes", "track_id", "capacity", "interpretation_team_id", "is_recorded",
    "is_streamed", "stream_url",
)  # fmt: skip
MOST_TITLE, ROOM_FOR_COPY = 300, 20
SECONDS_A_MINUTE = 60


def save_session(
    event_id: int, session_id: int | None, values: SessionValues, *, shown: str, actor: audit.Actor, at: datetime
) -> str:
    """Add a session (`session_id` None) or change one; returns its code.

    shown: the marks of what the page showed. What others changed since is kept where it does not touch, else StaleEdit
    is raised; BadPlacement for a place that cannot be.
    """
    with transaction() as db_session:
        event = lock(Event, event_id)
        if session_id is None:
            row = Session(event_id=event_id, uuid=new_uuid7(), code=new_code(6), created_at=at, translations={})
            db_session.add(row)
        else:
            row = lock(Session, session_id)
            values = reconciled(row, values, shown, event)
        for place in values.places:
            if refusal := rules.why_not_place(place.starts_at, place.ends_at, *whole_days(event)):
                raise refusal
        write_session(row, values, at)
        db_session.flush()
        set_places(row, values.places)
        touch_event(event_id)
        audit.record("session.saved", row, actor=actor, event_id=event_id, at=at)
        return row.code


def reconciled(row: Session, mine: SessionValues, shown: str, event: Event) -> SessionValues:
    """What to store when others may have changed the session since the page was shown. Raises StaleEdit."""
    others = event.languages[1:]
    stored = session_rules.values_of(row, drafted_placements(row.id).values())
    told, there = session_rules.alike(session_rules.flat(mine, others), session_rules.flat(stored, others))
    kept, conflicts = merged(shown, told, there)
    if conflicts:
        raise stale_edit(row, event.zone)
    return session_rules.from_flat(kept, row.translations or {})


def marks_of(row: Session, event: Event) -> str:
    """The marks of the session as it stands, for the page that shows it."""
    stored = session_rules.values_of(row, drafted_placements(row.id).values())
    return marks(session_rules.flat(stored, event.languages[1:]))


def whole_days(event: Event) -> tuple[datetime, datetime]:
    """(first, last) instant of the event's days on its own clocks: doors open before the opening."""
    return rules.whole_days(event.starts_at, event.ends_at, event.zone)


def refuse_stale(stored: int, shown: int) -> None:
    if stored != shown:
        raise StaleEdit(_("Somebody else saved this in the meantime. Open the page anew and make your change again."))


def write_session(row: Session, values: SessionValues, at: datetime) -> None:
    for name in OWN:
        setattr(row, name, getattr(values, name))
    row.languages, row.interpretation = list(values.languages), list(values.interpretation)
    row.translations = cleaned(values.translations)
    row.changed_at = at
    row.minutes = planned_minutes(values)
    answers = {(link.speaker_id, str(link.role)): (link.answer, link.answered_at) for link in row.speaker_links}
    row.project_links.clear()
    row.speaker_links.clear()
    db.session.flush()
    row.project_links.extend(
        SessionProject(position=place, **asdict(part)) for place, part in enumerate(values.projects)
    )
    for place, part in enumerate(values.speakers):
        query = select(Speaker).where(Speaker.event_id == row.event_id, Speaker.code == part.code)
        speaker = db.session.scalars(query).one_or_none()
        known = [(link.speaker_id, link.role) for link in row.speaker_links]
        if speaker is not None and (speaker.id, part.role) not in known:
            answer, answered_at = answers.get((speaker.id, part.role), (SpeakerAnswer.NONE, None))
            row.speaker_links.append(
                SessionSpeaker(
                    speaker_id=speaker.id, role=part.role, position=place, answer=answer, answered_at=answered_at
                )
            )


def planned_minutes(values: SessionValues) -> int:
    """How long the session is meant to be: as its first place says, when it has one."""
    if not values.places:
        return values.minutes
    first = values.places[0]
    return round((first.ends_at - first.starts_at).total_seconds() / SECONDS_A_MINUTE)


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
        if refusal := session_rules.why_not_delete(times_released(session_id)):
            raise refusal
        audit.record("session.deleted", row, actor=actor, event_id=row.event_id, at=at, title=row.title)
        db_session.delete(row)
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


def save_speaker(
    event_id: int,
    speaker_id: int | None,
    values: SpeakerValues,
    *,
    photo: CleanImage | None,
    version: int,
    actor: audit.Actor,
    at: datetime,
) -> str:
    """Add or change a speaker; returns their code. Raises StaleEdit."""
    try:
        with transaction() as session:
            if speaker_id is None:
                row = Speaker(event_id=event_id, uuid=new_uuid7(), code=new_code(6))
                session.add(row)
            else:
                row = lock(Speaker, speaker_id)
                refuse_stale(row.version, version)
            for name in ("title", "name", "national_name", "position", "country", "biography", "email", "language"):
                setattr(row, name, getattr(values, name))
            row.translations = cleaned(values.translations)
            row.organisation = find_organisation(values.organisation)
            row.organisation_name = "" if row.organisation else values.organisation
            if photo is not None:
                row.photo = store_picture(photo, at=at)
            session.flush()
            touch_event(event_id)
            audit.record("speaker.saved", row, actor=actor, event_id=event_id, at=at)
            return row.code
    except StaleDataError as error:
        raise StaleEdit(_("Somebody else saved this in the meantime.")) from error


def find_organisation(name: str) -> Organisation | None:
    """The directory's entry under exactly this name, short name or alias."""
    if not name:
        return None
    alias = select(OrganisationAlias.organisation_id).where(OrganisationAlias.name == name)
    query = select(Organisation).where(
        (Organisation.name == name) | (Organisation.short_name == name) | Organisation.id.in_(alias)
    )
    return db.session.scalars(query.limit(1)).one_or_none()
