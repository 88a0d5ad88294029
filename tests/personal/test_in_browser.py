"""Stars in a real browser: kept on the device, with hints, without network, and taken along to a feed."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from conference.core.db import db
from tests.planning.releasing import HOUR, PAST, Agenda


@pytest.fixture
def site(app: Flask, agenda: Agenda) -> Iterator[str]:
    """The application behind a plain server of this process; gives the address of the event."""
    slug = agenda.event.slug
    db.session.rollback()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/events/{slug}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_stars_are_kept_on_the_device_with_hints_and_taken_along_to_a_feed(browser: Browser, site: str, agenda: Agenda):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/agenda")
    star = page.get_by_role("button", name="In my agenda: Opening")
    expect(star).to_have_attribute("aria-pressed", "false")
    star.focus()
    page.keyboard.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name="My agenda (1)")).to_be_visible()

    page.get_by_role("link", name="Panel").click()
    page.get_by_role("button", name="Add to my agenda").click()
    expect(page.get_by_role("button", name="In my agenda")).to_have_attribute("aria-pressed", "true")
    assert context.cookies() == []

    page.goto(f"{site}/my-agenda")
    expect(page.get_by_text("At the same time as “Opening”")).to_be_visible()
    expect(page.get_by_text("At the same time as “Panel”")).to_be_visible()
    page.get_by_role("button", name="In my agenda: Panel").click()
    expect(page.get_by_text("At the same time as “Opening”")).to_have_count(0)
    page.get_by_role("button", name="In my agenda: Panel").click()

    page.get_by_role("link", name="Take it with you").click()
    expect(page.locator("[data-how-many]")).to_have_text("2")
    page.get_by_role("button", name="Make my address").click()
    expect(page.locator(".session__title")).to_have_count(2)
    feed = f"{page.url}.ics"
    assert context.request.get(feed).text().count("SEQUENCE:0") == 2

    agenda.move("opening", hours=2)
    agenda.publish(tells=False, at=PAST + HOUR)
    page.reload()
    expect(page.get_by_text("Moved from 09:00")).to_be_visible()
    assert context.request.get(feed).text().count("SEQUENCE:1") == 1


def test_own_agenda_opens_without_a_network(browser: Browser, site: str):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/agenda")
    page.get_by_role("button", name="In my agenda: Panel").click()
    page.goto(f"{site}/my-agenda")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    expect(page.get_by_role("heading", name="Panel")).to_be_visible()

    context.set_offline(True)
    page.reload()

    expect(page.get_by_role("heading", name="Panel")).to_be_visible()
    expect(page.get_by_role("heading", name="Opening")).to_be_hidden()


def test_another_device_can_star_what_the_address_holds(browser: Browser, site: str, agenda: Agenda, keep):
    address = f"{site.partition('/events')[0]}{keep(agenda.panel)}"
    page = browser.new_context().new_page()
    page.goto(address)

    page.get_by_role("button", name="Star these sessions on this device too").click()
    page.goto(f"{site}/my-agenda")

    expect(page.get_by_role("heading", name="Panel")).to_be_visible()


def test_cancelled_session_can_be_taken_out_of_the_agenda_and_not_be_added(browser: Browser, site: str, agenda: Agenda):
    page = browser.new_context().new_page()
    page.goto(f"{site}/agenda")
    page.get_by_role("button", name="In my agenda: Panel").click()
    agenda.cancel(agenda.panel)
    agenda.publish(tells=False, at=PAST + HOUR)
    page.goto(f"{site}/my-agenda")
    expect(page.locator(".session--cancelled").get_by_role("heading", name="Panel")).to_be_visible()

    page.get_by_role("link", name="Panel").click()
    page.get_by_role("button", name="In my agenda").click()

    expect(page.get_by_role("link", name="My agenda").last).to_be_focused()
    expect(page.get_by_role("button", name="Add to my agenda")).to_have_count(0)
    page.goto(f"{site}/agenda")
    expect(page.get_by_role("button", name="In my agenda: Opening")).to_be_visible()
    expect(page.get_by_role("button", name="In my agenda: Panel")).to_have_count(0)
