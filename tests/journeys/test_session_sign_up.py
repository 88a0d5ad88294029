"""Sessions on a phone: chosen in the form, later by the own page's link; a full one leads to its waiting list."""

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.journeys.conftest import Site

SLUG = "sample-bishkek-2027"
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL, BESIDE, FRIDAY = "Reading a contract", "Where does the lorry wait", "A grant from idea"


# Its rules, services and pages are asked on both databases by tests/signup; the way from page to door is gone on both.
@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_sessions_are_chosen_on_a_phone(site: Site, browser: Browser):
    give_one_place(browser, site)

    first = registered(browser, site, "Айпери Oʻrinova", sessions=[SMALL])
    expect(first.get_by_role("listitem").filter(has_text=SMALL)).to_contain_text("Signed up")

    second = registered(browser, site, "Jānis Bērziņš", sessions=[])
    second.get_by_role("link", name="Choose sessions").click()
    choice = second.get_by_label(SMALL)
    expect(choice).to_have_accessible_description(re.compile("Full.*At the same time: Where does the lorry", re.DOTALL))
    choice.check()
    second.get_by_label(BESIDE).first.check()
    second.get_by_label(FRIDAY).check()
    second.get_by_role("button", name="Save my choice").click()
    expect(second.get_by_role("status")).to_contain_text("Your choice is saved")
    expect(chosen(second, SMALL)).to_contain_text("Waiting list")
    expect(chosen(second, SMALL)).to_contain_text("same time")
    expect(chosen(second, FRIDAY)).to_contain_text("Signed up")
    assert second.evaluate("document.documentElement.scrollWidth <= innerWidth")

    first.get_by_role("link", name="Change my sessions").click()
    first.get_by_label(SMALL).uncheck()
    first.get_by_role("button", name="Save my choice").click()
    expect(first.get_by_role("status")).to_contain_text("Your choice is saved")
    moved_up = site.postbox.next()
    assert "bērziņš" in text_of(moved_up).lower()
    second.goto(site.address + link_in(moved_up))
    expect(chosen(second, SMALL)).to_contain_text("Signed up")


def chosen(page: Page, title: str) -> Locator:
    return page.locator(".mine__list").get_by_role("listitem").filter(has=page.get_by_role("link", name=title))


def give_one_place(browser: Browser, site: Site) -> None:
    """The organiser makes room for one in a session and publishes it."""
    page = browser.new_page()
    page.goto(f"{site.address}/manage/{SLUG}/sessions")
    page.get_by_label("E-mail").fill("organiser@example.org")
    page.get_by_label("Password", exact=True).fill(site.passwords["organiser@example.org"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=SMALL).first.click()
    page.get_by_label("Places").fill("1")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("body")).to_contain_text("saved in the draft")
    page.goto(f"{site.address}/manage/{SLUG}/releases")
    page.get_by_label("Tell the people concerned").uncheck()
    page.get_by_label("I have read the warnings").check()
    page.get_by_role("button", name="Publish the agenda").click()
    expect(page.locator("body")).to_contain_text("what visitors see already")
    page.context.close()


def registered(browser: Browser, site: Site, name: str, *, sessions: list[str]) -> Page:
    """The own page of somebody who registered on a phone."""
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{site.address}/events/{SLUG}/register")
    page.get_by_label("Full name").fill(name)
    page.get_by_label("E-mail address").fill(f"{len(name)}@example.org")
    page.get_by_label("Organisation").fill("Tian Shan University")
    page.get_by_label("Country").select_option("KG")
    page.get_by_label("Participant", exact=True).check()
    page.get_by_label("I come to the room").check()
    for title in sessions:
        page.get_by_label(title).check()
    page.get_by_role("button", name="Register").click()
    expect(page).to_have_url(re.compile(r"/register/sent$"))
    page.goto(site.address + link_in(site.postbox.next()))
    return page


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"/events/\S+/registrations/[\w-]+(/sessions)?", text_of(mail))
    assert found
    return found[0]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
