"""Many doors at once, hard films, hours of work in seconds, and a run without a pointer."""

import re
from base64 import b64encode
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import CDPSession, Page, expect

from conference.checkin.models import Presence, Scan, ScanConflict
from conference.events.models import Event
from conference.registration.links import ticket_code_of
from tests.chromium import chromium
from tests.door.conftest import CAMERA, opener
from tests.door.phones import GO, PEOPLE, TIMED, TYPE, Phone, card, pairing, rows
from tests.factories import make_registration
from tests.journeys.film import Look, Scene, write_film

DOORS = ("Entrance A", "Entrance B", "Entrance C", "Entrance D")
FOCUSED = """() => {
  const {labels, textContent} = document.activeElement;
  return document.activeElement === document.body ? "" : labels?.length ? labels[0].textContent : textContent;
}"""
DECIDED = re.compile("^(in_note|already)$")
AT_ONCE = "([input, at]) => { setTimeout(() => (" + TYPE + ")(input), at - Date.now()); }"
# An hour of a busy door, without its pauses: `scans` badges read one after the other, and `frames` frames of a camera.
WORK = (
    """async ([codes, scans, frames, picture]) => {
  const type = """
    + TYPE
    + """;
  const pause = () => new Promise(done => setTimeout(done, 4));
  for (let number = 0; number < scans; number += 1) {
    const before = window.tookMs.length;
    type([codes[number % codes.length], {}]);
    while (window.tookMs.length === before) await pause();
  }
  const {createReader} = await import(new URL("reader.js", document.querySelector("script[type=module]").src));
  const {decoderUrl, zxingUrl, wasmUrl} = document.querySelector("[data-door]").dataset;
  const onFailure = why => { throw new Error(why); };
  const reader = window.reader ??= createReader({workerUrl: decoderUrl, script: zxingUrl, wasm: wasmUrl, onFailure});
  while (!reader.isFree()) await pause();
  const blob = new Blob([Uint8Array.from(atob(picture), character => character.charCodeAt(0))]);
  let read = 0;
  for (let number = 0; number < frames; number += 1) {
    read += (await reader.read(await createImageBitmap(blob))).found.length;
  }
  return read;
}"""
)


def at_once(doors: Sequence[Phone], code: str) -> None:
    """The badge before all of them in the same moment."""
    moment = doors[0].page.evaluate("() => Date.now()") + 400
    for door in doors:
        door.page.evaluate(AT_ONCE, [[code, {}], moment])


def test_four_doors_admit_one_badge_once_online_and_find_out_later_offline(phones, site, event, codes):
    doors = [phones() for _ in DOORS]
    for door, name in zip(doors, DOORS, strict=True):
        door.pair(pairing(event, name), "Main entrance")
        door.is_kept()

    at_once(doors, codes[0])
    for door in doors:
        door.says(DECIDED, PEOPLE[0])
    verdicts = [door.part("scan").get_attribute("data-verdict") for door in doors]
    let_in = verdicts.count("in_note")  # one, or as many more as had no answer in time and decided by themselves
    for door in doors:
        door.has_sent_all()
    assert let_in >= 1
    assert len(rows(ScanConflict)) == let_in - 1

    site.stop()
    at_once(doors, codes[1])
    for door in doors:
        door.says(GO, PEOPLE[1])
    site.start()
    for door in doors:
        door.has_sent_all()
    assert len(rows(ScanConflict)) == let_in - 1 + len(DOORS) - 1
    assert len(rows(Scan)) == 2 * len(DOORS)
    assert sum(one.is_inside for one in rows(Presence)) == 2


