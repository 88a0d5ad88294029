"""Telling everybody who has a place that the event has moved, so that their calendars move along."""

from datetime import datetime

from sqlalchemy import select, update

from conference.core import audit
from conference.core.db import db, transaction
from conference.core.i18n import LANGUAGES
from conference.events.models import Event
from conference.mail.services import Posted, post_many

from ..event_changes import TOLD
from ..models import Registration, RegistrationState

KIND = "registration.event_changed"


def tell_of_event(event_id: int, *, version: int, actor: audit.Actor, at: datetime) -> int:
    """Mail the event as it is now, with an entry that replaces the one in the calendar; says to how many.

    `version`: of the event that the organiser looked at. The same version is told once, however often it is pressed.
    """
    with transaction() as session:
        event = session.get_one(Event, event_id)
        confirmed = (
            select(Registration)
            .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
            .order_by(Registration.id)
        )
        people = list(db.session.scalars(confirmed))
        posts = [
            Posted(
                one.id, one.email, one.name, one.language if one.language in LANGUAGES else "en",
                f"{KIND}/{one.id}/{version}",
            )
            for one in people
        ]  # fmt: skip
        count = post_many(KIND, posts, event_id=event_id, at=at)
        if count:
            db.session.execute(
                update(Registration)
                .where(Registration.id.in_([one.id for one in people]))
                .values(calendar_sequence=Registration.calendar_sequence + 1, changed_at=at)
                .execution_options(synchronize_session=False)
            )
            audit.record(TOLD, event, actor=actor, event_id=event_id, at=at, people=count)
    return count
