"""The designer in a real browser: keys alone, mouse, finger, two people at once, and what axe says of it."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import make_server

from conference.badges import design_queries, design_services
from conference.badges.design import read_design
from conference.badges.engine import Layouts
from conference.badges.gallery import GALLERY
from conference.badges.layouts import layout_of
from conference.badges.previewing import Look, card_for
from conference.badges.rendering import render_badges
from conference.core.audit import Actor
from conference.core.db import db
from conference.events.models import Event
from tests.badges.cards import PNG
from tests.browser import Browser as Client
from tests.factories import OPEN, make_category, make_event, make_member, make_project
from tests.pdfs import pages, picture, tones

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# An element of a design is as small as it is printed; the list of elements has a large target for each of them.
RUN_AXE = """rules => axe.run(document, {runOnly: rules}).then(found => found.violations
  .filter(one => one.id !== "target-size" || one.nodes.some(node => !node.html.includes("designer__box")))
  .map(one => one.id + " " + one.nodes[0].html))"""
DESK, TABLET, PHONE = {"width": 1440, "height": 900}, {"width": 820, "height": 1180}, {"width": 390, "height": 844}
DPI = 150
OLGA = Actor("Olga Organiser")


@pytest.fixture
def event(client: Client) -> Event:
    event = make_event(slug="border", languages=["en", "ru"])
    make_project("BOMCA", event)
    make_category(event, "participant", name="Participant", colour="#1f5f8b")
    make_category(event, "press", name="Press", colour="#e8b200")
    return event


@pytest.fixture
def code(event: Event) -> str:
    return design_services.add_design(event.id, GALLERY["card"].design(), actor=OLGA, at=OPEN)


Opener = Callable[..., Page]


@pytest.fixture
def opened(app: Flask, client: Client, browser: Browser, event: Event, code: str) -> Iterator[Opener]:
    """opened() is the page of the design in a browser, with the first drawing on its board."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    client.sign_in(make_member(event))
    cookie = client.get_cookie("session")
    assert cookie is not None
    contexts = []

    def opened(address: str = f"/manage/border/badges/designs/{code}", *, is_board: bool = True, **device: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK, **device})
        contexts.append(context)
        context.add_cookies([{"name": "session", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.port}{address}")
        if is_board and device.get("java_script_enabled", True) and device.get("viewport") != PHONE:
            is_drawn(page)
        return page

    db.session.rollback()
    thread.start()
    yield opened
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def is_drawn(page: Page) -> None:
    """The server's drawing is that of what is on the board."""
    expect(page.locator("[data-part=canvas][data-shown=now] [data-part=print] svg")).to_have_count(1)


def box(page: Page, ident: str) -> Locator:
    return page.locator(f".designer__box[data-id='{ident}']")


def stands(page: Page, ident: str, words: str) -> None:
    """Where it is and how large, as said to everybody."""
    expect(box(page, ident)).to_have_attribute("aria-label", re.compile(re.escape(words)))


def middle(locator: Locator) -> tuple[float, float]:
    found = locator.bounding_box()
    assert found is not None
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def drag(page: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0] / 2, start[1] + by[1] / 2, steps=3)
    page.mouse.move(start[0] + by[0], start[1] + by[1], steps=3)
    page.mouse.up()


def saved(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("[data-part=state]")).to_have_text("Saved")


def stored(event: Event, code: str) -> dict[str, dict[str, Any]]:
    db.session.rollback()
    row = design_queries.find_design(event.id, code)
    assert row is not None
    return {element["id"]: element for element in row.data["front"]}


def axe(page: Page) -> object:
    """What axe finds, by name; the page's policy lets no script in but its own, so it comes from outside."""
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN_AXE, RULES)


def test_keys_alone_add_a_text_move_it_take_it_back_and_save(opened: Opener, event: Event, code: str):
    page = opened()
    press = page.keyboard.press
    page.get_by_role("button", name="Free text").focus()
    press("Enter")
    field = page.locator("[data-main] input")
    expect(field).to_be_focused()
    page.keyboard.type("Welcome, {given_name}")
    is_drawn(page)
    press("Escape")
    expect(box(page, "text-1")).to_be_focused()
    before = stored(event, code)
    start = box(page, "text-1").get_attribute("aria-label")
    for key in ("ArrowRight", "Shift+ArrowUp", "Alt+ArrowUp", "Control+Shift+ArrowLeft"):
        press(key)
    moved = box(page, "text-1").get_attribute("aria-label")
    assert moved != start
    press("Control+z")
    press("Control+z")
    expect(box(page, "text-1")).to_have_attribute("aria-label", start or "")
    press("Control+Shift+z")
    press("Control+Shift+z")
    expect(box(page, "text-1")).to_have_attribute("aria-label", moved or "")
    saved(page)

    page.reload()
    is_drawn(page)
    expect(box(page, "text-1")).to_have_attribute("aria-label", moved or "")
    after = stored(event, code)
    assert after.keys() - before.keys() == {"text-1"}
    assert (after["text-1"]["texts"][0]["text"], after["text-1"]["w"]) == ("Welcome, {given_name}", 35)


