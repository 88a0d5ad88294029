"""The block as a real browser sets it: whole, of its size, and no logo larger than the emblem, on any screen."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server

from conference.core.db import db
from tests.visibility.test_pages import STATEMENT

MEASURE = """() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const box = (element) => {
    const {x, y, width, height} = element.getBoundingClientRect();
    return {x, y, width, height};
  };
  return {
    blocks: all('.emblem').map(box),
    ground: box(all('.emblem__ground')[0]),
    statement: box(all('.emblem__statement')[0]),
    logos: all('img.logo').map(box),
    loaded: all('img.logo').every((logo) => logo.complete && logo.naturalWidth > 0),
    wide: document.documentElement.scrollWidth,
  };
}"""
PAGES = ("/events/infopoint/", "/projects/BOMCA", "/events/infopoint/projects/BOMCA")


@pytest.fixture
def site(app: Flask, stage: object) -> Iterator[str]:
    """The application behind a plain server of this process; gives its address."""
    db.session.commit()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.locator(".emblem").scroll_into_view_if_needed()
    page.evaluate("() => Promise.all([...document.querySelectorAll('img.logo')].map((logo) => logo.decode()))")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_logo_is_larger_than_the_emblem(browser, site, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for address in PAGES:
        check(opened(context, site + address).evaluate(MEASURE), width)


def check(found: dict[str, Any], width: int) -> None:
    emblem, statement, [block] = found["ground"], found["statement"], found["blocks"]
    assert (round(emblem["width"], 2), round(emblem["height"], 2)) == (75, 50)
    assert found["loaded"]
    assert len(found["logos"]) >= 3
    for logo in found["logos"]:
        assert logo["height"] <= emblem["height"] + 0.01
        assert logo["width"] * logo["height"] <= emblem["width"] * emblem["height"] + 0.01
    # side by side, the statement's middle at the emblem's height, nothing outside the block or the screen
    assert 0 < statement["x"] - (emblem["x"] + emblem["width"]) < 30
    assert abs(statement["y"] + statement["height"] / 2 - emblem["y"] - emblem["height"] / 2) < 2
    assert statement["x"] + statement["width"] <= block["x"] + block["width"] + 0.01
    assert found["wide"] <= width


def test_large_letters_do_not_shrink_the_emblem_below_the_logos(browser, site):
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = opened(context, f"{site}/events/infopoint/")
    for size in ("8px", "32px"):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
        found = page.evaluate(MEASURE)
        assert (round(found["ground"]["width"], 2), round(found["ground"]["height"], 2)) == (75, 50)
        assert all(logo["height"] <= 50.01 for logo in found["logos"])
    assert page.locator(".emblem").inner_text().strip() == STATEMENT
