"""Secrets that are derived: they survive a change of keys, and are replaced when their key is lost."""

from typing import Any

import pytest

from conference.core.audit import Actor
from conference.core.db import db
from conference.registration import links, queries, services
from conference.registration.links import LostKey
from conference.registration.rules import AlreadyMailed
from tests.factories import OPEN, make_category, make_event

OLD, NEW = "an old secret for tests, long enough here", "a new secret for tests, long enough here"
ORGANISER = Actor("Olga Organiser", 1)


@pytest.fixture
def ident(app: Any, register: Any, monkeypatch: Any) -> int:
    """A registration made while OLD was the key."""
    monkeypatch.setitem(app.config, "SECRET_KEY", OLD)
    event = make_event()
    make_category(event)
    return int(register(event.id).registration_id)


def secrets_of(ident: int) -> tuple[str, str]:
    db.session.rollback()
    row = queries.get_registration(ident)
    assert row.valid_ticket is not None
    return links.own_page_token(row), links.ticket_code_of(row.valid_ticket)


def test_older_keys_still_lead_to_the_same_secrets(app: Any, ident: int, monkeypatch: Any):
    before = secrets_of(ident)
    monkeypatch.setitem(app.config, "SECRET_KEY", NEW)
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [OLD])

    assert secrets_of(ident) == before


def test_a_lost_key_is_noticed_and_mended_by_asking_for_the_mail_again(app: Any, ident: int, monkeypatch: Any):
    token, code = secrets_of(ident)
    slug = queries.get_registration(ident).event.slug
    monkeypatch.setitem(app.config, "SECRET_KEY", NEW)
    with pytest.raises(LostKey):
        secrets_of(ident)
    assert links.find_by_token(slug, token) is not None  # the mailed link works as long as its digest stands

    with pytest.raises(AlreadyMailed):  # the first is waiting still, and can now be written
        services.resend_confirmation(ident, actor=ORGANISER, at=OPEN)

    new_token, new_code = secrets_of(ident)
    assert token != new_token
    assert code != new_code
    assert links.find_by_token(slug, token) is None


def test_a_link_belongs_to_one_event(ident: int):
    token, _code = secrets_of(ident)

    assert links.find_by_token(make_event().slug, token) is None
