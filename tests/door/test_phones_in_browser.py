"""Phones as doors: paired, offline, with a server that is really stopped, a clock set by hand, answers lost."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import qrcode
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Playwright, expect
from sqlalchemy import select

from conference.checkin import services
from conference.checkin.models import Device, Pairing, Scan, ScanConflict
from conference.checkin.services.pairing import DeviceValues
from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.db import db
from conference.events.models import Event
from conference.registration.links import ticket_code_of
from tests.browser import Browser as Client
from tests.chromium import chromium
from tests.door.phones import Phone, StoppableSite, expect_soon
from tests.factories import make_event, make_point, make_registration
from tests.journeys.film import Scene, write_film

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RUN_AXE = """rules => axe.run(document, {runOnly: rules})
  .then(found => found.violations.map(one => one.id + " " + one.nodes[0].html))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PEOPLE = ("Өмүрбек Касымов", "Gulzada Oʻrinova-Bērziņa", "Jānis Ozoliņš")
GERMAN = {"Y": "z", "Z": "y"}
HOUR_MS = 3_600_000
GO = re.compile("^in(_note)?$")
ANY = re.compile(".")
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


@pytest.fixture
def site(app: Flask, client: Client) -> Iterator[StoppableSite]:
    db.session.rollback()
    started = StoppableSite(app)
    yield started
    started.stop()


@pytest.fixture
def event(client: Client) -> Event:
    at = now()
    event = make_event(slug="border", starts_at=at.replace(microsecond=0), ends_at=at.replace(year=at.year + 1))
    make_point(event, "Main entrance", code="main")
    return event


@pytest.fixture
def codes(event: Event) -> list[str]:
    people = [make_registration(event, name) for name in PEOPLE]
    return [ticket_code_of(person.tickets[-1]) for person in people]


