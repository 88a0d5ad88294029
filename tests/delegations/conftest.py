from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conference.core.audit import FOCAL_POINT, Actor
from conference.core.db import db
from conference.delegations import queries, services
from conference.delegations.models import Delegation, Invitation
from conference.delegations.rules import DelegationValues, Nominee
from conference.delegations.views.invitation import way_of
from conference.events.models import Event
from conference.registration import services as registration_services
from conference.registration.models import Registration
from conference.registration.rules import Person
from tests.factories import OPEN, make_category, make_event
from tests.registration.conftest import clock

__all__ = ["clock"]

OLGA = Actor("Olga Organiser", 1)
CUT_OFF = OPEN + timedelta(days=10)


@pytest.fixture
def event(db_session: object) -> Event:
    """With a category for guests that nobody may choose, and participants."""
    event = make_event(capacity=10)
    make_category(event, "guest", is_public=False, needs_approval=True)
    make_category(event, "participant")
    return event


def values_of(event: Event, *, guests: int = 2, participants: int = 0, **values: Any) -> DelegationValues:
    ids = {category.code: category.id for category in queries.categories_of(event.id)}
    own: dict[str, Any] = {
        "name": "Ministry of Samples", "country": "KG", "focal_name": "Farid Focal", "focal_email": "farid@example.org",
        "language": "en", "most": None, "closes_at": CUT_OFF, "is_reserved": False, "note": "",
        "quotas": {ids["guest"]: guests, ids["participant"]: participants},
    }  # fmt: skip
    return DelegationValues(**{**own, **values})


@pytest.fixture
def delegation(event: Event) -> Callable[..., Delegation]:
    """Add one; values as of `values_of`."""

    def add(**values: Any) -> Delegation:
        code = services.add_delegation(event.id, values_of(event, **values), actor=OLGA, at=OPEN)
        found = queries.find_delegation(event.id, code)
        assert found is not None
        return found

    return add


def nominee(event_id: int, email: str, category: str = "guest", name: str = "Nadia Nominee") -> Nominee:
    ids = {row.code: row.id for row in queries.categories_of(event_id)}
    return Nominee(name, email, ids[category])


def nominate(row: Delegation, email: str = "nadia@example.org", category: str = "guest", **more: Any) -> Invitation:
    event_id, ident = row.event_id, row.id
    code = services.nominate(ident, nominee(event_id, email, category, **more), actor=FOCAL_POINT, at=OPEN)
    found = queries.find_person(ident, code)
    assert found is not None
    return found


def accept(invitation: Invitation, at: Any = OPEN, **values: Any) -> Registration:
    """Register by the invitation, as its form does."""
    event = db.session.get_one(Event, invitation.event_id)
    own = {"name": invitation.name, "email": invitation.email, "category": invitation.category.code}
    way = way_of(invitation, event)
    person = Person(**{**own, "source": way.source, **values})
    outcome = registration_services.register(event.id, person, submit_key=str(uuid4()), at=at, way=way)
    return db.session.get_one(Registration, outcome.registration_id)
