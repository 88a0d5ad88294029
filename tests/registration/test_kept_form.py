"""The empty form is made once for many visitors, and still is each visitor's own."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from conference.core.db import transaction
from conference.registration.models import Category
from tests.browser import Browser
from tests.factories import OPEN, make_category, make_event, make_member

ADA = {"name": "Ada Sample", "email": "ada@example.org", "organisation": "Guard", "country": "LV", "language": "en"}


@pytest.fixture
def address(app: Flask, db_session: object, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(app.config, "KEEP_FORMS", True)
    later = OPEN + timedelta(days=9000)
    event = make_event(starts_at=later, ends_at=later + timedelta(days=1), registration_closes_at=None)
    make_category(event)
    make_category(event, "press")
    return f"/events/{event.slug}/register"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def test_each_visitor_gets_a_key_and_a_proof_of_their_own_that_work(client: Browser, address: str):
    first, second = (client.get(address).text for _visitor in range(2))

    assert hidden(first, "submit_key") != hidden(second, "submit_key")
    for number, page in enumerate((first, second)):
        sent = {"csrf_token": hidden(page, "csrf_token"), "submit_key": hidden(page, "submit_key")}
        answer = client.post(address, data={**ADA, **sent, "email": f"{number}@example.org", "category": "press"})
        assert answer.status_code == 303, answer.text


def test_category_that_fills_up_is_told_at_once(client: Browser, address: str):
    assert "every place is taken" not in client.get(address).text

    with transaction() as session:
        press = session.query(Category).filter_by(code="press").one()
        press.capacity = press.places_taken

    assert "every place is taken" in client.get(address).text


def test_who_is_signed_in_gets_nobody_elses_page(client: Browser, app: Flask, address: str):
    client.get(address)
    member = make_member(make_event())
    client.sign_in(member)

    page = client.get(address).text

    answer = client.post(
        address,
        data={
            **ADA,
            "category": "press",
            "csrf_token": hidden(page, "csrf_token"),
            "submit_key": hidden(page, "submit_key"),
        },
    )
    assert answer.status_code == 303


def test_language_of_the_page_is_the_visitors(client: Browser, address: str):
    assert "Full name" in client.get(address).text
    assert "Полное имя" in client.get(f"{address}?lang=ru").text


def test_who_is_refused_gets_what_they_typed_in_a_page_that_is_kept(client: Browser, address: str):
    page = client.get(address).text
    sent = {"csrf_token": hidden(page, "csrf_token"), "category": "press"}

    answers = [client.post(address, data={**ADA, **sent, "name": name, "email": ""}) for name in ("Ada <1>", "Bob")]

    assert [answer.status_code for answer in answers] == [422, 422]
    for answer, name in zip(answers, ("Ada &lt;1&gt;", "Bob"), strict=True):
        assert f'value="{name}"' in answer.text
        assert "<title>Error: Register" in answer.text
        assert "</footer>" in answer.text
    assert "Bob" not in answers[0].text
    assert "Ada" not in answers[1].text
    russian = client.post(f"{address}?lang=ru", data={**ADA, **sent, "email": ""})
    assert '<html lang="ru">' in russian.text
