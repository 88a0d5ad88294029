"""When who was invited and has not answered is reminded. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from conference.core import times

from .models import Invitation, InvitationState

AT_CLOCK = time(9)  # of the event's day
LEAST_GAP = timedelta(days=1)  # to any other reminder
Name = Literal["after", "before"]


@dataclass(frozen=True)
class Reminders:
    """Days after the invitation was sent, and before the last day to answer; None: not by that rule."""

    after_days: int | None = None
    before_days: int | None = None


def next_reminder(reminders: Reminders, invitation: Invitation, zone: str) -> tuple[Name, datetime] | None:
    """By which rule it is reminded next, and when; a time that has passed is made up for. None: not any more."""
    if invitation.state != InvitationState.SENT or invitation.delegation_id is not None:
        return None
    sent, last = (times.local_day(at, zone) for at in (invitation.created_at, invitation.expires_at))
    due: list[tuple[datetime, Name]] = []
    if reminders.after_days is not None and invitation.after_reminded_at is None:
        due.append((morning(sent + timedelta(days=reminders.after_days), zone), "after"))
    if reminders.before_days is not None and invitation.before_reminded_at is None:
        due.append((morning(last - timedelta(days=reminders.before_days), zone), "before"))
    latest = max(invitation.created_at, invitation.reminded_at or invitation.created_at)
    spaced = [(max(at, latest + LEAST_GAP), name) for at, name in due]
    found = [(at, name) for at, name in spaced if at < invitation.expires_at]
    return (min(found)[1], min(found)[0]) if found else None


def morning(day: date, zone: str) -> datetime:
    wall = datetime.combine(day, AT_CLOCK)
    try:
        return times.from_wall(wall, zone)
    except ValueError:  # the clocks skip that hour
        return times.from_wall(wall + timedelta(hours=1), zone)
