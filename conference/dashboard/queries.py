from sqlalchemy import func, select

from conference.checkin.models import CheckInList, Device, Presence, Scan
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
    """(name, how many are in) of each check-in list, in their order."""
    query = (
        select(CheckInList.name, func.count(Presence.registration_id))
        .outerjoin(Presence, Presence.list_id == CheckInList.id)
        .where(CheckInList.event_id == event_id)
        .group_by(CheckInList.id, CheckInList.name, CheckInList.position)
        .order_by(CheckInList.position, CheckInList.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def entries_of_registration(registration_id: int) -> list[tuple[str, Presence, str]]:
    """(name of the check-in list, entry, name of the door) where a person is in, earliest first."""
    query = (
        select(CheckInList.name, Presence, Device.name)
        .join(CheckInList, CheckInList.id == Presence.list_id)
        .join(Scan, Scan.id == Presence.scan_id)
        .join(Device, Device.id == Scan.device_id)
        .where(Presence.registration_id == registration_id)
        .order_by(Presence.entered_at, CheckInList.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def count_in_trouble(event_id: int) -> int:
    """Mails that wait although they were tried before: the mail server is down, or slow."""
    query = select(func.count(Message.id)).where(
        Message.event_id == event_id, Message.state == MessageState.WAITING, Message.error.is_not(None)
    )
    return db.session.scalar(query) or 0
