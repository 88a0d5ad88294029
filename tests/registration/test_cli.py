"""Registering from a terminal."""

from typing import Any

import pytest
from sqlalchemy import select

from conference.core.db import db
from conference.registration.models import Registration
from tests.factories import make_category, make_event

pytestmark = pytest.mark.usefixtures("clock")


def run(app: Any, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=["registration", "add", *words])


@pytest.fixture
def slug(db_session: object) -> str:
    event = make_event(slug="infopoint", capacity=1)
    make_category(event)
    return event.slug


ADA = ("--name", "Ada", "--email", "ada@example.org", "--country", "KG")


def test_add_says_the_code_and_the_second_time_that_it_is_known(app: Any, slug: str):
    first, second = run(app, slug, *ADA), run(app, slug, *ADA)

    row = db.session.scalars(select(Registration)).one()
    assert (first.exit_code, first.output) == (0, f"registered {row.code}\n")
    assert (row.name, row.country, row.organisation) == ("Ada", "KG", "Individual")
    assert second.exit_code == 1  # the one place is taken, by Ada herself
    assert "Every place is taken" in second.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", *ADA), "no such event"),
        (("infopoint", "--name", "Ada", "--email", "ada", "--country", "KG"), "Enter one e-mail address"),
        (("infopoint", "--name", "Ada", "--email", "a@example.org", "--country", "XX"), "Choose one of the list"),
        (("infopoint", *ADA, "--category", "vip"), "Choose how you take part"),
    ],
)
def test_what_the_form_would_refuse_is_refused(app: Any, slug: str, words: tuple[str, ...], said: str):
    answer = run(app, *words)

    assert answer.exit_code == 1
    assert said in answer.output
    assert db.session.scalars(select(Registration)).all() == []
