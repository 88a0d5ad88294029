"""What the page of releases asks for."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.events.models import Event
from conference.programme.changes import Changes, State
from conference.programme.models import Release, Session, SessionSpeaker, Speaker, SpeakerAnswer

from .clashes import clashes_of
from .kinds import Clash
from .models import Outcome, ScheduledRelease, SpeakerNotice
from .queries import board_of
from .told import Part, Recipient, changes_for_speakers


def clashes_of_draft(event: Event) -> list[Clash]:
    return clashes_of(board_of(event))


def speakers_to_tell(before: State, after: State) -> list[Recipient]:
    """The speakers with an address for whom the release changes something, by name."""
    contents = [*before.contents.values(), *after.contents.values()]
    speakers = {link.speaker_id for said in contents for link in said.speakers}
    changes = changes_for_speakers(before, after, declined_parts(speakers))
    return recipients(changes)


def recipients(changes: Mapping[int, Changes]) -> list[Recipient]:
    query = select(Speaker.id, Speaker.title, Speaker.name, Speaker.email, Speaker.language).where(
        Speaker.id.in_(list(changes)), Speaker.email != ""
    )
    return [
        Recipient(row.id, f"{row.title} {row.name}".strip(), row.email, row.language, changes[row.id])
        for row in db.session.execute(query.order_by(Speaker.name, Speaker.id))
    ]


def declined_parts(speaker_ids: Iterable[int]) -> set[Part]:
    query = select(SessionSpeaker.session_id, SessionSpeaker.speaker_id, SessionSpeaker.role).where(
        SessionSpeaker.speaker_id.in_(list(speaker_ids)), SessionSpeaker.answer == SpeakerAnswer.DECLINED
    )
    return {(row.session_id, row.speaker_id, str(row.role)) for row in db.session.execute(query)}


def find_notice(notice_id: int) -> SpeakerNotice | None:
    return db.session.get(SpeakerNotice, notice_id)


def told_speakers(release_ids: Iterable[int]) -> dict[int, int]:
    """How many speakers were told of each release, by its id."""
    query = (
        select(SpeakerNotice.release_id, func.count())
        .where(SpeakerNotice.release_id.in_(list(release_ids)))
        .group_by(SpeakerNotice.release_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def told_addresses(release_id: int) -> dict[str, set[int]]:
    """Which sessions each address, case folded, was told of as a speaker."""
    query = (
        select(Speaker.email, SpeakerNotice.sessions)
        .join(Speaker, Speaker.id == SpeakerNotice.speaker_id)
        .where(SpeakerNotice.release_id == release_id)
    )
    found: dict[str, set[int]] = {}
    for email, sessions in db.session.execute(query):
        found.setdefault(email.casefold(), set()).update(sessions)
    return found


def find_planned(event_id: int) -> ScheduledRelease | None:
    """The release that is still to come."""
    query = select(ScheduledRelease).where(
        ScheduledRelease.event_id == event_id, ScheduledRelease.outcome == Outcome.WAITING
    )
    return db.session.scalars(query.options(joinedload(ScheduledRelease.planner))).one_or_none()


def last_refused(event_id: int) -> ScheduledRelease | None:
    """The scheduled release that ended last, if it was refused and nothing was published since."""
    query = select(ScheduledRelease).where(
        ScheduledRelease.event_id == event_id, ScheduledRelease.outcome != Outcome.WAITING
    )
    last = db.session.scalars(query.order_by(ScheduledRelease.id.desc()).limit(1)).one_or_none()
    if last is None or last.outcome != Outcome.REFUSED:
        return None
    newer = select(Release.id).where(Release.event_id == event_id, Release.published_at > last.ended_at)
    return None if db.session.scalar(newer.limit(1)) else last


def codes_of_sessions(event_id: int) -> dict[int, str]:
    query = select(Session.id, Session.code).where(Session.event_id == event_id)
    return {row.id: row.code for row in db.session.execute(query)}
