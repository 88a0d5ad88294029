"""What this feature holds about a person: sheets that were drawn, with everybody's names, until their day is over."""

from datetime import datetime

from sqlalchemy import delete, update

from conference.core.db import db
from conference.registration.keepers import Kept
from conference.registration.models import Registration

from .models import BadgeSheet


def copy(_registration: Registration) -> list[Kept]:
    """Nothing: a sheet is drawn from the registration, which is in the copy."""
    return []


def erase(registration: Registration, at: datetime) -> None:
    """Sheets of the event are over; one that is being drawn may hold the name already, and is not kept."""
    mine = BadgeSheet.event_id == registration.event_id
    db.session.execute(delete(BadgeSheet).where(mine, BadgeSheet.finished_at.is_(None)))
    db.session.execute(update(BadgeSheet).where(mine, BadgeSheet.expires_at > at).values(data=None, expires_at=at))
