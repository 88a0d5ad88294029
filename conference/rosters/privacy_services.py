"""What this feature holds about a person: that they look like somebody else and are not."""

from datetime import datetime

from sqlalchemy import delete, or_

from conference.core.db import db
from conference.registration.keepers import Kept
from conference.registration.models import Registration

from .models import DifferentPeople

TABLES = (DifferentPeople.__tablename__,)


def copy(_registration: Registration) -> list[Kept]:
    """Nothing that the person could read as being about them: it names another person too."""
    return []


def erase(registration: Registration, _at: datetime) -> None:
    mine = or_(DifferentPeople.first_id == registration.id, DifferentPeople.second_id == registration.id)
    db.session.execute(delete(DifferentPeople).where(mine))
