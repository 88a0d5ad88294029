from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from conference.core.audit import Actor
from conference.core.db import db
from conference.events.models import Event
from conference.questions import services
from conference.questions.asked import Condition, Option
from conference.questions.models import Kind
from conference.questions.queries import find_question, form_of
from conference.questions.rules import QuestionValues
from tests.factories import OPEN, make_category, make_event

OLGA = Actor("Olga Organiser", 1)
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
ADA = {"name": "Ada Lovelace", "email": "ada@example.org", "organisation": "Analytical Engines", "country": "KG"}


@pytest.fixture
def clock() -> Iterator[None]:
    """It is OPEN, and stays so."""
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def event(db_session: object) -> Event:
    event = make_event(slug="infopoint", capacity=10, languages=["en", "ru"])
    make_category(event)
    return event


Ask = Callable[..., str]


@pytest.fixture
def ask(event: Event) -> Ask:
    """Add a question to the event's form; its code is the answer."""

    def add(kind: str, label: str, *, code: str = "", **values: Any) -> str:
        if kind in (Kind.CHOICE, Kind.SEVERAL):
            values.setdefault("options", YES_NO)
        return services.add_question(
            event.id, QuestionValues(kind=kind, label=label, **values), code=code, actor=OLGA, at=OPEN
        )

    return add


def only_after(code: str, *options: str) -> Condition:
    return Condition(code, options)


def change(event: Event, code: str, *, answers: int = 0, **values: Any) -> None:
    """As the organisers' form would, with other values for some of its fields."""
    row = find_question(event.id, code)
    question = form_of(event).question(code)
    assert row is not None
    assert question is not None
    fields: dict[str, Any] = {name: getattr(question, name) for name in QuestionValues.__dataclass_fields__}
    services.change_question(row.id, QuestionValues(**{**fields, **values}), answers=answers, actor=OLGA, at=OPEN)
    db.session.refresh(event)
