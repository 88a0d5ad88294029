"""Narrowing the agenda in a real browser, while somebody types and chooses."""

import pytest
from playwright.sync_api import Browser, expect

from conference.core.db import db
from tests.factories import make_room, make_session, make_speaker, place, speaks_at

MOST_REQUESTS = 8


@pytest.fixture
def agenda(site, event, release):
    for title, kind in (("Opening", "panel"), ("Closing", "workshop")):
        session = make_session(event, title, kind=kind)
        place(session, make_room(event, f"Room of {title}"))
        speaks_at(make_speaker(event, f"Vaidotė {title}"), session)
    release(event)
    slug = event.slug
    db.session.rollback()
    return f"{site}/events/{slug}/agenda"


def test_what_fits_nothing_says_so_and_shows_the_way_back(browser: Browser, agenda: str):
    page = browser.new_page()
    page.goto(agenda, wait_until="networkidle")
    everything, nothing = (
        page.get_by_role("link", name="Show everything"),
        page.get_by_text("Nothing on the agenda fits"),
    )
    expect(everything).to_be_hidden()

    page.get_by_label("Find in titles").fill("open")
    expect(page.get_by_role("heading", name="Closing")).to_be_hidden()
    expect(page.get_by_role("heading", name="Opening")).to_be_visible()
    expect(everything).to_be_visible()
    expect(nothing).to_be_hidden()
    page.get_by_label("Find in titles").fill("nobody says this")
    expect(nothing).to_be_visible()
    page.get_by_label("Find in titles").fill("")

    expect(nothing).to_be_hidden()
    expect(everything).to_be_hidden()
    expect(page.get_by_role("heading", name="Closing")).to_be_visible()


def test_a_page_that_came_empty_fills_again(browser: Browser, agenda: str):
    page = browser.new_page()
    page.goto(f"{agenda}?q=nobody", wait_until="networkidle")
    expect(page.get_by_text("Nothing on the agenda fits")).to_be_visible()

    page.get_by_label("Find in titles").fill("clos")

    expect(page.get_by_role("heading", name="Closing")).to_be_visible()
    expect(page.get_by_text("Nothing on the agenda fits")).to_be_hidden()


def test_first_load_asks_for_little(browser: Browser, agenda: str):
    page = browser.new_page(locale="en-GB")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(agenda, wait_until="networkidle")

    assert len(asked) <= MOST_REQUESTS, asked
