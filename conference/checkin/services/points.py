from flask_babel import gettext as _

from conference.core.db import transaction

from .. import queries
from ..models import CheckPoint

ENTRANCE = "entrance"


def add_point(event_id: int, code: str, name: str) -> CheckPoint:
    """Add a check point where people come in once."""
    with transaction() as session:
        row = CheckPoint(event_id=event_id, code=code, name=name)
        session.add(row)
        session.flush()
    return row


def keep_entrance(event_id: int) -> None:
    """An event without any check point gets the one that every event needs."""
    if not queries.points_of_event(event_id, closed=True):
        add_point(event_id, ENTRANCE, _("Entrance"))
