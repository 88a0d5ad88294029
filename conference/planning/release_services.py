"""Publishing the agenda, now or at a time, and telling the people concerned."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.errors import Refused
from conference.core.jobs import enqueue
from conference.events.models import Event
from conference.mail.services import Posted, post, post_many
from conference.programme.hooks import Published
from conference.programme.models import Release
from conference.programme.services import add_release

from . import release_queries as queries
from . import release_rules as rules
from .models import Outcome, ScheduledRelease, SpeakerNotice
from .release_rules import Wish


def publish(event_id: int, wish: Wish, *, actor: audit.Actor, at: datetime) -> Release:
    """Publish the draft as it stands.

    Raises Clashing, Unconfirmed when the warnings are not those that were read, EmptyDraft or NothingChanged.
    """
    with transaction():
        event = lock(Event, event_id)
        refuse_clashes(event, wish.accepted)
        return add_release(event, wish.note, actor=actor, at=at, tells=wish.tells)


def refuse_clashes(event: Event, accepted: str | None) -> None:
    """`accepted`: the mark of the warnings that were read; None when nobody is there to read them."""
    clashes = queries.clashes_of_draft(event)
    if refusal := rules.why_not_clashing(clashes):
        raise refusal
    if accepted is not None and (refusal := rules.why_not_accepted(clashes, accepted)):
        raise refusal


def plan_release(
    event_id: int, publish_at: datetime | None, wish: Wish, *, actor: audit.Actor, at: datetime
) -> ScheduledRelease:
    """Publish the draft at a time, as it then stands. Raises BadTime, or AlreadyPlanned when one is planned."""
    if refusal := rules.why_not_planned(publish_at, at):
        raise refusal
    assert publish_at is not None
    with transaction() as session:
        event = lock(Event, event_id)
        if queries.find_planned(event_id):
            raise rules.AlreadyPlanned(_("A release is planned already. Cancel it before you plan another."))
        refuse_clashes(event, wish.accepted)
        row = ScheduledRelease(
            event_id=event_id, publish_at=publish_at, note=wish.note, tells=wish.tells, planned_at=at,
            planned_by=actor.label, planner_id=actor.id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        key = f"planning.release/{row.id}"
        enqueue("planning.release", {"scheduled_id": row.id}, at=at, run_at=publish_at, key=key)
        audit.record("agenda.planned", row, actor=actor, event_id=event_id, at=at)
    return row


def cancel_planned(event_id: int, *, actor: audit.Actor, at: datetime) -> bool:
    """Take the planned release back; False when there is none any more."""
    with transaction():
        lock(Event, event_id)
        row = queries.find_planned(event_id)
        if row is None:
            return False
        row.outcome, row.ended_at = Outcome.CANCELLED, at
        audit.record("agenda.plan_cancelled", row, actor=actor, event_id=event_id, at=at)
    return True


def publish_planned(scheduled_id: int, *, at: datetime) -> Release | None:
    """The time has come. What stops it is noted on the row and mailed to the planner; None then, or if it ended."""
    row = db.session.get(ScheduledRelease, scheduled_id)
    if row is None or row.outcome != Outcome.WAITING:
        return None
    try:
        return _make_planned(row.id, row.event_id, at)
    except Refused as refusal:
        _note_refusal(scheduled_id, refusal, at)
    return None


def _make_planned(scheduled_id: int, event_id: int, at: datetime) -> Release | None:
    with transaction():
        event = lock(Event, event_id)
        row = lock(ScheduledRelease, scheduled_id)
        if row.outcome != Outcome.WAITING:
            return None
        refuse_clashes(event, None)
        planner = audit.Actor(row.planned_by, row.planner_id)
        release = add_release(event, row.note, actor=planner, at=at, tells=row.tells)
        row.outcome, row.ended_at, row.release_id = Outcome.PUBLISHED, at, release.id
        return release


def _note_refusal(scheduled_id: int, refusal: Refused, at: datetime) -> None:
    with transaction():
        row = lock(ScheduledRelease, scheduled_id)
        if row.outcome != Outcome.WAITING:
            return
        row.outcome, row.ended_at, row.refusal = Outcome.REFUSED, at, refusal.code
        audit.record("agenda.plan_refused", row, actor=audit.SYSTEM, event_id=row.event_id, at=at, reason=refusal.code)
        if (planner := row.planner) and planner.disabled_at is None:
            post(
                "planning.refused", row.id, to_email=planner.email, to_name=planner.name, language=planner.language,
                event_id=row.event_id, at=at, key=f"planning.refused/{row.id}",
            )  # fmt: skip


def tell_speakers(published: Published) -> None:
    """In the release's transaction: one mail to each speaker for whom it changes something."""
    if not published.tells:
        return
    told = queries.speakers_to_tell(published.before, published.after)
    if not told:
        return
    release, last_id = published.release, published.last.id if published.last else None
    rows = [
        {"release_id": release.id, "speaker_id": one.key, "last_id": last_id, "sessions": one.sessions} for one in told
    ]
    notices = db.session.execute(insert(SpeakerNotice).returning(SpeakerNotice.id, SpeakerNotice.speaker_id), rows)
    ids = {speaker_id: notice_id for notice_id, speaker_id in notices}
    posts = [
        Posted(ids[one.key], one.email, one.name, one.language, f"planning.released/{release.uuid}/{one.key}")
        for one in told
    ]
    post_many("planning.released", posts, event_id=published.event.id, at=published.at)
