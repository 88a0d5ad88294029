from datetime import datetime

from sqlalchemy import func, select

from conference.checkin.models import CAME, CheckPoint, Device, Presence, Scan
from conference.core.db import db
from conference.mail.models import Message, MessageState
from conference.programme.models import Release, Session


def agenda_numbers(event_id: int) -> tuple[int, int]:
    """(sessions in the draft, releases) of an event."""
    sessions = select(func.count(Session.id)).where(Session.event_id == event_id, Session.cancelled_at.is_(None))
    releases = select(func.count(Release.id)).where(Release.event_id == event_id)
    row = db.session.execute(select(sessions.scalar_subquery(), releases.scalar_subquery())).one()
    return row[0], row[1]


def people_inside(event_id: int) -> list[tuple[str, int]]:
    """(name, how many are in) of each check point, in their order."""
    query = (
        select(CheckPoint.name, func.count(Presence.registration_id))
        .outerjoin(Presence, (Presence.point_id == CheckPoint.id) & Presence.is_inside)
        .where(CheckPoint.event_id == event_id)
        .group_by(CheckPoint.id, CheckPoint.name, CheckPoint.position)
        .order_by(CheckPoint.position, CheckPoint.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def entries_of_registration(registration_id: int) -> list[tuple[str, str, datetime, str]]:
    """(name and kind of the check point, when, name of the door) where a person came in, earliest first."""
    query = (
        select(CheckPoint.name, CheckPoint.kind, Presence.first_at, Device.name)
        .select_from(Presence)
        .join(CheckPoint, CheckPoint.id == Presence.point_id)
        .join(Scan, Scan.id == Presence.first_scan_id)
        .outerjoin(Device, Device.id == Scan.device_id)
        .where(Presence.registration_id == registration_id, CAME)
        .order_by(Presence.first_at, CheckPoint.id)
    )
    return [(name, kind, at, door or "") for name, kind, at, door in db.session.execute(query) if at is not None]


def count_in_trouble(event_id: int) -> int:
    """Mails that wait although they were tried before: the mail server is down, or slow."""
    query = select(func.count(Message.id)).where(
        Message.event_id == event_id, Message.state == MessageState.WAITING, Message.error.is_not(None)
    )
    return db.session.scalar(query) or 0
