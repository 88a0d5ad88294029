"""The editor in a real browser: mouse, finger and keys, two people at once, and what axe says of its pages."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.programme.models import Session
from tests.browser import Browser as Client
from tests.factories import make_event, make_member, make_room, make_session, make_speaker, place, speaks_at

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "rules => axe.run(document, {runOnly: rules}).then(found => found.violations.map(one => one.id))"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def event(client: Client) -> Event:
    """Opening in Hall A at 09:00, Panel in Hall B at 09:00; Olga speaks at both, Workshop has no place."""
    event = make_event()
    halls = [make_room(event, name, code=name[-1] * 6, position=ord(name[-1])) for name in ("Hall A", "Hall B")]
    opening, panel = make_session(event, "Opening"), make_session(event, "Panel")
    place(opening, halls[0])
    place(panel, halls[1])
    olga = make_speaker(event, "Olga Osmonova")
    speaks_at(olga, opening)
    speaks_at(olga, panel)
    make_session(event, "Workshop", minutes=45)
    return event


Opener = Callable[..., Page]


@pytest.fixture
def opened(app: Flask, client: Client, browser: Browser, event: Event) -> Iterator[Opener]:
    """opened("Pavel", "agenda") is the page in a browser of an organiser of that name."""
    slug = event.slug
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    contexts = []

    def opened(name: str = "Pavel", path: str = "agenda", **device: object) -> Page:
        client.sign_in(make_member(event, Role.OWNER, name=name))
        cookie = client.get_cookie("session")
        assert cookie is not None
        db.session.rollback()
        context = browser.new_context(**{"viewport": DESK, **device})  # type: ignore[arg-type]
        contexts.append(context)
        context.add_cookies([{"name": "session", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.port}/manage/{slug}/{path}")
        if path == "agenda" and device.get("java_script_enabled", True):
            is_saved(page)
        return page

    db.session.rollback()
    thread.start()
    yield opened
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-part=cards] .slot").filter(has=page.get_by_text(title, exact=True))


def stands(page: Page, title: str, hours: str) -> None:
    expect(card(page, title).locator(".slot__time")).to_have_text(hours)


def is_saved(page: Page) -> None:
    expect(page.locator("[data-part=saved]")).to_have_text("Saved")


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=3)
    page.mouse.move(*end, steps=3)
    page.mouse.up()
    is_saved(page)


def axe(page: Page) -> object:
    """What axe finds, by name; the page's policy lets no script in but its own, so it comes from outside."""
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN_AXE, RULES)


def test_keys_alone_move_stretch_take_out_place_and_take_back(opened: Opener):
    page = opened()
    press = page.keyboard.press
    page.locator("[data-part=help]").focus()
    card(page, "Opening").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Shift+ArrowDown", "Enter"):
        press(key)
    stands(page, "Opening", "09:10–10:15")
    expect(card(page, "Opening")).to_be_focused()
    press("ArrowRight")
    expect(card(page, "Panel")).to_be_focused()
    press("Delete")
    expect(card(page, "Panel")).to_have_count(0)
    press("Control+z")
    stands(page, "Panel", "09:00–10:00")
    press("Control+z")
    stands(page, "Opening", "09:00–10:00")
    press("Control+Shift+z")
    stands(page, "Opening", "09:10–10:15")
    press("/")
    page.keyboard.type("works")
    press("Tab")
    expect(page.locator("[data-part=waitingList] .slot")).to_be_focused()
    press("Enter")
    press("ArrowDown")
    press("Enter")
    stands(page, "Workshop", "08:05–08:50")
    is_saved(page)
    page.reload()
    stands(page, "Opening", "09:10–10:15")
    stands(page, "Workshop", "08:05–08:50")


