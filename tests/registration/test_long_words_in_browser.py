"""Names of 200 letters without a space, in a real browser: no page gets wider, no row of the table falls apart."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from conference.core.db import db
from conference.registration import links
from tests.browser import Browser as Client
from tests.factories import make_category, make_event, make_member, store_registration

LONG = "Ж" * 200


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_own_page_is_as_wide_as_the_phone(client: Client, browser: Browser, site: str):
    event = make_event()
    row = store_registration(event, name=LONG, organisation=LONG)
    path = f"/events/{event.slug}/registrations/{links.own_page_token(row)}"
    db.session.rollback()

    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(site + path)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_row_of_the_table_begins_on_one_line(client: Client, browser: Browser, site: str):
    event = make_event()
    make_category(event)
    store_registration(event, organisation="State Border Guard Service of a Country with a long Name " * 3)
    client.sign_in(make_member(event))
    cookie = client.get_cookie("session")
    assert cookie is not None

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
    page = context.new_page()
    page.goto(f"{site}/manage/{event.slug}/registrations/")
    name, organisation = (
        page.locator(f"tbody tr {selector}").bounding_box() for selector in (".table__name a", ".table__long")
    )

    assert name is not None
    assert organisation is not None
    assert abs(name["y"] - organisation["y"]) < 4
