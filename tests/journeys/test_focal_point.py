"""A focal point on a phone: names somebody, who gets a mail, registers by its link, and stands as accepted."""

import re

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.journeys.conftest import Site

SLUG = "sample-bishkek-2027"
PHONE: ViewportSize = {"width": 390, "height": 844}
NAME = "Жылдыз Oʻktamova"


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_a_focal_point_names_somebody_on_a_phone(site: Site, browser: Browser):
    link = link_of_focal_point(browser, site)
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(link)
    page.get_by_role("link", name="Name somebody").click()
    page.get_by_role("button", name="Name this person").click()
    expect(page.locator("main")).to_contain_text("Enter the full name of the person")
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label("E-mail address").fill("jyldyz@example.org")
    page.get_by_role("button", name="Name this person").click()
    expect(page.locator("body")).to_contain_text(f"{NAME} is named")

    text = site.postbox.next().get_body(("plain",)).get_content()
    assert "were given to the organisers by Ministry of Samples" in " ".join(text.split())
    invited = browser.new_context(viewport=PHONE).new_page()
    invited.goto(site.address + re.search(r"/events/\S+/invitation/\S+", text)[0])
    invited.get_by_role("link", name="Accept and register").click()
    expect(invited.get_by_label("Full name")).to_have_value(NAME)
    invited.get_by_label("I come to the room").check()
    invited.get_by_role("button", name="Register").click()
    expect(invited).to_have_url(re.compile(r"/register/sent$"))

    page.reload()
    expect(page.get_by_role("listitem").filter(has_text=NAME)).to_contain_text("Accepted")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def link_of_focal_point(browser: Browser, site: Site) -> str:
    """As an organiser sees it on the delegation's page."""
    page = browser.new_page()
    page.goto(f"{site.address}/manage/{SLUG}/delegations/")
    page.get_by_label("E-mail").fill("organiser@example.org")
    page.get_by_label("Password", exact=True).fill(site.passwords["organiser@example.org"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Ministry of Samples").click()
    address = page.locator("code", has_text="/delegation/").inner_text()
    return site.address + re.search(r"/events/\S+", address)[0]
