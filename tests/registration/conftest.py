from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, or_, select

from conference.core.db import db
from conference.core.errors import Refused
from conference.events.models import Event
from conference.registration import services
from conference.registration.models import HOLDS_PLACE, Category, Registration
from conference.registration.rules import Person
from conference.registration.services import Outcome
from tests.factories import OPEN

AT_ONCE = 8


@pytest.fixture
def clock() -> Iterator[None]:
    """It is OPEN, and stays so."""
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def register(db_session: object) -> Callable[..., Outcome]:
    """Register somebody; `key` is the submit key of the form."""

    def ask(event_id: int, email: str = "ada@example.org", name: str = "Ada Lovelace", *, key: str = "",
            at: datetime = OPEN, **values: object) -> Outcome:  # fmt: skip
        person = Person(name=name, email=email, **values)  # type: ignore[arg-type]
        return services.register(event_id, person, submit_key=key or str(uuid4()), at=at)

    return ask


@pytest.fixture
def at_once(app: Flask, db_session: Any) -> Callable[..., list[str]]:
    """Call a function with each argument, as many at the same time as AT_ONCE; what each said, in words."""

    def run(deed: Callable[[Any], Any], arguments: list[Any]) -> list[str]:
        barrier = Barrier(AT_ONCE)

        def one(number: int, argument: Any) -> str:
            with app.app_context():
                if number < AT_ONCE:
                    barrier.wait(60)
                try:
                    outcome = deed(argument)
                except Refused as refusal:
                    return refusal.code
                return "known" if getattr(outcome, "is_new", True) is False else "done"

        db.session.rollback()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return [f.result(60) for f in [pool.submit(one, *pair) for pair in enumerate(arguments)]]

    return run


def places(event_id: int) -> tuple[int, int, int]:
    """(places counted on the event, on its categories, registrations that hold one)."""
    db.session.rollback()
    of_event = db.session.scalar(select(Event.places_taken + Event.online_taken).where(Event.id == event_id))
    of_categories = db.session.scalar(
        select(func.coalesce(func.sum(Category.places_taken), 0)).where(Category.event_id == event_id)
    )
    held = db.session.scalar(
        select(func.count(Registration.id)).where(
            Registration.event_id == event_id,
            or_(Registration.state.in_(HOLDS_PLACE), Registration.offered_until.is_not(None)),
        )
    )
    return of_event or 0, of_categories or 0, held or 0
