"""Phones as doors: paired, offline, with a server that is really stopped, a clock set by hand, answers lost."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conference.checkin import services
from conference.checkin.models import CheckPoint, Device, DoorNote, Pairing, Scan, ScanConflict
from conference.checkin.services import points
from conference.core.audit import SYSTEM
from conference.core.clock import now
from conference.core.db import db
from conference.events.models import Event
from conference.printing import station_services
from conference.printing.models import BadgePrint
from conference.printing.services import print_badge
from conference.printing.station_models import PrintStation, PrintTask
from conference.printing.station_queries import find_station
from conference.printing.station_rules import ONLINE_FOR
from conference.printing.station_services import StationValues
from conference.registration.models import Registration
from tests.door.phones import ANY, FRENCH, GERMAN, GO, PEOPLE, TYPE, StoppableSite, expect_soon, pairing, rows
from tests.factories import make_point, store

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RUN_AXE = """rules => axe.run(document, {runOnly: rules})
  .then(found => found.violations.map(one => one.id + " " + one.nodes[0].html))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOUR_MS = 3_600_000
# What the panel leaves for the ring around its control: above, and at the right.
ROOM_FOR_RING = """control => {
  const [own, panel] = [control, control.closest(".sheet")].map(one => one.getBoundingClientRect());
  const style = getComputedStyle(control);
  const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  return [own.top - panel.top - ring, panel.right - own.right - ring];
}"""
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PARCEL = "Has a parcel"


def bare(code: str) -> str:
    """Without its kind and its check characters: what opens the record."""
    return code[1:27]


def raw(code: str) -> bytes:
    """The 128 random bits that the code spells, as Crockford's base 32 does."""
    number = 0
    for character in bare(code):
        number = number * 32 + CROCKFORD.index(character)
    return (number >> 2).to_bytes(16)


def note_for_desk(name: str) -> None:
    (person,) = [one for one in rows(Registration) if one.name == name]
    store(DoorNote(registration_id=person.id, kind="desk", text=PARCEL, noted_at=now()))
    db.session.rollback()


def test_two_doors_without_a_server_and_what_they_find_when_it_is_back(filmed, site, event, codes, record_property):
    note_for_desk(PEOPLE[1])
    addresses = [one.email for one in rows(Registration)]
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
        expect(door.part("notes")).to_contain_text(PARCEL)
        door.page.reload()
        expect(door.part("unsentSign")).to_be_visible()
        stored = door.stored()
        assert len(stored) > 10_000
        for secret in (*PEOPLE, "Касымов", "Ozoliņš", PARCEL, *addresses, *codes, *(bare(code) for code in codes)):
            assert secret not in stored
        for code in codes:
            assert raw(code).hex() not in stored

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


def test_phone_started_anew_with_a_wrong_clock_tells_the_true_time_of_its_scans(phones, site, event, codes):
    phone = phones()
    phone.page.add_init_script(
        "const real = Date.now; Date.now = () => real() + Number(localStorage.getItem('shift') ?? 0);"
    )
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    phone.is_kept()
    site.stop()
    phone.page.evaluate("ms => localStorage.setItem('shift', -2 * ms)", HOUR_MS)
    phone.page.reload()
    expect(phone.part("scan")).to_be_visible()
    phone.scan(codes[2], GO, PEOPLE[2])
    before = now()
    phone.scan(codes[1], GO, PEOPLE[1])

    site.start()
    phone.has_sent_all()

    scanned = sorted(scan.scanned_at for scan in rows(Scan) if scan.via == "wedge")
    assert len(scanned) == 2
    assert scanned[0] < before + timedelta(seconds=2)  # each its own time, not that of the answer
    assert all(abs((at - before).total_seconds()) < 30 for at in scanned)


def test_badge_read_by_a_hand_scanner_while_the_page_opens_is_judged(phones, site, event, codes):
    phone = phones()
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    phone.is_kept()
    site.stop()
    phone.page.add_init_script(f"addEventListener('DOMContentLoaded', () => ({TYPE})(['{codes[2]}', {{}}]))")

    phone.page.reload()

    phone.says(GO, PEOPLE[2])


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

    expect(phone.page.get_by_role("heading", name="This phone is no door any more")).to_be_visible()
    assert all(f"{name}[]" in phone.stored() for name in ("facts", "list", "scans"))
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
    phone.read(codes[1], FRENCH)
    phone.says(GO, PEOPLE[1])
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


