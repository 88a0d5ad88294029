"""An event with two speakers and two sessions, published once."""

from datetime import timedelta

from conference.core import audit
from conference.core.db import db, transaction
from conference.planning import release_queries, release_services
from conference.planning.release_rules import Wish, mark_of
from conference.programme.models import Placement, Session
from tests.factories import (
    OPEN,
    make_event,
    make_room,
    make_session,
    make_speaker,
    place,
    speaks_at,
)

OLGA = audit.Actor("Olga", None)
HOUR = timedelta(hours=1)
PAST = OPEN - timedelta(days=300)  # so that the worker of a test finds its mails due


class Agenda:
    """`opening` in the hall by Aigul, `panel` in the attic by Bakyt; both speakers confirmed and have addresses."""

    def __init__(self, **values):
        event = make_event(**values)
        hall, attic = make_room(event, "Hall"), make_room(event, "Attic", position=1)
        opening, panel = make_session(event, "Opening"), make_session(event, "Panel")
        aigul = make_speaker(event, "Aigul", email="aigul@example.org")
        bakyt = make_speaker(event, "Bakyt", email="bakyt@example.org", language="ru")
        self.places = {"opening": place(opening, hall).id, "panel": place(panel, attic).id}
        speaks_at(aigul, opening, answer="confirmed")
        speaks_at(bakyt, panel, answer="confirmed")
        self.event, self.hall, self.attic = event, hall, attic
        self.opening, self.panel, self.aigul, self.bakyt = opening, panel, aigul, bakyt

    def move(self, name="opening", *, hours=0, room=None):
        with transaction() as session:
            row = session.get_one(Placement, self.places[name])
            row.starts_at += hours * HOUR
            row.ends_at += hours * HOUR
            if room is not None:
                row.room_id = room.id

    def cancel(self, row):
        ident = row.id
        with transaction() as session:
            session.get_one(Session, ident).cancelled_at = OPEN

    def publish(self, note="", *, tells=True, at=PAST, accepted=None):
        db.session.rollback()
        mark = mark_of(release_queries.clashes_of_draft(self.event)) if accepted is None else accepted
        return release_services.publish(self.event.id, Wish(note, tells, mark), actor=OLGA, at=at)

    def clash(self):
        """The panel in the hall, at the time of the opening."""
        self.move("panel", room=self.hall)
