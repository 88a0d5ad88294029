import pytest

from conference.core.db import db
from conference.personal import links, services
from tests.planning.releasing import PAST, Agenda


@pytest.fixture
def agenda(client):
    """An event with two sessions at the same time in two rooms, published."""
    made = Agenda()
    made.publish(tells=False)
    return made


@pytest.fixture
def keep(agenda):
    """Keep sessions behind an address: keep(session, …) gives the address."""

    def keep(*sessions):
        kept = services.keep_agenda(agenda.event.id, [session.code for session in sessions], at=PAST)
        address = f"/my/{links.secret_of(kept)}"
        db.session.rollback()
        return address

    return keep