def test_mouse_moves_by_steps_stretches_takes_out_and_places(opened: Opener):
    page = opened()
    x, y = middle(card(page, "Opening"))
    drag(page, (x, y), (x, y + 100))
    hours = card(page, "Opening").locator(".slot__time").inner_text()
    assert int(hours[3:5]) % 5 == 0
    assert hours > "10:00"

    panel = card(page, "Panel").bounding_box()
    assert panel is not None
    bottom = (panel["x"] + 40, panel["y"] + panel["height"] - 3)
    drag(page, bottom, (bottom[0], bottom[1] + 43))
    stands(page, "Panel", "09:00–10:30")

    side = middle(page.locator("[data-part=side]"))
    drag(page, middle(card(page, "Panel")), side)
    expect(card(page, "Panel")).to_have_count(0)
    waiting = page.locator("[data-part=waitingList] .slot").filter(has_text="Panel")
    expect(waiting).to_contain_text("90 min")
    drag(page, middle(waiting), (x, y - 60))
    expect(card(page, "Panel")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(card(page, "Panel")).to_have_count(0)


def test_of_two_people_the_later_is_refused_with_who_and_both_keep_what_does_not_touch(opened: Opener):
    mine, theirs = opened("Pavel"), opened("Rano")
    x, y = middle(card(theirs, "Opening"))
    mine.clock.install()  # mine looks for news when the test says so
    mine.reload()
    is_saved(mine)
    drag(theirs, (x, y), (x, y + 84))
    stands(theirs, "Opening", "10:00–11:00")
    stands(mine, "Opening", "09:00–10:00")

    panel = middle(card(mine, "Panel"))
    mine.mouse.move(*panel)
    mine.mouse.down()
    mine.mouse.move(panel[0], panel[1] + 168, steps=4)
    mine.mouse.up()
    is_saved(mine)
    stands(mine, "Panel", "11:00–12:00")

    card(mine, "Opening").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        mine.keyboard.press(key)
    refusal = mine.locator(".planner__note--bad")
    expect(refusal).to_contain_text("Rano moved “Opening” in the meantime")
    expect(refusal).to_contain_text("Your move was not saved.")
    stands(mine, "Opening", "10:00–11:00")
    expect(card(theirs, "Panel").locator(".slot__time")).to_have_text("11:00–12:00")
    expect(theirs.locator(".planner__note")).to_contain_text("Pavel moved “Panel” to 12 May 2027, 11:00, Hall B")


def test_room_of_one_and_time_of_another_are_both_kept_and_not_undone_by_either(opened: Opener):
    mine, theirs = opened("Pavel"), opened("Rano")
    x, y = middle(card(theirs, "Opening"))
    mine.clock.install()  # mine looks for news when the test says so
    mine.reload()
    is_saved(mine)
    drag(theirs, (x, y), (x, y + 84))
    stands(theirs, "Opening", "10:00–11:00")

    card(mine, "Opening").focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        mine.keyboard.press(key)
    is_saved(mine)
    stands(mine, "Opening", "10:00–11:00")
    expect(mine.locator(".planner__note--bad")).to_have_count(0)

    mine.get_by_role("button", name="Undo").click()
    expect(mine.locator(".planner__note--bad")).to_contain_text("moved “Opening” since")
    stands(mine, "Opening", "10:00–11:00")


def test_what_somebody_adds_appears_and_my_undo_does_not_undo_theirs(opened: Opener):
    mine, theirs = opened("Pavel"), opened("Rano")
    card(mine, "Opening").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        mine.keyboard.press(key)
    is_saved(mine)
    expect(card(theirs, "Opening").locator(".slot__time")).to_have_text("09:05–10:05")
    card(theirs, "Opening").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        theirs.keyboard.press(key)
    theirs.keyboard.press("n")
    theirs.keyboard.type("Round table")
    theirs.keyboard.press("Enter")
    is_saved(theirs)

    expect(card(mine, "Round table")).to_have_count(1)
    stands(mine, "Opening", "09:10–10:10")
    mine.get_by_role("button", name="Undo").click()
    expect(mine.locator(".planner__note--bad")).to_contain_text("Rano moved “Opening” since")
    stands(mine, "Opening", "09:10–10:10")


def test_free_places_are_proposed_in_the_editor_and_taken_by_a_press(opened: Opener):
    page = opened()
    expect(page.locator("[data-part=clashCount]")).to_have_text("3")
    card(page, "Panel").click()
    page.get_by_role("button", name="Find a free place").click()
    first = page.locator("[data-part=freeList] button").first
    expect(first).to_be_focused()
    expect(page.locator("[data-part=ghost]")).to_be_visible()
    expect(page.locator("[data-part=live]")).to_contain_text("Free places: 12")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=free]")).to_be_hidden()
    is_saved(page)
    expect(page.locator("[data-part=chosenClashes]")).not_to_contain_text("at once")
    page.keyboard.press("f")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Find a free place")).to_be_focused()


