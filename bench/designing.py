"""The visual designer in a browser: from the key that moves something to the new drawing on the screen."""

import statistics

from playwright.sync_api import Page, sync_playwright

from bench.server import Server
from bench.site import CHROMIUM, FLAGS

TIMES = 40
WARM = 5  # first ones, which are not counted
# Notes for each key how many milliseconds later the frame begins that shows the drawing made for it.
WATCH = """() => {
  const print = document.querySelector("[data-part='print']");
  let pressed = 0;
  window.waited = [];
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  new MutationObserver(() => requestAnimationFrame((frame) => window.waited.push(frame - pressed)))
    .observe(print, { childList: true });
}"""

SHOWN = """(count) => new Promise((done) => {
  const look = () => (window.waited.length > count ? done() : setTimeout(look, 5));
  look();
})"""


def figures(server: Server, slug: str, email: str, password: str) -> dict[str, str]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        open_board(page, f"http://{server.host}:{server.port}", slug, email, password)
        waited = keys_to_drawings(page)
        browser.close()
    worst = waited[int(len(waited) * 0.95)]
    return {"designer, key to drawing in the browser": f"p50 {statistics.median(waited):.0f} ms, p95 {worst:.0f} ms"}


def open_board(page: Page, base: str, slug: str, email: str, password: str) -> None:
    """The board of a copy of the ready A6 design, with its person's texts chosen."""
    page.goto(f"{base}/account/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", password)
    page.click("main [type=submit]")
    page.goto(f"{base}/manage/{slug}/badges/designs")
    page.locator(".design-card").first.get_by_role("button", name="Copy").click()
    page.wait_for_selector("[data-part='print'] > svg")
    page.click("[data-part='boxes'] [data-id='person']")


def keys_to_drawings(page: Page) -> list[float]:
    """Milliseconds, in their order."""
    page.evaluate(WATCH)
    for number in range(WARM + TIMES):
        page.keyboard.press("ArrowRight" if number % 2 else "ArrowLeft")
        page.evaluate(SHOWN, number)
    found: list[float] = page.evaluate("window.waited")
    return sorted(found[WARM:])
