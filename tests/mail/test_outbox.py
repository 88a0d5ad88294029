"""The outbox of a development machine."""

from pathlib import Path

import pytest
from flask import Flask

from conference import create_app
from conference.core.clock import now
from conference.core.db import transaction
from conference.mail import services
from conference.mail.letters import COMPOSERS, Attachment, Letter
from tests.browser import Browser

LETTER = Letter(
    "Your <ticket>",
    "Hello\nOpen http://localhost/events/x/registrations/secret-1?a=b now.\nOr https://evil.example/http://localhost/x",
    '<p style="color:red">Hello <img src="cid:qr" alt=""> <a href="http://localhost/events/x">x</a></p>'
    "<script>alert(1)</script>",
    {"qr": b"\x89PNG\r\n"},
    (Attachment("page.html", "text/html", b"<script>alert(1)</script>"),),
)


@pytest.fixture
def mail(client: Browser, letters, monkeypatch: pytest.MonkeyPatch) -> str:
    """Address of the page of a mail in the outbox."""
    monkeypatch.setitem(COMPOSERS, "test.letter", lambda _subject_id: LETTER)
    with transaction():
        ident = services.post(
            "test.letter", 1, to_email="a@example.org", to_name="Ada", language="en", event_id=None, at=now()
        )
        assert ident is not None
    letters()
    return f"/outbox/{ident:08}"


def test_list_shows_mails_newest_first(client: Browser, mail: str):
    page = client.get("/outbox/").text

    assert "Your &lt;ticket&gt;" in page
    assert f'href="{mail}"' in page


def test_empty_list_says_so(client: Browser):
    assert "No mail yet" in client.get("/outbox/").text


def test_mail_shows_text_and_links_to_this_site_only(client: Browser, mail: str):
    page = client.get(mail).text

    assert '<a href="http://localhost/events/x/registrations/secret-1?a=b">' in page
    assert 'href="https://evil' not in page


def test_letter_is_shown_as_a_mail_program_does_and_runs_nothing(client: Browser, mail: str):
    answer = client.get(f"{mail}/letter")

    assert 'src="data:image/png;base64,iVBORw0K"' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "script" not in policy
    assert "sandbox" in policy


def test_parts_are_closed_in(client: Browser, mail: str):
    for number in range(4):
        answer = client.get(f"{mail}/parts/{number}")
        assert answer.status_code == 200
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"{mail}/parts/9").status_code == 404


@pytest.mark.parametrize("name", ["99999999", "..", "%2e%2e%2fsecret-key", "secret-key", "١"])
def test_other_files_are_not_there(client: Browser, mail: str, name: str):
    assert client.get(f"/outbox/{name}").status_code == 404


@pytest.mark.parametrize("settings", [{"MAIL_SERVER": "mail.example.org"}, {"APP_ENV": "production"}])
def test_outbox_exists_only_in_development_without_a_mail_server(tmp_path: Path, settings: dict[str, str]):
    app: Flask = create_app(
        {
            "DATA_DIR": tmp_path,
            "JOBS_URL": "memory://",
            "SQLALCHEMY_DATABASE_URI": "sqlite://",
            "MAIL_SERVER": "",
            **settings,
        }
    )

    assert "outbox" not in app.blueprints