def test_clashes_of_the_chosen_session_lead_to_what_they_name(opened: Opener):
    page = opened()
    card(page, "Panel").click()
    said = page.locator("[data-part=chosenClashes]")
    expect(said.get_by_role("link", name="Olga Osmonova").first).to_have_attribute("href", re.compile("/speakers/"))
    said.get_by_role("button", name="Opening").click()
    expect(card(page, "Opening")).to_be_focused()
    expect(said.get_by_role("button", name="Panel")).to_be_visible()


def test_list_of_clashes_leads_to_every_card_that_a_clash_names(opened: Opener):
    page = opened()
    both = page.locator("[data-part=clashList] li").filter(has_text="Opening").filter(has_text="Panel").first
    both.locator(".planner__clash").click()
    expect(card(page, "Opening")).to_be_focused()
    both.get_by_role("button", name="Panel", exact=True).click()
    expect(card(page, "Panel")).to_be_focused()


def test_search_finds_placed_sessions_too_and_a_session_without_place_finds_one(opened: Opener):
    page = opened()
    search = page.get_by_role("searchbox", name="Search all sessions")
    search.fill("osmonova PANEL")
    expect(page.locator("[data-part=waitingNone]")).to_have_text("Nothing found.")
    page.get_by_role("button", name="Panel Wednesday, 12 May 2027, 09:00, Hall B").click()
    expect(card(page, "Panel")).to_be_focused()
    search.fill("work")
    expect(page.locator("[data-part=found]")).to_be_hidden()
    page.locator("[data-part=waitingList] .slot").click()
    page.get_by_role("button", name="Find a free place").click()
    page.locator("[data-part=freeList] button").first.click()
    is_saved(page)
    expect(card(page, "Workshop")).to_have_count(1)


def test_finger_drags_a_card_and_from_the_list_below_up_into_the_grid(opened: Opener):
    page = opened(viewport=PHONE, has_touch=True, is_mobile=True)
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    def rest_on(locator: Locator) -> tuple[float, float]:
        x, y = middle(locator)
        touch("touchStart", (x, y))
        expect(page.locator(".planner--dragging")).to_have_count(1)
        return x, y

    x, y = rest_on(card(page, "Opening"))
    for step in range(1, 5):
        touch("touchMove", (x, y + 21 * step))
    touch("touchEnd")
    stands(page, "Opening", "10:00–11:00")

    waiting = page.locator("[data-part=waitingList] .slot")
    waiting.evaluate("item => item.scrollIntoView({block: 'center'})")
    before = page.evaluate("scrollY")
    x, y = rest_on(waiting)
    touch("touchMove", (x, y - 30))
    touch("touchMove", (x, 20))
    page.wait_for_function("before => scrollY < before", arg=before)
    page.wait_for_function("document.querySelector('[data-part=scroller]').getBoundingClientRect().top > -200")
    touch("touchMove", (x, 150))
    expect(page.locator("[data-part=ghost]")).to_be_visible()
    touch("touchEnd")
    expect(page.locator("[data-part=waitingList] .slot")).to_have_count(0)
    is_saved(page)


def test_plain_forms_move_a_session_without_a_script(opened: Opener):
    page = opened(java_script_enabled=False)
    page.get_by_role("link", name=re.compile("^Move ?: Panel")).click()
    page.get_by_label("Starts").first.fill("11:00")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("“Panel” is moved in the draft.")).to_be_visible()
    expect(page.get_by_text("11:00–12:00")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["agenda", "agenda/new", "agenda/shift", "clashes", "agenda/settings"])
def test_axe_finds_nothing(opened: Opener, path: str, viewport: dict[str, int]):
    page = opened(path=path, viewport=viewport)
    if path == "agenda":
        card(page, "Opening").click()
        page.get_by_role("button", name="Find a free place").click()
        expect(page.locator("[data-part=freeList] button").first).to_be_focused()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing_on_the_forms_of_a_session(opened: Opener, event: Event):
    query = select(Session.code).where(Session.event_id == event.id, Session.title == "Panel")
    code = db.session.scalar(query)
    for path in (f"agenda/place/{code}", f"sessions/{code}/free"):
        page = opened(path, path)
        assert axe(page) == []
