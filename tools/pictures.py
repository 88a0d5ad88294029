"""Take the pictures of the documentation again: docs/pictures/*.png, from the demo as it is now.

Run in the checkout, after `make test` or `make bench` has installed what a browser needs:

    .venv/bin/python -m tools.pictures

A site of its own is served from a temporary folder, so no data is touched. Each picture is kept below 200 kB.
"""

import io
import re
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.server import ROOT, Server, environment, flask, running
from tests.journeys.film import film_of

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
PAST, OPEN = "infopoint-central-asia-2024", "sample-bishkek-2027"
DESK, PHONE = {"width": 1440, "height": 1120}, {"width": 390, "height": 844}
MOST_BYTES = 200_000
DPI = 110


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="conference-pictures-") as folder:
        environ = environment(f"sqlite:///{folder}/site.sqlite3", Path(folder))
        flask(environ, "db", "upgrade")
        passwords = dict(re.findall(r"(\S+@example\.org)\s+(\S+)", flask(environ, "demo", "load")))
        film = Path(folder, "badge.mjpeg")
        with running(environ, worker=True) as server, sync_playwright() as playwright:
            with playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as browser:
                show_visitors(browser, server)
                film_of(show_organisers(browser, server, passwords), film)
            camera = [*CAMERA, f"--use-file-for-fake-video-capture={film}"]
            with playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *camera]) as browser:
                show_door(browser, server, passwords)


def show_visitors(browser: Browser, server: Server) -> None:
    page = new_page(browser, server, DESK)
    page.goto(f"/events/{PAST}/agenda")
    keep(page, "agenda")
    phone = new_page(browser, server, PHONE)
    phone.goto(f"/events/{OPEN}/")
    keep(phone, "event-phone")
    phone.goto(f"/events/{OPEN}/agenda")
    phone.evaluate("scrollTo(0, document.querySelector('[data-agenda]').offsetTop - 16)")
    keep(phone, "agenda-phone")
    phone.goto(f"/events/{OPEN}/register")
    phone.get_by_label("Full name").fill("Гүлзада Oʻrinova-Bērziņa")
    phone.get_by_label("E-mail address").fill("gulzada@example.org")
    phone.evaluate("scrollTo(0, document.querySelector('h1').offsetTop - 16)")
    keep(phone, "register-phone")


def show_organisers(browser: Browser, server: Server, passwords: dict[str, str]) -> bytes:
    """What organisers see of people, agenda, badges and doors; returns one badge as PDF."""
    page = new_page(browser, server, DESK)
    sign_in(page, "organiser@example.org", passwords, f"/manage/{OPEN}/registrations/")
    keep(page, "registrations")
    page.goto(f"/manage/{OPEN}/registrations/form")
    keep(page, "form-builder")
    for address, name in (("check-in/live", "board"), ("attendance/", "attendance")):
        page.goto(f"/manage/{PAST}/{address}")
        keep(page, name)
    page.goto(f"/manage/{OPEN}/agenda")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    keep(page, "editor")
    show_designer(page)
    page.goto(f"/manage/{OPEN}/badges/")
    page.get_by_label("Paper").select_option("a4")
    page.get_by_role("button", name=re.compile("^Make [0-9]+ badge")).click()
    sheet = file_behind(page, "Download the PDF")
    with pypdfium2.PdfDocument(sheet) as document:
        write(document[0].render(scale=DPI / 72).to_pil(), "badges")
    page.goto(f"/manage/{OPEN}/badges/")
    keep(page, "printing")
    page.goto(f"/manage/{OPEN}/registrations/?q=ulgubaeva")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_role("link", name="Print the badge").click()
    page.get_by_role("button", name=re.compile("^Print (the badge|it again)")).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="As PDF").click()
    return Path(download.value.path()).read_bytes()


def show_designer(page: Page) -> None:
    page.goto(f"/manage/{OPEN}/badges/designs")
    page.get_by_role("button", name="Copy: A6 portrait").click()
    page.reload()  # without the words about the copy
    page.get_by_role("button", name="All names").click()
    expect(page.locator("[data-part=strip] svg")).to_have_count(6)
    page.locator(".designer__box[data-id=person]").click()
    expect(page.locator("[data-part=canvas][data-shown=now]")).to_be_visible()
    keep(page, "designer")


def file_behind(page: Page, name: str) -> bytes:
    link = page.get_by_role("main").get_by_role("link", name=name)
    expect(link).to_be_visible(timeout=60_000)
    return page.request.get(link.get_attribute("href") or "").body()


def show_door(browser: Browser, server: Server, passwords: dict[str, str]) -> None:
    """The badge is in the film that the browser takes for its camera's picture."""
    page = new_page(browser, server, PHONE)
    sign_in(page, "door@example.org", passwords, f"/door/{OPEN}/")
    page.get_by_label("Main entrance").check()
    page.get_by_label("Name of this entrance").fill("Entrance A")
    page.get_by_role("button", name="Use this phone").click()
    page.get_by_role("button", name="Start scanning").click()
    expect(page.locator("[data-part=scan]")).to_have_attribute("data-verdict", re.compile("^in"), timeout=30_000)
    keep(page, "door-phone")


def new_page(browser: Browser, server: Server, size: dict[str, int]) -> Page:
    return browser.new_context(
        base_url=f"http://{server.host}:{server.port}",
        viewport={"width": size["width"], "height": size["height"]},
        device_scale_factor=2 if size is PHONE else 1,
        locale="en-GB",
        timezone_id="Europe/Brussels",
        reduced_motion="reduce",
    ).new_page()


def sign_in(page: Page, email: str, passwords: dict[str, str], target: str) -> None:
    page.goto(target)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(passwords[email])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{target}")


def keep(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    write(Image.open(io.BytesIO(page.screenshot(animations="disabled"))), name)


def write(picture: Image.Image, name: str) -> None:
    """With as many colours as fit into the size."""
    for colours in (256, 128, 64, 32):
        data = io.BytesIO()
        picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
        if data.tell() < MOST_BYTES:
            break
    (PICTURES / f"{name}.png").write_bytes(data.getvalue())
    print(f"{name}: {data.tell() // 1000} kB, {colours} colours")


if __name__ == "__main__":
    main()
