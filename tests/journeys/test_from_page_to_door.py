"""The main job, all the way: register on the page, ticket by mail, badge, let in at the door by a camera."""

import re
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pypdfium2
import zxingcpp
from icalendar import Calendar
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect

from conference.core.codes import clean_ticket_code
from tests.chromium import chromium
from tests.journeys.conftest import Site
from tests.journeys.film import Scene, read_badge, write_film

SLUG = "sample-bishkek-2027"
NAME = "Гүлзада Oʻrinova-Bērziņa"
EMAIL = "gulzada@example.org"
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_from_the_page_to_the_door(site: Site, browser: Browser, playwright: Playwright, tmp_path: Path):
    register(browser, site)
    mail = site.postbox.next()
    code = code_in_mail(mail)
    badge = badge_of(browser, site, tmp_path)
    assert codes_on(badge) == {code}

    film = write_film(tmp_path / "badge.mjpeg", [Scene(None, 1), Scene(read_badge(badge.read_bytes()), 3)])
    camera = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
              f"--use-file-for-fake-video-capture={film}")  # fmt: skip
    with chromium(playwright, *camera) as filming:
        first = door(filming, site, "Entrance A")
        expect(first.locator("[data-part=scan]")).to_have_attribute("data-verdict", re.compile("^in"))
        assert NAME in first.locator("[data-part=verdict]").inner_text()
        second = door(filming, site, "Entrance B")
        expect(second.locator("[data-part=scan]")).to_have_attribute("data-verdict", "already")
        assert "Entrance A" in second.locator("[data-part=verdict]").inner_text()
        organiser_sees_the_arrival(browser, site)


def register(browser: Browser, site: Site) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{site.address}/events/{SLUG}/")
    page.get_by_role("link", name="Register").first.click()
    assert page.context.cookies() == []
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Organisation").fill("State Border Guard Service")
    page.get_by_label("Country").select_option("KG")
    page.get_by_label("Participant", exact=True).check()
    page.get_by_label("I come to the room").check()
    page.get_by_role("button", name="Register").click()
    expect(page).to_have_url(f"{site.address}/events/{SLUG}/register/sent")


def code_in_mail(mail: EmailMessage) -> str:
    """The ticket code, which the inline picture, the PDF and the calendar's page must agree on."""
    assert EMAIL in str(mail["To"])
    pictures = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    papers = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    calendars = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (in_mail,) = {found for part in pictures for found in decode(Image.open(BytesIO(content(part))))}
    assert codes_in(content(papers[0])) == {in_mail}
    events = Calendar.from_ical(content(calendars[0])).walk("VEVENT")
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED"]
    assert clean_ticket_code(in_mail) == in_mail
    return str(in_mail)


def content(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data


def decode(picture: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(picture.convert("RGB"))}


def codes_in(pdf: bytes) -> set[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return {code for page in document for code in decode(page.render(scale=150 / 72).to_pil())}


def codes_on(badge: Path) -> set[str]:
    return codes_in(badge.read_bytes())


def sign_in(page: Page, site: Site, email: str, target: str) -> None:
    page.goto(f"{site.address}{target}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(site.passwords[email])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site.address}{target}")


def badge_of(browser: Browser, site: Site, folder: Path) -> Path:
    """The organiser finds the new person by plain Latin letters and prints the badge."""
    page = browser.new_context().new_page()
    sign_in(page, site, "organiser@example.org", f"/manage/{SLUG}/registrations/")
    page.get_by_label("Search").fill("gulzada berzina")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Print the badge").click()
    page.get_by_role("button", name="Print the badge").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="As PDF").click()
    target = folder / "badge.pdf"
    download.value.save_as(target)
    return target


def door(browser: Browser, site: Site, entrance: str) -> Page:
    page = browser.new_context(viewport=PHONE).new_page()
    sign_in(page, site, "door@example.org", f"/door/{SLUG}/")
    page.get_by_label("Main entrance").check()
    page.get_by_label("Name of this entrance").fill(entrance)
    page.get_by_role("button", name="Use this phone").click()
    page.get_by_role("button", name="Start scanning").click()
    return page


def organiser_sees_the_arrival(browser: Browser, site: Site) -> None:
    page = browser.new_context().new_page()
    sign_in(page, site, "organiser@example.org", f"/manage/{SLUG}/check-in/")
    expect(page.get_by_role("rowheader", name=NAME).first).to_be_visible()
    expect(page.get_by_role("rowheader", name="Entrance A")).to_be_visible()
