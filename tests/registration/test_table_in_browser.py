"""The organisers' table by keyboard alone, in a real browser."""

import re
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from conference.core.db import db
from conference.events.models import Event
from tests.browser import Browser as Client
from tests.factories import make_category, make_event, make_member, store_registration

NAMES = ("Ada Border", "Bek Border", "Cyd Border", "Dan Border", "Eva Trade")


@pytest.fixture
def table(app: Flask, client: Client, browser: Browser) -> Iterator[Page]:
    """The table of five people, sorted by name, with the focus in its search."""
    event = make_event()
    make_category(event)
    for name in NAMES:
        store_registration(event, name=name, email=f"{name[:3].lower()}@example.org")
    client.sign_in(make_member(event))
    cookie = client.get_cookie("session")
    assert cookie is not None
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.port}"
    try:
        context = browser.new_context(locale="en", timezone_id="UTC")
        context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/manage/{event.slug}/registrations/?sort=name")
        expect(page.get_by_text("Keys", exact=True)).to_be_visible()  # the script is there
        page.get_by_label("Search").focus()
        yield page
        context.close()
    finally:
        server.shutdown()
        thread.join()


def focused(page: Page) -> Locator:
    return page.locator("tbody tr:has(:focus) th")


def ticked(page: Page) -> list[str]:
    return page.locator("tbody tr:has(:checked) th").all_inner_texts()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_rows_are_walked_ticked_and_opened_by_keyboard(table: Page):
    for keys, name in (
        (["ArrowDown"], NAMES[0]), (["ArrowDown"], NAMES[1]), (["j"], NAMES[2]), (["k", "ArrowUp"], NAMES[0]),
        (["ArrowUp"], NAMES[0]), (["End"], NAMES[4]), (["ArrowDown"], NAMES[4]), (["Home"], NAMES[0]),
    ):  # fmt: skip
        press(table, *keys)
        expect(focused(table)).to_have_text(name)

    press(table, "x", "ArrowDown", "ArrowDown", "Shift+X")
    assert ticked(table) == list(NAMES[:3])
    expect(table.locator("[data-ticked]")).to_contain_text("3")
    press(table, "Escape")
    assert ticked(table) == []
    press(table, "Shift+ArrowDown")
    assert ticked(table) == list(NAMES[2:4])
    press(table, "Control+a")
    assert ticked(table) == list(NAMES)

    press(table, "/")
    expect(table.get_by_label("Search")).to_be_focused()
    press(table, "e", "v", "a")
    expect(table.locator("tbody tr")).to_have_count(1)
    press(table, "ArrowDown")
    expect(focused(table)).to_have_text(NAMES[4])
    press(table, "Enter")
    expect(table.get_by_role("heading", level=1)).to_have_text(NAMES[4])
    assert re.search(r"/registrations/[A-Z0-9]+$", table.url)


@pytest.mark.parametrize("asked", ["", "&status=confirmed"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_filter_is_one_row_on_a_desk_and_nothing_is_wider_than_the_page(table: Page, language: str, asked: str):
    for width in (1280, 1024, 390):
        table.set_viewport_size({"width": width, "height": 900})
        table.goto(f"{table.url.split('?')[0]}?sort=name&lang={language}{asked}")
        table.locator("tbody input").first.check()

        search, send = table.locator("#filter-q").bounding_box(), table.locator(".filter-bar__send").bounding_box()
        assert search
        assert send
        is_one_row = send["y"] < search["y"] + search["height"]
        assert is_one_row or width < 1280, (width, send, search)
        assert table.evaluate("document.documentElement.scrollWidth") <= width
        expect(table.locator("tbody input").first).to_be_in_viewport()


def test_a_choice_of_the_filter_keeps_the_focus_on_the_page_that_follows(table: Page):
    status = table.get_by_label("Status", exact=True)
    status.focus()
    press(table, "C")  # the one that begins so
    expect(table).to_have_url(re.compile("status=confirmed"))
    expect(status).to_be_focused()
    table.reload()
    expect(table.get_by_text("Keys", exact=True)).to_be_visible()
    expect(status).not_to_be_focused()


def test_letters_typed_into_the_search_move_nothing(table: Page):
    press(table, "j", "x", "k")

    expect(table.get_by_label("Search")).to_have_value("jxk")
    expect(table.get_by_label("Search")).to_be_focused()


def test_name_of_200_letters_without_a_space_makes_no_page_wider(app: Flask, table: Page):
    event_address = table.url.partition("?")[0]
    person = make_person_of_one_word(app)
    for width in (390, 1280):
        table.set_viewport_size({"width": width, "height": 800})
        for address in (event_address, event_address + person):
            table.goto(address)
            assert table.evaluate("document.documentElement.scrollWidth") <= width


def make_person_of_one_word(app: Flask) -> str:
    """Their code."""
    with app.app_context():
        event = db.session.scalars(select(Event)).one()
        person = store_registration(event, name="X" * 200, organisation="Y" * 200, email="x@example.org")
        return str(person.code)