def beside(left: Image.Image, middle: Image.Image) -> Image.Image:
    """Two badges in view, one of them in the middle."""
    width, height = middle.size
    both = Image.new("RGB", (3 * width, height), (64, 70, 68))
    both.paste(left.resize((width * 7 // 8, height * 7 // 8)), (0, height // 16))
    both.paste(middle, (width, 0))
    return both


def under_lamp(badge: Image.Image) -> Image.Image:
    """A lamp's spot on a corner of the code, on about a twelfth of it."""
    mask = Image.new("L", badge.size, 0)
    ImageDraw.Draw(mask).ellipse((430, 790, 560, 920), fill=255)
    lit = badge.copy()
    lit.paste("white", mask=mask.filter(ImageFilter.GaussianBlur(8)))
    return lit


@pytest.fixture
def hard_film(event: Event, codes: Sequence[str], tmp_path: Path) -> Path:
    """The three badges: one under a lamp, one on a dark screen, one in the middle while another stands aside."""
    aside = ticket_code_of(make_registration(event, "Stands Aside").tickets[-1])
    lamp, dark, both = under_lamp(card(codes[0])), card(codes[1]), beside(card(aside), card(codes[2]))
    pause = Scene(None, 0.3, drawn=1)
    looks = ((lamp, Look()), (dark, Look(inverted=True)), (both, Look(height=0.55)))
    scenes = [scene for badge, look in looks for scene in (Scene(badge, 0.4, look, drawn=3), pause)]
    return write_film(tmp_path / "hard.mjpeg", scenes)


def test_glare_dark_mode_and_a_second_badge_in_view(playwright, site, event, hard_film, record_property):
    with (
        chromium(playwright, *CAMERA, f"--use-file-for-fake-video-capture={hard_film}") as started,
        opener(started, site) as phones,
    ):
        phone = phones()
        phone.page.add_init_script(TIMED)
        phone.page.goto(f"{site.address}/door/?lang=en#p={pairing(event, 'Entrance A')}")
        expect(phone.page.get_by_text("The list is here")).to_be_visible()
        phone.is_kept()
        site.stop()
        phone.begin("Main entrance")
        for name in PEOPLE:
            expect(phone.part("recent")).to_contain_text(name)
        took = phone.page.evaluate("() => window.tookMs")
        record_property("frame to verdict, offline, ms", took)
        site.start()
        phone.has_sent_all()

    let_in = {scan.registration_id for scan in rows(Scan) if scan.outcome == "admit" and scan.via == "camera"}
    assert len(let_in) == len(PEOPLE)
    assert not [scan for scan in rows(Scan) if scan.registration_id not in let_in]  # nobody who stood aside


def test_an_hour_of_work_leaves_the_page_as_small_as_it_was(phones, site, event, codes, record_property):
    phone = phones()
    phone.page.add_init_script(TIMED)
    phone.pair(pairing(event, "Entrance A"), "Main entrance")
    phone.is_kept()
    site.stop()
    devtools = phone.context.new_cdp_session(phone.page)
    picture = BytesIO()
    card(codes[0]).save(picture, "PNG")
    frame = b64encode(picture.getvalue()).decode()

    assert phone.page.evaluate(WORK, [codes, 20, 20, frame]) == 20
    heap, nodes = size_of(devtools)
    assert phone.page.evaluate(WORK, [codes, 60, 150, frame]) == 150
    more_heap, more_nodes = size_of(devtools)

    record_property("heap before and after, bytes", [heap, more_heap])
    assert more_heap - heap < 2_000_000
    assert more_nodes - nodes < 500
    site.start()
    phone.has_sent_all()
    assert len(rows(Scan)) == 80


def size_of(devtools: CDPSession) -> tuple[int, int]:
    """(bytes of the page's heap, its nodes), without what nobody holds any more."""
    devtools.send("HeapProfiler.collectGarbage")
    used = devtools.send("Runtime.getHeapUsage")["usedSize"]
    return int(used), int(devtools.send("Memory.getDOMCounters")["nodes"])


def test_from_pairing_to_undo_without_a_pointer(phones, event, codes):
    phone = phones()
    page, press = phone.page, phone.page.keyboard.press
    page.goto(f"{phone.site.address}/door/?lang=en")
    reach(page, "Code, 8 characters")
    page.keyboard.type(pairing(event, "Entrance A").lower())
    press("Enter")
    expect(page.get_by_text("The list is here")).to_be_visible()
    reach(page, "Main entrance")
    press("Space")
    press("Enter")
    expect(phone.part("scan")).to_be_visible()

    reach(page, "Find")
    press("Enter")
    reach(page, "Name, in any script")
    page.keyboard.type("omurbek")
    expect(phone.part("found").get_by_role("button")).to_have_count(1)
    reach(page, PEOPLE[0])
    press("Enter")
    expect(page.get_by_role("button", name="Let this person in")).to_be_focused()
    press("Enter")
    phone.says(GO, PEOPLE[0])

    reach(page, "Recent")
    press("Enter")
    for covered in ("verdict", "notes", "retryCamera"):  # nobody comes upon what a panel lies over
        expect(phone.part(covered)).to_be_hidden()
    reach(page, "Undo")
    press("Enter")
    reach(page, "Tap again to undo")
    page.wait_for_timeout(400)  # quicker would be one tap
    press("Enter")
    phone.says("undone")
    expect(phone.part("verdict")).to_be_visible()
    expect(page.get_by_role("button", name="Recent")).to_be_focused()


def reach(page: Page, words: str) -> None:
    """Go on with the tabulator until the control with those words has the focus, as who has no pointer does."""
    for _ in range(40):
        if page.evaluate(FOCUSED).find(words) >= 0:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"“{words}” cannot be reached")