def test_tab_chooses_one_after_the_other_and_shift_with_space_several(opened: Opener):
    page = opened()
    press = page.keyboard.press
    page.get_by_role("application").focus()
    press("Tab")
    expect(box(page, "event")).to_have_attribute("aria-pressed", "true")
    press("Shift+Space")
    press("Tab")
    expect(box(page, "person")).to_be_focused()
    expect(page.locator(".designer__box[aria-pressed=true]")).to_have_count(2)
    press("ArrowDown")
    stands(page, "event", "at 5.0, 4.5")
    stands(page, "person", "at 5.0, 14.3")
    press("Delete")
    expect(box(page, "person")).to_have_count(0)
    expect(page.locator(".designer__box:focus")).to_have_count(1)
    press("Control+z")
    expect(box(page, "person")).to_have_count(1)


def test_a_mouse_drags_to_where_others_are_and_pulls_by_handles(opened: Opener):
    page = opened()
    scale = page.evaluate("parseFloat(document.querySelector('[data-part=sheet]').style.width)") / 92  # px a mm
    drag(page, middle(box(page, "event")), (3.1 * scale, 8.3 * scale))
    stands(page, "event", "at 8.0, 12.5")
    page.keyboard.press("Control+z")
    stands(page, "event", "at 5.0, 4.0")

    drag(page, middle(box(page, "event")), (30.2 * scale, 0.1 * scale))  # its right edge rests on that of the page
    stands(page, "event", "at 35.0, 4.0")
    grip = page.locator("[data-grip=se]")
    drag(page, middle(grip), (-10 * scale, 5 * scale))
    stands(page, "event", "41.0 × 13.0 mm")
    page.keyboard.down("Alt")
    drag(page, middle(box(page, "event")), (-30 * scale, 10 * scale))
    page.keyboard.up("Alt")
    expect(page.locator(".designer__line--guide")).to_have_count(0)


def test_what_lies_below_is_reached_and_what_is_for_others_is_marked(opened: Opener):
    page = opened()
    page.get_by_role("button", name="Free text").click()  # into the middle, above the person
    x, y = middle(box(page, "text-1"))
    page.mouse.click(x, y)
    expect(box(page, "text-1")).to_have_attribute("aria-pressed", "true")
    page.keyboard.down("Control")
    page.mouse.click(x, y)
    page.keyboard.up("Control")
    expect(box(page, "person")).to_have_attribute("aria-pressed", "true")

    page.get_by_text("For whom it is there").click()
    page.get_by_label("Press", exact=True).check()
    expect(box(page, "person")).to_have_class(re.compile("designer__box--absent"))
    page.locator("[data-part=category]").select_option("press")
    expect(box(page, "person")).not_to_have_class(re.compile("designer__box--absent"))


def test_a_finger_taps_to_choose_and_then_drags(opened: Opener):
    page = opened(viewport=TABLET, has_touch=True)
    x, y = middle(box(page, "event"))
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    page.touchscreen.tap(x, y)
    expect(box(page, "event")).to_have_attribute("aria-pressed", "true")
    before = box(page, "event").get_attribute("aria-label") or ""
    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x + 8 * step, y + 6 * step))
    touch("touchEnd")
    expect(box(page, "event")).not_to_have_attribute("aria-label", before)
    size = before.split(" at ")[0]
    moved = re.compile(rf"^{re.escape(size)} at ")
    expect(box(page, "event")).to_have_attribute("aria-label", moved)  # and not pulled
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_cannot_be_printed_is_said_beside_its_element_and_nothing_is_lost(opened: Opener, event: Event, code: str):
    page = opened()
    box(page, "code").click()
    wide = page.get_by_label("Width, mm", exact=True)
    wide.fill("300")
    expect(page.locator(".designer__problem")).to_have_text("“code” (QR code) sticks out of the page")
    expect(wide).to_have_attribute("aria-invalid", "true")
    expect(box(page, "code")).to_have_attribute("aria-description", re.compile("sticks out of the page"))
    page.keyboard.press("Control+s")
    expect(page.locator(".planner__note--bad")).to_contain_text("Not saved")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_text("Changes that you did not save are back")).to_be_visible()
    page.locator(".designer__problem").click()
    expect(page.get_by_label("Width, mm", exact=True)).to_be_focused()
    page.get_by_label("Width, mm", exact=True).fill("26")
    expect(page.locator(".designer__problem")).to_have_count(0)
    assert stored(event, code)["code"]["w"] == 26


