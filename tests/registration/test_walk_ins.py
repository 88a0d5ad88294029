"""People who register at the door: a name is enough, capacity and approval stay what they are."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine

from conference.core.audit import SYSTEM
from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.core.errors import Refused
from conference.events.models import Event
from conference.mail.models import Message
from conference.registration import services
from conference.registration.models import Category, Registration
from conference.registration.rules import Full, WalkIn
from tests.browser import Browser
from tests.factories import ENDS, STARTS, make_category, make_event, make_member, make_registration

DURING = STARTS + timedelta(hours=1)  # registration has closed


@pytest.fixture
def event(db_session: object) -> Event:
    event = make_event()
    make_category(event, "visitor", position=0)
    return event


@pytest.fixture
def during() -> Iterator[None]:
    with time_machine.travel(DURING, tick=False):
        yield


def walk_in(event: Event, name: str = "Ұлпан Сейіт", **values: Any) -> Registration:
    one = WalkIn(values.pop("uuid", new_uuid7()), name, **values)
    outcome = services.register_walk_in(event.id, one, actor=SYSTEM, at=DURING)
    return db.session.get_one(Registration, outcome.registration_id, populate_existing=True)


def test_a_name_is_enough(event: Event):
    person = walk_in(event, organisation="Ministry")

    assert (person.state, person.source, person.category.code, person.email) == ("confirmed", "walk_in", "visitor", "")
    assert person.valid_ticket is not None
    assert db.session.get_one(Event, event.id).places_taken == 1
    assert db.session.query(Message).count() == 0


def test_several_without_an_address_are_several(event: Event):
    assert walk_in(event).id != walk_in(event).id


def test_asking_again_registers_nobody_twice(event: Event):
    ident = new_uuid7()

    assert walk_in(event, uuid=ident).id == walk_in(event, uuid=ident, name="Somebody Else").id


@pytest.mark.usefixtures("during")
def test_who_gives_an_address_is_told_how_the_data_came(event: Event, letters: Callable[[], list[EmailMessage]]):
    walk_in(event, email="ulpan@example.org", language="en")

    (letter,) = letters()
    assert letter["To"].addresses[0].addr_spec == "ulpan@example.org"
    assert "because you registered at the entrance" in letter.get_body(("plain",)).get_content()


def test_an_address_that_is_registered_leads_to_that_registration(event: Event):
    known = make_registration(event, email="ada@example.org")

    assert walk_in(event, email="Ada@example.org").id == known.id


@pytest.mark.parametrize(("values", "state"), [({"needs_approval": True}, "pending"), ({"is_public": False}, "pending"),
                                               ({}, "confirmed")])  # fmt: skip
def test_approval_is_waited_for(event: Event, values: dict[str, Any], state: str):
    make_category(event, "press", position=1, **values)

    assert walk_in(event, category="press").state == state


@pytest.mark.parametrize("full", ["event", "category"])
def test_a_full_event_takes_nobody_more(event: Event, full: str):
    row: Any = event if full == "event" else db.session.query(Category).one()
    row.capacity = row.places_taken = 1
    db.session.commit()

    with pytest.raises(Full):
        walk_in(event)


def test_whom_an_offline_door_let_in_is_never_refused(event: Event):
    event.capacity = event.places_taken = 1
    db.session.commit()

    assert walk_in(event, is_inside=True).state == "waiting"
    assert db.session.get_one(Event, event.id).places_taken == 1


def test_nobody_registers_once_it_is_over(event: Event):
    with pytest.raises(Refused) as refused:
        services.register_walk_in(event.id, WalkIn(new_uuid7(), "Late"), actor=SYSTEM, at=ENDS)
    assert refused.value.code == "over"


def test_organisers_add_the_address_later(event: Event, client: Browser):
    person = walk_in(event)
    client.sign_in(make_member(event))
    address = f"/manage/{event.slug}/registrations/{person.code}"
    assert "mailto:" not in client.get(address).text.partition("<main")[2]

    answer = client.fill(f"{address}/change", {"organisation": "Embassy", "reason": "asked"})
    assert answer.status_code in (302, 303), answer.text
    client.fill(f"{address}/change", {"email": "ulpan@example.org", "reason": "she gave it"})

    db.session.refresh(person)
    assert (person.organisation, person.email, person.email_key) == (
        "Embassy", "ulpan@example.org", "ulpan@example.org",
    )  # fmt: skip
