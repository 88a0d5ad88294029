"""The form opened by something else than the public page: whom it lets in, and what is counted."""

from uuid import uuid4

import pytest

from conference.core.audit import ATTENDEE
from conference.core.db import db
from conference.core.errors import Refused
from conference.registration import hooks, services
from conference.registration.models import Registration, Source
from conference.registration.rules import CategoryClosed, EventFull, Person
from conference.registration.ways import Way
from tests.factories import OPEN, STARTS, make_category, make_event
from tests.registration.conftest import places


class UsedUp(Refused):
    code = "used_up"


def way_for(*categories, settle=lambda _registration, _at: False, **values):
    return Way(Source.INVITATION, categories, settle, "", **values)


def come(event_id, way, *, category, email="ada@example.org", at=OPEN):
    person = Person("Ada", email, category=category, source=Source.INVITATION)
    outcome = services.register(event_id, person, submit_key=str(uuid4()), at=at, way=way)
    return db.session.get_one(Registration, outcome.registration_id)


def test_a_way_opens_a_category_that_nobody_may_choose_and_outside_of_the_hours(db_session):
    event = make_event()
    guest = make_category(event, "guest", is_public=False, needs_approval=True)
    press = make_category(event, "press", is_public=False)

    row = come(event.id, way_for(guest, is_approved=True, proved_key="ada@example.org"), category="guest",
               at=event.registration_closes_at)  # fmt: skip

    assert (row.state, row.source, row.category.code) == ("confirmed", "invitation", "guest")
    assert row.verified_at == STARTS
    with pytest.raises(CategoryClosed):
        come(event.id, way_for(guest), category=press.code, email="bob@example.org")


def test_what_is_used_up_leaves_nothing_behind(db_session):
    event = make_event()
    guest = make_category(event, "guest", is_public=False)

    def settle(_registration, _at):
        raise UsedUp("used up")

    with pytest.raises(UsedUp):
        come(event.id, way_for(guest, settle=settle), category="guest")
    assert places(event.id) == (0, 0, 0)


def test_a_kept_place_is_taken_though_the_event_is_full(db_session):
    event = make_event(capacity=1, places_taken=1)
    guest = make_category(event, "guest", is_public=False, places_taken=1)

    with pytest.raises(EventFull):
        come(event.id, way_for(guest), category="guest")
    come(event.id, way_for(guest, settle=lambda _r, _at: True, has_place=True), category="guest")

    assert places(event.id) == (1, 1, 1)


def test_a_place_that_others_keep_is_not_free_after_a_cancellation(db_session, monkeypatch):
    event = make_event()
    guest = make_category(event, "guest", is_public=False)
    row = come(event.id, way_for(guest), category="guest")
    monkeypatch.setattr(
        hooks, "KEEPERS", [lambda registration, before, _at: registration.id == row.id and bool(before)]
    )

    services.cancel(row.id, actor=ATTENDEE, at=OPEN)

    assert places(event.id) == (1, 1, 0)
