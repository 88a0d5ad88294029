"""Forgotten passwords: the mailed link, what it may do, how long."""

import re
from datetime import timedelta
from importlib.util import find_spec, module_from_spec

import pytest
import time_machine

from conference.accounts import passwords, rules, services
from conference.accounts.models import PasswordReset, User
from conference.core.audit import history
from conference.core.db import db
from tests.browser import Browser
from tests.factories import OPEN

OLD, NEW = "harbour violin lantern", "meadow copper biscuit"


@pytest.fixture
def user(client: Browser) -> User:
    return services.add_user("olga@example.org", "Olga O'Neil & Co", OLD, at=OPEN)


@pytest.fixture
def link(client: Browser, user: User, letters) -> str:
    client.fill("/account/forgotten", {"email": "Olga@example.org"})
    [mail] = letters()
    return link_in(mail)


def link_in(mail) -> str:
    text = mail.get_body(("plain",)).get_content()
    [found] = re.findall(r"http://localhost(/account/password/\S+)", text)
    return found


def choose(client: Browser, link: str, password: str, again: str | None = None):
    return client.fill(link, {"password": password, "again": password if again is None else again})


def test_reset_mail_is_plain_and_complete(client: Browser, user: User, letters):
    client.fill("/account/forgotten", {"email": "olga@example.org"})

    [mail] = letters()

    text = mail.get_body(("plain",)).get_content()
    assert mail["To"] == "Olga O'Neil & Co <olga@example.org>"
    assert mail["Subject"] == "Choose a new password"
    assert "Hello Olga O'Neil & Co," in text
    assert "30 minutes" in text
    assert "Olga O&#39;Neil &amp; Co" in mail.get_body(("html",)).get_content()


def test_known_and_unknown_addresses_get_the_same_answer(client: Browser, user: User, letters):
    answers = [
        client.fill("/account/forgotten", {"email": email}, follow_redirects=True).text
        for email in ("olga@example.org", "nobody@example.org")
    ]

    assert answers[0] == answers[1]
    assert len(letters()) == 1


def test_new_password_replaces_the_old_one_and_ends_every_session(client: Browser, user: User, link: str):
    elsewhere = client.application.test_client()
    assert isinstance(elsewhere, Browser)
    elsewhere.sign_in(user)

    answer = choose(client, link, NEW)

    assert answer.status_code == 302
    assert elsewhere.get("/manage/").status_code == 302
    assert client.fill("/account/sign-in", {"email": user.email, "password": OLD}).status_code == 401
    assert client.fill("/account/sign-in", {"email": user.email, "password": NEW}).status_code == 302


def test_link_works_once(client: Browser, user: User, link: str):
    choose(client, link, NEW)

    assert client.get(link).status_code == 410


def test_looking_at_the_page_does_not_use_the_link_up(client: Browser, link: str):
    assert client.get(link).status_code == 200
    assert client.get(link).status_code == 200


def test_link_ends_after_half_an_hour(client: Browser, user: User, letters):
    with time_machine.travel(OPEN, tick=False):
        client.fill("/account/forgotten", {"email": user.email})
        [mail] = letters()
    with time_machine.travel(OPEN + timedelta(minutes=29), tick=False):
        assert client.get(link_in(mail)).status_code == 200
    with time_machine.travel(OPEN + timedelta(minutes=31), tick=False):
        assert client.get(link_in(mail)).status_code == 410


def test_only_the_newest_link_works(client: Browser, user: User, letters):
    with time_machine.travel(OPEN, tick=False):
        services.ask_for_reset(user.email, at=OPEN)
        [first] = letters()
    with time_machine.travel(OPEN + timedelta(minutes=11), tick=False):
        services.ask_for_reset(user.email, at=OPEN + timedelta(minutes=11))
        _first, second = letters()

        assert client.get(link_in(first)).status_code == 410
        assert client.get(link_in(second)).status_code == 200


def test_guessing_passwords_is_dear_outside_tests():
    """RFC 9106 §4, the recommendation for machines with little memory."""
    spec = find_spec(passwords.__name__)
    assert spec is not None
    assert spec.loader is not None
    fresh = module_from_spec(spec)
    spec.loader.exec_module(fresh)

    hasher = fresh.hasher
    assert (hasher.type.name, hasher.time_cost, hasher.memory_cost, hasher.parallelism) == ("ID", 3, 65536, 4)


@pytest.mark.parametrize("token", ["x", "0" * 64, "..", "a" * 5000])
def test_made_up_links_lead_nowhere(client: Browser, user: User, token: str):
    assert client.get(f"/account/password/{token}").status_code in (404, 410)


def test_link_stands_in_no_table(client: Browser, user: User, link: str):
    [reset] = db.session.query(PasswordReset)

    assert link.rpartition("/")[2] != reset.token_digest


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 12"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("password1234", "easy to guess"),
        ("olga@example.org", "easy to guess"),
        ("x" * 1001, "1000 characters or fewer"),
    ],
)
def test_weak_passwords_are_refused_beside_the_field(client: Browser, link: str, password: str, words: str):
    answer = choose(client, link, password)

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert password not in answer.text.replace("olga@example.org", "") or password == "short"


def test_differing_passwords_are_refused(client: Browser, link: str):
    answer = choose(client, link, NEW, NEW + " ")

    assert answer.status_code == 422
    assert "The two passwords differ" in answer.text


def test_too_many_asked_for(client: Browser, user: User):
    with time_machine.travel(OPEN, tick=False):
        for _try in range(3):
            client.fill("/account/forgotten", {"email": "someone@example.org"})
        answer = client.fill("/account/forgotten", {"email": "someone@example.org"})

    assert answer.status_code == 429


@pytest.mark.parametrize("password", ["correct horse battery", "пароль из многих слов", "12 34 56 78 90 ab"])
def test_good_passwords_pass(db_session, password: str):
    assert rules.why_not_password(password, "olga@example.org") is None


def test_changed_password_is_in_the_log(client: Browser, user: User, link: str):
    choose(client, link, NEW)

    assert "user.password_changed" in [entry.action for entry in history(user)]
