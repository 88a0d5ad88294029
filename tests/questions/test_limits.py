"""Limits of numbers, dates and texts, and conditions on a country or a language."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from conference.core.db import db
from conference.events.models import Event
from conference.questions import rules
from conference.questions.answer_rules import BadAnswer, answer
from conference.questions.asked import Asked, Condition
from conference.questions.limits import Limits
from conference.questions.models import Kind
from conference.questions.queries import form_of
from tests.browser import Browser
from tests.factories import make_member


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences without the application and its database."""
    small = Flask("small")
    Babel(small)
    with small.app_context():
        yield


WHOLE = Limits("0", "10", 0)
SUMMER = Limits("2027-06-01", "2027-08-31")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("kind", "limits", "typed", "said"),
    [
        (Kind.NUMBER, WHOLE, "10", 10),
        (Kind.NUMBER, WHOLE, "0", 0),
        (Kind.NUMBER, WHOLE, "3,0", 3),
        (Kind.NUMBER, WHOLE, "3.5", "Enter a whole number"),
        (Kind.NUMBER, WHOLE, "−1", "Enter 0 or more"),
        (Kind.NUMBER, WHOLE, "11", "Enter 10 or less"),
        (Kind.NUMBER, Limits("-2.5", "", 2), "-2,50", -2.5),
        (Kind.NUMBER, Limits("-2.5", "", 2), "-2.51", "Enter -2.5 or more"),
        (Kind.NUMBER, Limits("", "", 2), "1.234", "Use at most 2 decimal places"),
        (Kind.DATE, SUMMER, "2027-06-01", "2027-06-01"),
        (Kind.DATE, SUMMER, "2027-05-31", "Enter a date from June 1, 2027 on"),
        (Kind.DATE, SUMMER, "2027-09-01", "Enter a date up to August 31, 2027"),
        (Kind.DATE_TIME, SUMMER, "2027-08-31T23:59", "2027-08-31T23:59"),
        (Kind.DATE_TIME, SUMMER, "2027-09-01T00:00", "Enter a date up to August 31, 2027"),
        (Kind.TEXT, Limits("3", "5"), "Жук", "Жук"),
        (Kind.TEXT, Limits("3", "5"), "ab", "Write at least 3 characters"),
        (Kind.LONG_TEXT, Limits("3", "5"), "abcdef", "Use 5 characters or fewer"),
    ],
)
def test_answers_keep_to_the_limits(kind: str, limits: Limits, typed: str, said: Any):
    question = Asked("q", kind, "Q", limits=limits)
    try:
        assert answer(question, [typed]) == said
    except BadAnswer as bad:
        assert str(bad) == said  # noqa: PT017 - either is the outcome


@pytest.mark.usefixtures("english")
def test_an_answer_from_before_the_limits_stays():
    question = Asked("q", Kind.NUMBER, "Q", limits=WHOLE)

    assert answer(question, ["50"], before=50) == 50
    with pytest.raises(BadAnswer):
        answer(question, ["51"], before=50)
    words = rules.changes_to_answers(Asked("q", Kind.NUMBER, "Q"), rules.values_of(question), 3)
    assert any("beyond the limits" in sentence for sentence in words)


def test_organisers_set_limits_and_pages_say_them(client: Browser, event: Event):
    client.sign_in(make_member(event))
    page = "/manage/infopoint/registrations/form"
    numbers = {"label": "Guests", "least_number": "0", "most_number": "x", "decimals": "0"}
    answer = client.fill(f"{page}/new?kind=number", numbers)
    assert "Enter a number in digits" in answer.text
    assert (
        "nobody could answer"
        in client.fill(f"{page}/new?kind=number", {**numbers, "least_number": "9", "most_number": "5"}).text
    )
    assert client.fill(f"{page}/new?kind=number", {**numbers, "most_number": "5"}).status_code == 302
    dates = {"label": "Arrival", "least_day": "2027-06-01", "most_day": "2027-08-31"}
    assert client.fill(f"{page}/new?kind=date", dates).status_code == 302
    texts = {"label": "Motto", "least_length": "3", "most_length": "20"}
    assert client.fill(f"{page}/new?kind=text", texts).status_code == 302

    db.session.rollback()
    found = {one.label: one for one in form_of(event).questions}
    assert [found[name].limits for name in ("Guests", "Arrival", "Motto")] == [
        Limits("0", "5", 0), SUMMER, Limits("3", "20")
    ]  # fmt: skip
    form = client.get("/events/infopoint/register").text
    for words in ("A whole number. From 0 to 5.", 'inputmode="numeric"', 'min="2027-06-01"', 'max="2027-08-31"',
                  'minlength="3"', 'maxlength="20"'):  # fmt: skip
        assert words in form, words
    shown = client.get(f"{page}/{found['Arrival'].code}").text
    assert 'value="2027-08-31"' in shown


def test_a_question_waits_for_a_country(client: Browser, event: Event, ask: Any):
    home = ask(Kind.COUNTRY, "Where do you live?")
    client.sign_in(make_member(event))
    page = "/manage/infopoint/registrations/form"
    values = {"label": "Visa number", "depends_on": home, "named": "Latvia; Атлантида"}
    assert "Not known: Атлантида" in client.fill(f"{page}/new?kind=text", values).text
    assert client.fill(f"{page}/new?kind=text", {**values, "named": "Латвия, kyrgyzstan"}).status_code == 302

    db.session.rollback()
    made = next(one for one in form_of(event).questions if one.label == "Visa number")
    assert made.condition == Condition(home, ("LV", "KG"))
    assert "Latvia, Kyrgyzstan" in client.get(f"{page}/{made.code}").text
    form = client.get("/events/infopoint/register").text
    assert "is “Latvia” or “Kyrgyzstan”" in form
    assert 'data-any="LV KG"' in form


@pytest.mark.usefixtures("english")
def test_a_condition_names_only_what_can_be_answered():
    home = Asked("home", Kind.COUNTRY, "Home")
    wrong = Asked("q", Kind.TEXT, "Q", condition=Condition("home", ("XX",)))

    assert rules.why_not_condition([home, wrong], wrong) is not None
