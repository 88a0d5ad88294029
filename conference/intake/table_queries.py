"""What the event has already, as imports compare it with a table."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from conference.accounts.rules import email_key
from conference.core.db import db
from conference.core.text import fold
from conference.events.models import Event, Room
from conference.organisations.models import Organisation
from conference.programme.edit_queries import draft_sessions, tracks_of_event
from conference.programme.models import Placement, Session, Speaker
from conference.programme.rules import whole_days

from .models import Intake, IntakeState
from .table_cells import Names
from .table_holdings import KnownSession
from .table_sessions import Known
from .table_speakers import KnownSpeaker, said_of


def speakers_to_compare(event: Event) -> list[KnownSpeaker]:
    query = select(Speaker).where(Speaker.event_id == event.id).options(joinedload(Speaker.organisation))
    rows = db.session.scalars(query.order_by(Speaker.id))
    return [KnownSpeaker(row.id, row.code, said_of(row, event.languages)) for row in rows]


def directory_names() -> dict[str, str]:
    """{each folded name of an organisation: its name in the directory}."""
    found: dict[str, str] = {}
    for name, key in db.session.execute(
        select(Organisation.name, Organisation.search_key).order_by(Organisation.id.desc())
    ):
        found |= dict.fromkeys(filter(None, key.split("\n")), name)
    return found


def directory_of(names: Sequence[str]) -> dict[str, Organisation]:
    """The directory's entries by their own names."""
    found: dict[str, Organisation] = {}
    for start in range(0, len(names), 500):  # databases take only so many values in a query
        query = select(Organisation).where(Organisation.name.in_(names[start : start + 500]))
        found |= {row.name: row for row in db.session.scalars(query.order_by(Organisation.id.desc()))}
    return found


def names_of(event: Event) -> Names:
    names = Names()
    names.tracks = {fold(track.name): track.name for track in tracks_of_event(event.id)}
    rooms = select(Room.name).where(Room.event_id == event.id, Room.hidden_at.is_(None))
    names.rooms = {fold(name): name for name in db.session.scalars(rooms)}
    people = select(Speaker.code, Speaker.title, Speaker.name, Speaker.national_name, Speaker.email)
    for code, title, name, national_name, email in db.session.execute(people.where(Speaker.event_id == event.id)):
        names.speaker_names[code] = name
        for key in {fold(name), fold(f"{title} {name}"), fold(national_name)} - {""}:
            names.speakers[key].append(code)
        if email:
            names.mails[email_key(email)].append(code)
    names.projects = {
        fold(project.code): (project.id, project.code, {part.number: part.id for part in project.components})
        for project in event.projects
    }
    return names


def sessions_to_compare(event: Event) -> Known:
    first, last = whole_days(event.starts_at, event.ends_at, event.zone)
    found = [known_session(row, places, event.languages) for row, places in draft_sessions(event.id)]
    return Known(found, names_of(event), event.zone, first, last)


def known_session(row: Session, places: Sequence[Placement], languages: Sequence[str]) -> KnownSession:
    said: dict[str, Any] = {
        name: getattr(row, name) for name in ("code", "title", "subtitle", "kind", "abstract", "capacity", "notes")
    }
    said |= {"minutes": row.minutes, "track": row.track.name if row.track else ""}
    said |= {"languages": tuple(sorted(row.languages)), "interpretation": tuple(sorted(row.interpretation))}
    said["kind"] = str(row.kind)
    said["projects"] = tuple((link.project_id, link.component_id, link.is_lead) for link in row.project_links)
    said["speakers"] = tuple((link.speaker.code, str(link.role)) for link in row.speaker_links)
    if len(places) == 1:
        only = places[0]
        said |= {"start": only.starts_at, "end": only.ends_at, "room": only.room.name if only.room else ""}
    for language in languages[1:]:
        texts = (row.translations or {}).get(language, {})
        said |= {f"{name}_{language}": texts.get(name, "") for name in ("title", "subtitle", "abstract")}
    return KnownSession(row.id, row.code, said, tuple(place.starts_at for place in places))


def mapping_used_before(event_id: int, shape: str) -> dict[str, Any]:
    """What was said the last time of a file with these headings."""
    query = (
        select(Intake.mapping)
        .where(Intake.event_id == event_id, Intake.shape == shape)
        .where(Intake.state.in_((IntakeState.PREVIEWED, IntakeState.DONE)))
        .order_by(Intake.id.desc())
        .limit(1)
    )  # fmt: skip
    return dict(db.session.scalar(query) or {})