def test_who_saves_later_keeps_the_own_state_as_a_copy(opened: Opener, event: Event, code: str):
    page = opened()
    row = design_queries.find_design(event.id, code)
    assert row is not None
    theirs = read_design({**row.data, "name": "Theirs"})
    design_services.save_design(row.id, theirs, version=1, actor=OLGA, at=OPEN)
    db.session.rollback()
    page.locator("[data-part=fields]").get_by_label("Name of the design").fill("Mine")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("dialog")).to_contain_text("Olga Organiser saved this")
    page.get_by_role("button", name="Keep mine as a copy").click()

    expect(page.locator("h1")).to_have_text("Copy of Mine")
    db.session.rollback()
    assert {one.name for one in design_queries.designs_of_event(event.id)} == {"Theirs", "Copy of Mine"}


def test_everything_else_that_the_board_can_do(opened: Opener, event: Event, code: str):
    page = opened()
    press = page.keyboard.press
    box(page, "person").click()
    page.get_by_role("button", name="Align at the right").click()
    stands(page, "person", "at 35.0, 13.8")
    page.get_by_role("button", name="Duplicate").click()
    expect(box(page, "text-1")).to_be_focused()
    press("Control+c")
    page.get_by_role("button", name="Reverse side").click()
    expect(page.get_by_text("Nothing is on this side yet.")).to_be_visible()
    expect(page.locator("[data-part=print]")).to_be_hidden()
    page.get_by_role("application").focus()
    press("Control+v")
    expect(page.locator(".designer__box")).to_have_count(1)
    page.get_by_role("button", name="Front", exact=True).click()
    page.get_by_role("button", name="Picture").click()
    page.locator("[data-part=fields] input[type=file]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": PNG}
    )
    expect(page.locator("[data-field=picture] select option:checked")).to_have_text("logo.png")
    page.get_by_role("button", name="Project marks").click()
    expect(page.locator(".designer__problems--bad")).to_have_count(0)
    box(page, "event").click()
    page.locator(".designer__text summary").first.click()
    page.get_by_label("Insert a field").first.select_option("country")
    expect(page.locator("[data-main] input").first).to_have_value("{event}{country}")
    page.get_by_role("button", name="All names").click()
    expect(page.locator("[data-part=strip] svg")).to_have_count(6)
    page.locator("[data-part=strip] button").nth(1).click()
    expect(page.locator("[data-part=who]")).to_have_value("long")
    is_drawn(page)
    saved(page)
    assert stored(event, code)["image-1"]["picture"] != "event"


@pytest.mark.parametrize("who", ["usual", "long", "arabic"])
def test_what_a_browser_shows_is_what_is_printed(opened: Opener, event: Event, code: str, who: str):
    page = opened(f"/manage/border/badges/designs/{code}.svg?who={who}", device_scale_factor=DPI / 96, is_board=False)
    shown = Image.open(io.BytesIO(page.locator("svg").screenshot(animations="disabled"))).convert("L")
    row = design_queries.find_design(event.id, code)
    assert row is not None
    design = read_design(row.data)
    pdf = render_badges([card_for(event, design, Look(who))], Layouts(layout_of(event, design)))
    [printed] = [picture(one, DPI) for one in pages(pdf)]

    assert max(abs(one - other) for one, other in zip(shown.size, printed.size, strict=True)) <= 1
    both = [image.filter(ImageFilter.GaussianBlur(1.5)) for image in (shown.crop((0, 0, *printed.size)), printed)]
    assert tones(ImageChops.difference(*both))[-1] < 90


DEVICES = {"desk": {"viewport": DESK}, "tablet": {"viewport": TABLET, "has_touch": True}, "phone": {"viewport": PHONE}}


@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_axe_finds_nothing(opened: Opener, device: dict[str, Any]):
    page = opened(**device)
    if device["viewport"] != PHONE:
        page.get_by_role("button", name="All names").click()
        box(page, "person").click()
        for fold in page.locator("[data-part=fields] summary").all():
            fold.evaluate("summary => (summary.parentElement.open = true)")
        expect(page.locator("[data-part=strip] svg")).to_have_count(6)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_and_on_a_phone_there_are_plain_forms(opened: Opener):
    for device in ({"java_script_enabled": False}, {"viewport": PHONE}):
        page = opened(**device)
        expect(page.get_by_role("button", name="Add an element")).to_be_visible()
        expect(page.get_by_role("application")).to_have_count(0) if device.get("viewport") else None
        expect(page.get_by_role("img", name="How it looks")).to_be_visible()
