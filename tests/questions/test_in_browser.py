"""The form in a real browser: filled in by keyboard on a phone, built by mouse and keyboard, and what axe says."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from conference.core.db import db
from conference.events.models import Event
from conference.organisations.models import Organisation
from conference.questions import services
from conference.questions.asked import Condition, Option
from conference.questions.models import Kind, Question
from conference.questions.rules import QuestionValues
from conference.registration.models import Registration
from tests.browser import Browser as Client
from tests.factories import OPEN, make_category, make_event, make_member, store
from tests.questions.conftest import OLGA

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "rules => axe.run(document, {runOnly: rules}).then(found => found.violations.map(one => one.id))"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
YES_NO = (Option("yes", "Yes"), Option("no", "No"))


@pytest.fixture
def event(client: Client) -> Event:
    """It is open, and asks who needs a visa for the passport; press is asked for the medium it works for."""
    event = make_event(registration_opens_at=None, registration_closes_at=None)
    make_category(event)
    make_category(event, "press", position=2)
    store(Organisation(code="guard", name="State Border Guard", search_key="\nstate border guard\npogranichnaya\n"))
    for code, values in (
        ("visa", QuestionValues(Kind.CHOICE, "Do you need a visa?", options=YES_NO)),
        (
            "passport",
            QuestionValues(Kind.TEXT, "Passport number", is_required=True, condition=Condition("visa", ("yes",))),
        ),
        ("medium", QuestionValues(Kind.TEXT, "Medium", categories=("press",))),
    ):
        services.add_question(event.id, values, code=code, actor=OLGA, at=OPEN)
    return event


Opener = Callable[..., Page]


@pytest.fixture
def opened(app: Flask, client: Client, browser: Browser, event: Event) -> Iterator[Opener]:
    """opened(path) is the page in a browser; `is_organiser`: of somebody who runs the event."""
    slug = event.slug
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    contexts = []

    def opened(path: str, *, is_organiser: bool = False, **device: object) -> Page:
        context = browser.new_context(**{"viewport": DESK, **device})  # type: ignore[arg-type]
        contexts.append(context)
        if is_organiser:
            client.sign_in(make_member(event))
            cookie = client.get_cookie("session")
            assert cookie is not None
            context.add_cookies([{"name": "session", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])
        db.session.rollback()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.port}{path.format(slug=slug)}")
        return page

    db.session.rollback()
    thread.start()
    try:
        yield opened
    finally:
        for context in contexts:
            context.close()
        server.shutdown()
        thread.join()
        server.server_close()


REGISTER = "/events/{slug}/register"
BUILDER = "/manage/{slug}/registrations/form"


def live(page: Page) -> None:
    """The script has taken the words of conditions away."""
    expect(page.locator(".asked__when").first).to_be_hidden()


def labels() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Question.label).order_by(Question.position)))


def test_file_that_is_too_large_or_empty_is_refused_before_it_is_sent(opened: Opener, event: Event, tmp_path: Path):
    letter, optional = QuestionValues(Kind.FILE, "Letter", is_required=True), QuestionValues(Kind.FILE, "Photo")
    for code, values in (("letter", letter), ("photo", optional)):
        services.add_question(event.id, values, code=code, actor=OLGA, at=OPEN)
    large, empty, sound = tmp_path / "large.pdf", tmp_path / "empty.pdf", tmp_path / "letter.pdf"
    with large.open("wb") as file:
        file.truncate(45 * 1024 * 1024)
    empty.touch()
    sound.write_bytes(b"%PDF-1.4\nhello\n%%EOF\n")
    page = opened(REGISTER)
    live(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    for label, text in (
        ("Full name", "Ada Lovelace"),
        ("E-mail address", "ada@example.org"),
        ("Organisation", "Guard"),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_label("Country").select_option("KG")
    page.get_by_label("Participant").check()

    page.get_by_label("Letter").set_input_files(large)
    expect(page.get_by_role("alert")).to_have_text("Choose a file of at most 8 MB")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_label("Letter")).to_be_focused()
    page.get_by_label("Letter").set_input_files(empty)
    expect(page.get_by_role("alert")).to_have_text("This file is empty: choose one that holds something")
    assert sent == []
    page.get_by_label("Letter").set_input_files(sound)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Register").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    db.session.rollback()
    assert [row.name for row in db.session.scalars(select(Registration))] == ["Ada Lovelace"]


def test_conditional_form_is_filled_in_by_keyboard_on_a_phone(opened: Opener):
    page = opened(REGISTER, viewport=PHONE, has_touch=True)
    live(page)
    expect(page.get_by_label("Passport number")).to_be_hidden()
    expect(page.get_by_label("Medium")).to_be_hidden()

    page.get_by_label("Full name").focus()
    for text in ("Ж", "Өмүрбек مریم", "zh@example.org", "border"):
        page.keyboard.type(text)
        if text != "border":
            page.keyboard.press("Tab")
    expect(page.locator("datalist option")).to_have_attribute("value", "State Border Guard")
    page.get_by_label("Organisation").fill("погран")  # another name of it: the browser would hide it for its letters
    expect(page.locator("datalist option")).to_have_text("погран – State Border Guard")
    page.get_by_label("Organisation").fill("State Border Guard")
    page.get_by_label("Country").focus()
    page.get_by_label("Country").select_option("KG")
    page.get_by_label("Participant").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Medium")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Medium")).to_be_hidden()
    page.get_by_label("Yes", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Passport number")).to_be_focused()
    page.get_by_role("button", name="Register").press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Answer “Passport number”")
    live(page)
    page.get_by_label("Passport number").fill("AB1")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Register").click()
    expect(page).to_have_url(re.compile("/register/sent$"))
    (row,) = db.session.scalars(select(Registration))
    assert (row.name, row.organisation, row.answers) == ("Ж", "State Border Guard", {"visa": "yes", "passport": "AB1"})


def test_form_without_scripts_says_the_conditions_in_words(opened: Opener):
    page = opened(REGISTER, java_script_enabled=False)

    expect(page.get_by_text("Only if your answer to “Do you need a visa?” is “Yes”.")).to_be_visible()
    expect(page.get_by_label("Passport number")).to_be_visible()


def test_building_a_form_by_mouse_and_keyboard(opened: Opener):
    page = opened(BUILDER, is_organiser=True)
    page.get_by_role("link", name="One of a list", exact=True).click()
    page.get_by_label("Question", exact=True).fill("Which hotel?")
    page.get_by_label("Option", exact=True).nth(0).fill("Ala-Too")
    page.get_by_label("Option", exact=True).nth(1).fill("Chüy")
    expect(page.locator("#preview")).to_contain_text("Which hotel?")
    expect(page.locator("#preview")).to_contain_text("Chüy")
    page.get_by_label("Ask it", exact=True).select_option("visa")
    page.get_by_role("group", name="If the answer to “Do you need a visa?” is").get_by_label("Yes").check()
    page.get_by_role("button", name="Save the question").last.click()
    expect(page.get_by_text("The question is added.")).to_be_visible()
    assert labels() == ["Do you need a visa?", "Passport number", "Medium", "Which hotel?"]

    page.get_by_role("button", name="Move up: Which hotel?").press("Enter")
    expect(page.get_by_role("button", name="Move up: Which hotel?")).to_be_focused()
    assert labels()[2:] == ["Which hotel?", "Medium"]

    rows = page.locator("[data-row]")
    handle = rows.nth(3).locator("[data-handle]")
    handle.scroll_into_view_if_needed()
    start, goal = handle.bounding_box(), rows.nth(0).bounding_box()
    assert start is not None
    assert goal is not None
    page.mouse.move(start["x"] + 5, start["y"] + 10)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(start["x"] + 5, start["y"] + (goal["y"] + 3 - start["y"]) * step / 10)
    page.mouse.up()
    expect(rows.nth(0)).to_contain_text("Medium")
    expect(page).to_have_url(re.compile("#question-medium$"))
    assert labels()[0] == "Medium"


def test_preview_answers_like_the_form(opened: Opener):
    page = opened(BUILDER, is_organiser=True)
    preview = page.locator("#preview")
    expect(preview.get_by_label("Passport number")).to_be_hidden()

    preview.get_by_label("Yes", exact=True).check()

    expect(preview.get_by_label("Passport number")).to_be_visible()


def test_section_is_not_asked_what_its_answers_are_for_in_any_language(opened: Opener, event: Event):
    row = db.session.get_one(Event, event.id)
    row.languages = ["en", "ru"]
    db.session.commit()
    page = opened(f"{BUILDER}/new?kind=section", is_organiser=True)
    purposes = page.locator("[name$=purpose]")
    expect(purposes).to_have_count(2)
    for purpose in purposes.all():
        expect(purpose).to_be_hidden()


def test_preview_of_a_file_is_without_an_error(opened: Opener, event: Event):
    services.add_question(event.id, QuestionValues(Kind.FILE, "Letter"), code="letter", actor=OLGA, at=OPEN)
    page = opened(f"{BUILDER}/new?kind=text", is_organiser=True)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    with page.expect_response(re.compile("file-limit")):
        page.goto(page.url.replace("/new?kind=text", ""))
    page.wait_for_load_state("networkidle")

    assert errors == []


@pytest.mark.parametrize("path", [REGISTER, BUILDER, f"{BUILDER}/passport", f"{BUILDER}/new?kind=several"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(opened: Opener, path: str, viewport: dict[str, int]):
    page = opened(path, is_organiser=path != REGISTER, viewport=viewport, bypass_csp=True)
    page.add_script_tag(path=AXE)

    assert page.evaluate(RUN_AXE, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