@pytest.mark.parametrize(("search", "field"), [("online", "Name, in any script"), ("off", "Code printed on the badge")])
def test_panel_opened_by_keys_begins_at_its_field_with_the_ring_of_focus_whole(phones, event, search, field):
    phone = phones()
    phone.pair(pairing(event, "Desk", walk_in=True, search=search), "Main entrance")
    phone.page.get_by_role("button", name="Find").press("Enter")
    expect(phone.page.get_by_label(field)).to_be_focused()
    phone.page.get_by_role("button", name="Register somebody new").press("Enter")
    expect(phone.page.get_by_label("Full name")).to_be_focused()

    close = phone.page.locator("#walkin").get_by_role("button", name="Close")
    close.focus()
    room = close.evaluate(ROOM_FOR_RING)
    assert min(room) >= 0, room

    phone.page.keyboard.press("Enter")
    phone.page.get_by_role("button", name="Recent").press("Enter")  # has no field
    expect(phone.page.locator("#recent").get_by_role("button", name="Close")).to_be_focused()


def test_last_scans_stay_named_and_undone_through_another_point_and_a_reload(phones, event, codes):
    make_point(event, "Lunch", code="lunch")
    phone = phones()
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    phone.is_kept()
    phone.scan(codes[0], GO, PEOPLE[0])
    phone.scan(codes[1], GO, PEOPLE[1])
    phone.page.get_by_role("button", name="Recent").click()
    row = phone.part("recent").get_by_role("listitem").filter(has_text=PEOPLE[1])
    row.get_by_role("button", name="Undo").click()
    phone.page.wait_for_timeout(400)  # quicker would be one tap
    row.get_by_role("button", name="Undo").click()
    phone.says("undone")

    phone.page.get_by_role("button", name="Options").click()
    phone.page.get_by_role("button", name="Scan something else here").click()
    phone.begin("Lunch")
    rows_shown = phone.part("recent").locator("li")
    expect(rows_shown).to_contain_text([PEOPLE[1], PEOPLE[0]])
    phone.page.reload()
    expect(phone.part("scan")).to_be_visible()
    phone.page.get_by_role("button", name="Recent").click()
    expect(rows_shown.first).to_contain_text("Undone")
    expect(rows_shown.first.get_by_role("button")).to_be_hidden()
    expect(rows_shown.last.get_by_role("button", name="Undo")).to_be_visible()


def test_notes_pile_up_no_higher_than_the_verdict_allows_and_never_twice(phones, event, codes):
    phone = phones(viewport={"width": 390, "height": 664})
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    note_for_desk(PEOPLE[0])
    for code, name in zip(codes, PEOPLE, strict=True):
        phone.scan(code, GO, name)
    bands = phone.part("notes").locator("> li")
    expect(bands).to_have_count(3)

    phone.part("direction").click()
    phone.scan(codes[2], "out", PEOPLE[2])
    phone.scan(codes[0], "out")

    expect(bands).to_have_count(3)  # nothing is handed to who leaves, and what is unread already is not said again
    assert phone.part("verdict").evaluate("box => box.scrollHeight - box.clientHeight") <= 0


def test_what_to_hand_out_is_said_before_staff_confirm_it(phones, event, codes):
    note_for_desk(PEOPLE[0])
    make_point(event, "Headsets", code="headsets", kind="hand_out", needs_tap=True, notes=["desk"])
    phone = phones()
    phone.pair(pairing(event, "Desk"), "Headsets")

    phone.scan(codes[0], "offer", PARCEL)
    phone.page.get_by_role("button", name="Given").click()

    phone.says(GO, PEOPLE[0])
    expect(phone.part("notes")).to_contain_text(PARCEL)


def test_point_that_is_closed_meanwhile_asks_for_another(phones, event, codes):
    make_point(event, "Side door", code="side")
    phone = phones()
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    (main,) = [one for one in rows(CheckPoint) if one.code == "main"]
    points.close_point(main.id, actor=SYSTEM, at=now())
    db.session.rollback()
    phone.page.evaluate("() => window.dispatchEvent(new Event('online'))")

    expect(phone.page.get_by_role("alert")).to_have_text(
        "What was scanned here is closed now. Choose what is scanned next."
    )
    phone.begin("Side door")
    phone.scan(codes[1], GO, PEOPLE[1])


# A printer that prints at once; headless browsers have none.
PRINTER = """window.print = () => {
  window.printed = document.querySelector("[data-part=pages]").textContent;
  window.dispatchEvent(new Event("afterprint"));
};"""


@pytest.fixture
def station(browser: Browser, site: StoppableSite, event: Event) -> Iterator[Page]:
    """The page of a print station beside the kiosk."""
    code = station_services.add_station(event.id, StationValues("Front desk", "single"), actor=SYSTEM, at=now())
    row = find_station(event.id, code)
    assert row is not None
    code = station_services.pairing_code(row, now())
    db.session.rollback()
    context = browser.new_context()
    context.add_init_script(PRINTER)
    page = context.new_page()
    page.goto(f"{site.address}/print-station/?code={code}")
    page.get_by_role("button", name="Pair this device").click()
    expect(page.get_by_text("Ready: waiting for badges")).to_be_visible()
    yield page
    context.close()


