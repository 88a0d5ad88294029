"""The visitor's own time beside the event's, in a real browser with the zones of a visitor far away."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from conference.core.audit import SYSTEM
from conference.core.db import db
from conference.programme.services import release_agenda
from tests.factories import OPEN, make_event, make_session, place

SPRING = datetime(2027, 3, 28, 1, tzinfo=UTC)  # in Brussels, clocks go from 02:00 to 03:00


@pytest.fixture
def agenda(site: str) -> str:
    """The address of an agenda in Brussels with a session on both sides of the change of clocks."""
    event = make_event(starts_at=SPRING - timedelta(hours=5), ends_at=SPRING + timedelta(hours=8))
    for title, start in (("Before", SPRING - timedelta(minutes=30)), ("After", SPRING + timedelta(minutes=30))):
        place(make_session(event, title, code=title.upper()), None, start, 20)
    release_agenda(event.id, "", actor=SYSTEM, at=OPEN)
    slug = event.slug
    db.session.rollback()
    return f"{site}/events/{slug}"


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("Europe/Brussels", []),
        ("Europe/Vienna", []),
        ("Asia/Almaty", ["05:30 your time", "06:30 your time"]),
        ("Asia/Bishkek", ["06:30 your time", "07:30 your time"]),
        ("America/New_York", ["Sat 20:30 your time", "Sat 21:30 your time"]),
    ],
)
def test_own_time_stands_beside_the_time_of_the_event_where_it_differs(browser: Browser, agenda: str, zone, own):
    page = browser.new_context(timezone_id=zone, locale="en-GB").new_page()

    for view in ("/agenda", "/agenda?view=grid"):
        page.goto(f"{agenda}{view}", wait_until="networkidle")
        assert page.locator(".session__own").all_inner_texts() == own
        said = page.locator("[data-own-zone]").inner_text()
        assert (zone.replace("_", " ") in said) == bool(own)
    page.goto(f"{agenda}/sessions/AFTER", wait_until="networkidle")
    assert page.locator(".session__own").all_inner_texts() == own[1:]
