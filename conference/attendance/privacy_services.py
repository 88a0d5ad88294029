"""Erasing a person: that somebody was there stays a figure, what organisers wrote about it goes."""

from datetime import datetime

from sqlalchemy import update

from conference.core.db import db
from conference.registration.models import Registration

from .models import AttendanceFix


def erase(registration: Registration, _at: datetime) -> None:
    """Inside a transaction."""
    mine = AttendanceFix.registration_id == registration.id
    db.session.execute(update(AttendanceFix).where(mine).values(reason=""))
