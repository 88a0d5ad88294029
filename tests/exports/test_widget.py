"""The agenda on a page of another site that allows nothing but our script, and styles everything its own way."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from conference.core.db import db
from tests.exports.conftest import HOSTILE, Conference

STYLE = """html { font-size: 62.5%; -webkit-text-fill-color: magenta; text-indent: 9em; word-spacing: 3em }
* { color: red !important; float: right !important; text-transform: uppercase !important;
  white-space: nowrap !important; text-decoration: line-through !important;
  font-style: italic !important; letter-spacing: 1em !important }
h3, h4 { display: none } li { float: right }"""
PAGE = """<!doctype html><html lang="ru"><title>Host</title><link rel="stylesheet" href="/style.css"><h1>Host</h1>
<script type="module" src="{script}"></script><conference-agenda {attributes}></conference-agenda>"""


@contextmanager
def served(app: Any) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def opened(conference: Conference, browser: Browser) -> Iterator[Any]:
    """Open the widget on a foreign page: opened('filters="no"'). What the browser complains of fails the test."""
    db.session.commit()
    complaints: list[str] = []
    with ExitStack() as stack:
        ours = stack.enter_context(served(conference.client.application))

        def open_page(attributes: str = "") -> Page:
            def host(environ: Any, start: Any) -> Any:
                if environ["PATH_INFO"] == "/style.css":
                    return Response(STYLE, mimetype="text/css")(environ, start)
                html = PAGE.format(script=f"{ours}/events/2027-in-brussels/widget.js", attributes=attributes)
                policy = f"default-src 'none'; script-src {ours}; connect-src {ours}; style-src 'self'"
                return Response(html, mimetype="text/html", headers={"Content-Security-Policy": policy})(environ, start)

            page = browser.new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.goto(stack.enter_context(served(host)))
            page.locator("conference-agenda li").first.wait_for()
            return page

        yield open_page
    assert not complaints


def test_widget_shows_the_agenda_in_the_language_of_the_page(opened):
    page = opened()

    titles = page.locator("conference-agenda h4").all_inner_texts()
    assert titles[:2] == ["Открытие", HOSTILE]
    assert page.locator("conference-agenda h3").count() == 2
    assert page.locator("conference-agenda li.cancelled").count() == 1
    assert page.locator("conference-agenda time").first.inner_text() == "09:00 – 10:00"


READ_STYLE = """(title) => {
  const own = getComputedStyle(title);
  const [frame, host] = [title.getRootNode().querySelector(".frame"), title.getRootNode().host];
  const side = (element) => element.getBoundingClientRect().right;
  return [own.fontSize, own.display, own.color === own.webkitTextFillColor, own.textTransform, own.whiteSpace,
    own.letterSpacing, own.fontStyle, own.textIndent, getComputedStyle(frame).display,
    side(frame) === side(host), title.getBoundingClientRect().width > 150];
}"""


def test_style_of_the_page_stays_outside(opened):
    title = opened().locator("conference-agenda h4").first

    assert title.evaluate(READ_STYLE) == [
        "16px", "block", True, "none", "normal", "normal", "normal", "0px", "inline-block", True, True,
    ]  # fmt: skip
    assert title.evaluate("(title) => getComputedStyle(title).color") != "rgb(255, 0, 0)"


def test_list_is_narrowed_by_choices_and_words(opened):
    page = opened('lang="en"')
    items, told = page.locator("conference-agenda li"), page.locator("conference-agenda [role=status]")
    assert items.count() == 7

    page.get_by_label("Room").select_option(label="Room 2")
    assert (items.count(), told.inner_text()) == (2, "Sessions shown: 2")

    page.get_by_label("Room").select_option("")
    page.get_by_label("Search").fill("ada open")
    assert [text.splitlines()[1] for text in items.all_inner_texts()] == ["Opening"]

    page.get_by_label("Search").fill("nothing like this")
    assert (items.count(), told.inner_text()) == (0, "Nothing on the agenda fits")


def test_attributes_say_what_is_shown_at_first(opened):
    page = opened('lang="en" project="BOMCA" filters="no"')

    assert page.locator("conference-agenda h4").all_inner_texts() == ["Opening"]
    assert page.locator("conference-agenda form").count() == 0


def test_calendar_that_is_offered_is_that_of_what_is_chosen(opened):
    page = opened('lang="ru"')
    link = page.get_by_role("link", name="Подписаться")
    whole = link.get_attribute("href")
    page.get_by_label("Зал").select_option(label="Room 2")

    assert whole.startswith("webcal://127.0.0.1")
    assert whole.endswith("/events/2027-in-brussels/agenda.ics?lang=ru")
    assert re.search(r"agenda\.ics\?room=\w+&lang=ru$", link.get_attribute("href"))


def test_answer_that_comes_late_does_not_undo_what_was_asked_for_after_it(opened):
    page = opened('lang="ru"')
    widget, title, held = page.locator("conference-agenda"), page.locator("conference-agenda h4").first, []
    page.route("**/sessions?lang=en", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    with page.expect_request("**/sessions?lang=en"):
        widget.evaluate("(element) => element.setAttribute('lang', 'en')")
    widget.evaluate("(element) => element.setAttribute('lang', 'ru')")
    title.wait_for()

    with page.expect_event("requestfinished"):
        held[0].continue_()
    page.evaluate("() => new Promise((done) => setTimeout(done))")

    assert title.inner_text() == "Открытие"


def test_attribute_that_changes_narrows_what_is_there_already(opened):
    page, asked = opened('lang="en"'), []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("conference-agenda").evaluate("(element) => element.setAttribute('project', 'BOMCA')")

    assert page.locator("conference-agenda h4").all_inner_texts() == ["Opening"]
    assert page.get_by_label("Search").input_value() == ""
    assert asked == []