Opener = Callable[..., Phone]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Its camera shows no badge."""
    with chromium(playwright, *CAMERA) as started:
        yield started


@pytest.fixture
def phones(browser: Browser, site: StoppableSite) -> Iterator[Opener]:
    """phones() opens one more."""
    with opener(browser, site) as phone:
        yield phone


@pytest.fixture
def filmed(playwright: Playwright, site: StoppableSite, codes: list[str], tmp_path: Path) -> Iterator[Opener]:
    """Phones that hold the first badge before their camera all the time."""
    film = write_film(tmp_path / "door.mjpeg", [Scene(card(codes[0]), 0.2)])
    with (
        chromium(playwright, *CAMERA, f"--use-file-for-fake-video-capture={film}") as started,
        opener(started, site) as phone,
    ):
        yield phone


@contextmanager
def opener(browser: Browser, site: StoppableSite) -> Iterator[Opener]:
    opened: list[Phone] = []

    def phone(**options: Any) -> Phone:
        opened.append(Phone(browser, site, **options))
        return opened[-1]

    yield phone
    for one in opened:
        one.context.close()
    assert not [fault for one in opened for fault in one.faults]


def card(code: str) -> Image.Image:
    """An A6 card with a 35 mm code on it, 8 pixels a millimetre."""
    picture = Image.new("RGB", (840, 1184), "white")
    drawn = qrcode.make(code, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4)
    picture.paste(drawn.get_image().convert("RGB").resize((420, 420)), (210, 600))
    return picture


def pairing(event: Event, name: str, *, is_confirmed: bool = True, is_kiosk: bool = False, **rights: Any) -> str:
    values = DeviceValues(name, None, {"undo": True, "search": "online", **rights}, is_kiosk)
    code = services.new_pairing(event.id, values, user_id=None, at=now(), is_confirmed=is_confirmed)
    db.session.rollback()
    return code


def rows(model: Any) -> list[Any]:
    db.session.rollback()
    return list(db.session.scalars(select(model)))


def test_two_doors_without_a_server_and_what_they_find_when_it_is_back(filmed, site, event, codes, record_property):
    doors = [filmed(), filmed()]
    for door, name in zip(doors, ("Entrance A", "Entrance B"), strict=True):
        door.pair(pairing(event, name), "Main entrance")
        door.says(ANY, PEOPLE[0])
        door.is_kept()
    site.stop()

    for door in doors:
        door.page.reload()
        door.says("already", PEOPLE[0])  # by the camera, from what this phone keeps
        record_property("frame to verdict, offline, ms", door.took_ms())
        expect(door.part("contactWord")).to_contain_text("Offline")
        for code, name in zip(codes[1:], PEOPLE[1:], strict=True):
            door.scan(code, GO, name)
        door.page.reload()
        expect(door.part("unsentSign")).to_be_visible()
        stored = door.stored()
        assert len(stored) > 10_000
        for secret in (*codes, *(code[1:27] for code in codes), *PEOPLE, "Касымов", "Ozoliņš"):
            assert secret not in stored

    site.start()
    for door in doors:
        door.has_sent_all()
    assert len(rows(ScanConflict)) == len(PEOPLE) - 1  # nobody but the first was seen while the doors could talk
    doors[0].has_sent_all()
    expect(doors[0].part("strip")).to_contain_text("Same badge at two doors")


def test_pairing_waits_for_the_same_number_on_both_screens(phones, event):
    phone = phones()
    phone.page.goto(f"{phone.site.address}/door/?lang=en")
    phone.page.get_by_label("Code, 8 characters").fill("ABC")
    phone.page.keyboard.press("Enter")
    expect(phone.part("pairError")).to_contain_text("8 characters")
    phone.page.get_by_label("Code, 8 characters").fill("ABCD1234")
    phone.page.keyboard.press("Enter")
    expect(phone.part("pairError")).to_contain_text("Nobody made this code")

    phone.page.get_by_label("Code, 8 characters").fill(pairing(event, "Entrance A", is_confirmed=False).lower())
    phone.page.keyboard.press("Enter")
    expect(phone.part("match")).to_have_text(re.compile(r"\d\d"))
    number = phone.part("match").inner_text()
    phone.page.reload()  # the claim is kept
    expect(phone.part("match")).to_have_text(number)
    (waiting,) = rows(Pairing)
    services.confirm_pairing(waiting.id, actor=SYSTEM, at=now())
    db.session.rollback()
    phone.begin("Main entrance")
    assert "#" not in phone.page.url


def test_clock_set_by_hand_and_answers_lost_change_nothing(phones, site, event, codes):
    phone = phones()
    phone.page.add_init_script("const real = Date.now; window.shift = 0; Date.now = () => real() + window.shift;")
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    phone.is_kept()
    phone.page.evaluate("ms => { window.shift = -ms; }", HOUR_MS)
    before = now()
    site.loses_answers = True
    phone.scan(codes[2], GO, PEOPLE[2])
    expect(phone.part("unsentSign")).to_be_visible()
    phone.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect_soon(phone.page, lambda: any(call.endswith("/sync") for call in site.lost))
    site.loses_answers = False
    phone.has_sent_all()

    of_third = [scan for scan in rows(Scan) if scan.via == "wedge"]
    assert len(of_third) == 1
    assert abs((of_third[0].scanned_at - before).total_seconds()) < 30


def test_removed_phone_hands_in_its_scans_and_forgets_everything(phones, site, event, codes):
    phone = phones()
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    phone.is_kept()
    site.stop()
    phone.scan(codes[2], GO)
    (device,) = rows(Device)
    services.revoke_device(device.id, actor=SYSTEM, at=now())
    db.session.rollback()
    site.start()
    phone.page.evaluate("() => window.dispatchEvent(new Event('online'))")

    expect(phone.page.get_by_role("heading", name="This phone is no door any more")).to_be_visible(timeout=20_000)
    assert all(f"{name}[]" in phone.stored() for name in ("facts", "tickets", "presence", "scans"))
    assert {scan.standing for scan in rows(Scan) if scan.via == "wedge"} == {"held"}


def test_scanner_by_keyboard_and_for_screen_readers(phones, event, codes):
    phone = phones(bypass_csp=True)
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    phone.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert phone.page.evaluate(RUN_AXE, RULES) == []
    phone.page.keyboard.press("Escape")
    phone.read(codes[2], GERMAN)
    phone.says(GO, PEOPLE[2])
    expect(phone.page.get_by_role("alert", name="Verdict")).to_contain_text("Let in")
    assert phone.page.evaluate(RUN_AXE, RULES) == []

    phone.page.get_by_role("button", name="Recent").focus()
    phone.page.keyboard.press("Enter")
    row = phone.part("recent").get_by_role("listitem").filter(has_text=PEOPLE[2])
    row.get_by_role("button", name="Undo").focus()
    phone.page.keyboard.press("Enter")
    phone.page.wait_for_timeout(400)  # quicker would be one tap
    phone.page.keyboard.press("Enter")
    phone.says("undone")
    phone.scan(codes[2], GO)


def test_kiosk_greets_and_is_left_by_the_code_of_the_device(phones, event, codes):
    phone = phones(viewport={"width": 1024, "height": 768})
    phone.pair(pairing(event, "Tablet", is_kiosk=True), "Main entrance")
    phone.scan(codes[2], "in", "Welcome!")
    expect(phone.part("verdict")).to_contain_text(PEOPLE[2])
    for tool in ("Find", "Recent", "Options"):
        expect(phone.page.get_by_role("button", name=tool)).to_be_hidden()
    (device,) = rows(Device)
    phone.page.get_by_role("button", name="For staff").click()
    phone.page.get_by_label("Code of this device").fill("WRONG")
    phone.page.keyboard.press("Enter")
    expect(phone.part("kioskError")).to_be_visible()
    phone.page.get_by_label("Code of this device").fill(device.code)
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_role("button", name="Start scanning")).to_be_visible()


def test_somebody_new_is_registered_in_four_fields_and_let_in(phones, event, codes):
    phone = phones()
    phone.pair(pairing(event, "Desk", walk_in=True), "Main entrance")
    phone.page.get_by_role("button", name="Find").click()
    phone.page.get_by_role("button", name="Register somebody new").click()
    phone.page.get_by_role("button", name="Register", exact=True).click()
    expect(phone.part("walkInError")).to_have_text("Enter the name")

    phone.page.get_by_label("Full name").fill("Ана Мария Ионеску")
    phone.page.keyboard.press("Enter")

    phone.says(GO, "Ана Мария Ионеску")