def test_kiosk_greets_prints_the_badge_and_keeps_to_its_page(phones, station, event, codes):
    phone = phones(viewport={"width": 1024, "height": 768})
    phone.pair(pairing(event, "Tablet", is_kiosk=True, print=True), "Main entrance")
    phone.scan(codes[2], "in", "Welcome!")
    expect(phone.part("verdict")).to_contain_text(PEOPLE[2])
    expect(phone.part("verdict")).to_contain_text("Your badge is coming out of the printer")
    expect_soon(station, lambda: PEOPLE[2] in station.evaluate("() => window.printed ?? ''"))
    expect(station.get_by_text("Ready: waiting for badges")).to_be_visible()  # and has said so
    assert [(one.printed_by, one.station) for one in rows(BadgePrint)] == [("Tablet", "Front desk")]

    for tool in ("Find", "Recent", "Options"):
        expect(phone.page.get_by_role("button", name=tool)).to_be_hidden()
    for keys in ("F5", "Alt+ArrowLeft", "Control+l", "Escape"):
        phone.page.keyboard.press(keys)
    phone.page.evaluate("() => history.back()")
    expect(phone.part("scan")).to_have_attribute("data-kiosk", "")

    (device,) = rows(Device)
    phone.page.get_by_role("button", name="For staff").click()
    phone.page.get_by_label("Code of this device").fill("WRONG")
    phone.page.keyboard.press("Enter")
    expect(phone.part("kioskError")).to_be_visible()
    phone.page.get_by_label("Code of this device").fill(device.code)
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_role("button", name="Start scanning")).to_be_visible()


def test_kiosk_whose_printer_went_off_sends_visitors_to_the_desk_and_nothing_is_printed_twice(
    phones, station, event, codes
):
    phone = phones(viewport={"width": 1024, "height": 768})
    phone.pair(pairing(event, "Tablet", is_kiosk=True, print=True), "Main entrance")
    phone.scan(codes[2], "in", "coming out of the printer")
    expect_soon(station, lambda: rows(BadgePrint))
    context, address = station.context, station.url
    station.close()
    (known,) = rows(PrintStation)
    known.last_seen_at = now() - ONLINE_FOR
    db.session.commit()

    phone.scan(codes[1], "in", "The printer does not answer at the moment")
    (waiting,) = [one for one in rows(PrintTask) if one.state == "waiting"]
    print_badge(waiting.registration_id, None, "", actor=SYSTEM, at=now())  # at the desk
    db.session.rollback()
    phone.scan(codes[0], "in", "The printer does not answer at the moment")
    back = context.new_page()
    back.goto(address)

    expect_soon(back, lambda: PEOPLE[0] in back.evaluate("() => window.printed ?? ''"))
    expect(back.get_by_text("Ready: waiting for badges")).to_be_visible()
    assert sorted(one.via for one in rows(BadgePrint)) == ["desk", "station", "station"]
    assert len({one.registration_id for one in rows(BadgePrint)}) == len(PEOPLE)


def test_kiosk_whose_way_out_a_visitor_touched_goes_on_by_itself(phones, event, codes):
    phone = phones(viewport={"width": 1024, "height": 768})
    phone.page.clock.install()
    phone.pair(pairing(event, "Tablet", is_kiosk=True), "Main entrance")
    corner, way_out = phone.page.get_by_role("button", name="For staff"), phone.part("kioskExit")

    corner.click()
    phone.scan(codes[2], "in", "Welcome!")
    expect(way_out).to_be_hidden()

    corner.click()
    phone.page.keyboard.press("Escape")
    expect(way_out).to_be_hidden()

    corner.click()
    phone.page.clock.fast_forward(20_000)
    phone.page.get_by_label("Code of this device").fill("AB")  # somebody is at it
    phone.page.clock.fast_forward(20_000)
    expect(way_out).to_be_visible()
    phone.page.clock.fast_forward(20_000)
    expect(way_out).to_be_hidden()
    expect(phone.part("scan")).to_have_attribute("data-kiosk", "")


def test_kiosk_without_a_camera_sends_visitors_to_the_hand_scanner_or_the_desk(phones, event, codes):
    phone = phones(viewport={"width": 1024, "height": 768})
    phone.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))"
    )
    phone.pair(pairing(event, "Tablet", is_kiosk=True), "Main entrance")

    expect(phone.part("cameraState")).to_have_text(
        "The camera does not work. Hold the code under the hand scanner, or go to the desk."
    )
    expect(phone.part("retryCamera")).to_be_hidden()
    phone.scan(codes[2], "in", "Welcome!")


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
