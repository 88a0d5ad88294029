"""Only a clear no of the name server turns somebody away."""

from types import SimpleNamespace

import dns.resolver
import pytest
from dns.exception import Timeout
from flask import Flask

from conference.mail import domains
from tests.factories import OPEN, make_category, make_event

WORLD = {"icmpd.org": ["mail.icmpd.org."], "nomail.eu": ["."]}


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A small world of domains; the list says what was asked."""
    asked: list[str] = []

    def resolve(name: str, _kind: str, **_options: object) -> list[SimpleNamespace]:
        asked.append(name)
        if name == "slow.eu":
            raise Timeout
        if name == "no-mx.eu":
            raise dns.resolver.NoAnswer
        if name not in WORLD:
            raise dns.resolver.NXDOMAIN
        return [SimpleNamespace(exchange=host) for host in WORLD[name]]

    monkeypatch.setattr(dns.resolver, "resolve", resolve)
    monkeypatch.setattr(domains, "_kept", {})
    monkeypatch.setattr(domains, "_world_seen", False)
    monkeypatch.setitem(app.config, "MAIL_DOMAIN_CHECK", True)
    return asked


@pytest.mark.parametrize(
    ("email", "refused"),
    [
        ("a@icmpd.org", False),
        ("a@nomail.eu", True),
        ("a@icmpd.orgg", True),
        ("a@slow.eu", False),
        ("a@no-mx.eu", False),
        ("a@example.org", False),
        ("a@sample.test", False),
    ],
)
def test_only_domains_that_surely_take_no_mail_are_refused(world, app, email, refused):
    with app.app_context():
        domains.takes_no_mail("somebody@icmpd.org")

        assert domains.takes_no_mail(email) is refused


def test_name_server_that_never_found_anything_is_not_believed(world, app):
    with app.app_context():
        assert domains.takes_no_mail("a@unknown.eu") is False


def test_domain_is_asked_for_once(world, app):
    with app.app_context():
        for who in "abc":
            domains.takes_no_mail(f"{who}@ICMPD.org")

    assert world == ["icmpd.org"]


def test_form_says_beside_the_address_what_is_wrong_and_keeps_what_was_typed(world, client, app):
    later = OPEN.replace(year=2040)
    event = make_event(starts_at=later, ends_at=later.replace(month=12), registration_closes_at=None)
    make_category(event)
    with app.app_context():
        domains.takes_no_mail("somebody@icmpd.org")

    page = client.fill(
        f"/events/{event.slug}/register",
        {"name": "Ada Sample", "email": "ada@icmpd.orgg", "organisation": "Guard", "country": "LV", "language": "en"},
    )

    assert page.status_code == 409
    assert "No mail can be sent to “icmpd.orgg”" in page.text
    assert 'value="Ada Sample"' in page.text
