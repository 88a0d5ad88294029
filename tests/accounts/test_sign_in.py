"""Signing in and out: who gets in, how often one may try, when a session ends."""

from datetime import timedelta

import pytest
import time_machine

from conference.accounts import services
from conference.accounts.models import SignIn, User
from conference.core.db import db
from tests.browser import Browser
from tests.factories import OPEN, make_user

PASSWORD = "harbour violin lantern"


@pytest.fixture
def user(client: Browser) -> User:
    return services.add_user("Olga@Example.org", "Olga Organiser", PASSWORD, at=OPEN)


def sign_in(client: Browser, email: str = "olga@example.org", password: str = PASSWORD, url: str = "/account/sign-in"):
    return client.fill(url, {"email": email, "password": password})


def test_sign_in_opens_the_own_events(client: Browser, user: User):
    answer = sign_in(client)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/manage/")
    assert "Olga Organiser" in client.get("/manage/").text


@pytest.mark.parametrize("email", ["OLGA@example.org", "  olga@EXAMPLE.org "])
def test_sign_in_takes_any_spelling_of_the_address(client: Browser, user: User, email: str):
    assert sign_in(client, email).status_code == 302


@pytest.mark.parametrize(
    ("email", "password"), [("olga@example.org", "wrong words here"), ("nobody@example.org", PASSWORD)]
)
def test_wrong_password_and_unknown_address_get_the_same_page(client: Browser, user: User, email: str, password: str):
    answer = sign_in(client, email, password)

    assert answer.status_code == 401
    assert "The e-mail address or the password is not right" in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text


def test_user_without_password_or_disabled_does_not_get_in(client: Browser, user: User):
    make_user("Nopass", email="nopass@example.org", email_key="nopass@example.org")
    disabled = services.add_user("gone@example.org", "Gone", PASSWORD, at=OPEN)
    disabled.disabled_at = OPEN
    db.session.commit()

    assert sign_in(client, "nopass@example.org", "").status_code == 422
    assert sign_in(client, "nopass@example.org", PASSWORD).status_code == 401
    assert sign_in(client, "gone@example.org").status_code == 401


def test_empty_form_says_what_to_enter(client: Browser):
    answer = sign_in(client, "", "")

    assert answer.status_code == 422
    assert "Enter your e-mail address" in answer.text
    assert "Enter your password" in answer.text
    assert "<title>Error:" in answer.text


def test_eleventh_try_has_to_wait_even_with_the_right_password(client: Browser, user: User):
    with time_machine.travel(OPEN, tick=False):
        for _try in range(10):
            assert sign_in(client, password="wrong words here").status_code == 401
        answer = sign_in(client)
    with time_machine.travel(OPEN + timedelta(minutes=6), tick=False):
        later = sign_in(client)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 301
    assert PASSWORD not in answer.text
    assert later.status_code == 302


def test_other_people_are_not_held_up(client: Browser, user: User):
    services.add_user("ben@example.org", "Ben", PASSWORD, at=OPEN)
    with time_machine.travel(OPEN, tick=False):
        for _try in range(11):
            sign_in(client, password="wrong words here")

        assert sign_in(client, "ben@example.org").status_code == 302


def test_right_password_forgets_the_wrong_tries(client: Browser, user: User):
    with time_machine.travel(OPEN, tick=False):
        for _round in range(2):
            for _try in range(9):
                sign_in(client, password="wrong words here")
            assert sign_in(client).status_code == 302
            client.sign_out()


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/%0d%0aX: y", "", "manage"],
)
def test_next_never_leads_elsewhere(client: Browser, user: User, target: str):
    answer = sign_in(client, url=f"/account/sign-in?next={target}")

    assert answer.headers["Location"] == "/manage/"


def test_next_leads_back_to_the_page_asked_for(client: Browser, user: User):
    asked = client.get("/manage/").headers["Location"]

    assert sign_in(client, url=asked).headers["Location"] == "/manage/"
    client.sign_out()
    answer = sign_in(client, url="/account/sign-in?next=/manage/x/?q=a%26b")
    assert answer.headers["Location"] == "/manage/x/?q=a&b"


def test_signing_out_ends_the_session_even_for_a_copied_cookie(client: Browser, user: User):
    sign_in(client)
    copied = client.get_cookie("session")
    assert copied is not None

    client.fill("/manage/", form="sign-out")
    client.set_cookie("session", copied.value)

    assert client.get("/manage/").status_code == 302
    assert db.session.query(SignIn).count() == 0


def test_signing_in_changes_the_session(client: Browser, user: User):
    sign_in(client)
    first = client.get_cookie("session")
    client.fill("/manage/", form="sign-out")
    sign_in(client)
    second = client.get_cookie("session")

    assert first is not None
    assert second is not None
    assert first.value != second.value


def test_cookie_is_kept_from_scripts_and_other_sites(client: Browser, user: User):
    header = sign_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


def test_sign_out_needs_a_page_of_ours(client: Browser, user: User):
    sign_in(client)

    client.post("/account/sign-out", data={"csrf_token": "made up"})

    assert client.get("/manage/").status_code == 200


@pytest.mark.parametrize(("hours", "idle", "status"), [(1, 0, 200), (9.5, 0, 302), (11.9, 8, 200), (12.1, 8, 302)])
def test_session_ends_by_itself(client: Browser, user: User, hours: float, idle: float, status: int):
    with time_machine.travel(OPEN, tick=False):
        sign_in(client)
    if idle:
        with time_machine.travel(OPEN + timedelta(hours=idle), tick=False):
            assert client.get("/manage/").status_code == 200
    with time_machine.travel(OPEN + timedelta(hours=hours), tick=False):
        assert client.get("/manage/").status_code == status


def test_database_holds_no_password_and_no_token(client: Browser, user: User):
    sign_in(client)

    row = db.session.get_one(User, user.id)
    [session] = db.session.query(SignIn)
    assert row.password_hash is not None
    assert row.password_hash.startswith("$argon2id$")
    assert len(session.token_digest) == 64
