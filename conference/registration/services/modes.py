"""From online to the room and back, and who went to the stream."""

from datetime import datetime

from flask_babel import gettext as _

from conference.core import audit
from conference.core.db import lock, transaction
from conference.events.models import Event, Mode

from .. import hooks, room_queries, rules
from ..models import Registration
from .moving import change_places
from .room_moves import switch


def change_mode(registration_id: int, mode: str, *, actor: audit.Actor, at: datetime) -> None:
    """Take part another way, if a place is free there; the place held before goes to who waits for it.

    Whoever waits simply waits for the other kind of place; for whom one in the room is kept, that one is taken. Raises
    WrongMode, WrongState, OfferEnded or a Full.
    """
    by_attendee = actor is audit.ATTENDEE
    with transaction() as session:
        registration = lock(Registration, registration_id)
        before, held = registration.mode, registration.holds_place
        if before == mode:
            return
        event = session.get_one(Event, registration.event_id)
        if not registration.is_alive:
            raise rules.wrong_state(registration.state)
        if mode not in rules.modes_offered(event, registration.category):
            raise rules.WrongMode(_("This way of taking part is not offered"))
        if refusal := rules.why_not_cancel(event, at, by_attendee=by_attendee):
            raise refusal
        wish = room_queries.find_wish(registration_id)
        if wish is not None and (ended := rules.why_not_take_room(wish, event, at)):
            raise ended
        switch(registration, mode, actor=actor, at=at)
        if mode == Mode.ONLINE:
            hooks.went_online(registration, actor, at)
        change_places(registration, at, held=held, mode=before)


def note_joined(registration_id: int, *, at: datetime) -> None:
    """Somebody who takes part online went to the stream; the first time is kept."""
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.joined_at is None and registration.mode == Mode.ONLINE:
            registration.joined_at = at
            audit.record("registration.joined", registration, actor=audit.ATTENDEE, event_id=registration.event_id,
                         at=at)  # fmt: skip
