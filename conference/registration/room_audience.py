"""Whoever takes part online and asked for a place in the room, as a filter of the table and of announcements."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, select

from conference.events.models import Event, Mode

from .audience import Narrowing
from .models import Registration, RoomWish

ASKED, OFFERED, MISSED, CAME = "asked", "offered", "missed", "came"


def ways(event: Event) -> Iterable[Narrowing]:
    """By how it stands with the wish; nothing where everybody takes part in the same way."""
    if event.mode != Mode.HYBRID:
        return
    words = (
        (ASKED, _("asked for one")),
        (OFFERED, _("one is kept, not taken yet")),
        (MISSED, _("did not take the one that was kept")),
        (CAME, _("came from online")),
    )
    yield Narrowing("room", _("A place in the room"), words, stands)


def stands(how: str) -> ColumnElement[bool]:
    """On Registration: whose wish stands so. `how`: ASKED, OFFERED, MISSED or CAME."""
    is_moved, is_kept = RoomWish.moved_at.is_not(None), RoomWish.offered_until.is_not(None)
    is_missed = RoomWish.offer_ended_at.is_not(None)
    which = {
        ASKED: (~is_moved, ~is_kept, ~is_missed),
        OFFERED: (~is_moved, is_kept),
        MISSED: (~is_moved, ~is_kept, is_missed),
        CAME: (is_moved,),
    }[how]
    mode = Mode.IN_PERSON if how == CAME else Mode.ONLINE
    return Registration.id.in_(select(RoomWish.registration_id).where(*which)) & (Registration.mode == mode)


def is_asking(event_id: int) -> ColumnElement[bool]:
    """Who waits for a place in the room; a mark of the table."""
    return and_(Registration.event_id == event_id, stands(ASKED))
