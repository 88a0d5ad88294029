"""Phones as doors in a real browser, and a site that can really be stopped and started again."""

import re
from collections.abc import Callable, Iterable
from threading import Condition, Thread
from typing import Any

import qrcode
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from werkzeug.serving import BaseWSGIServer, make_server

from conference.checkin import services
from conference.checkin.services.pairing import DeviceValues
from conference.core.clock import now
from conference.core.db import db
from conference.events.models import Event

PEOPLE = ("Өмүрбек Касымов", "Gulzada Oʻrinova-Bērziņa", "Jānis Ozoliņš")
GO = re.compile("^in(_note)?$")
ANY = re.compile(".")
# What keyboards of these layouts make of the keys that a scanner set to the English one presses.
GERMAN = {"Y": "z", "Z": "y"}
FRENCH = {**dict(zip("1234567890", "&é\"'(-è_çà", strict=True)), "A": "q", "Q": "a", "Z": "w", "W": "z", "M": ","}
PHONE = {"width": 390, "height": 844}
# As a hand scanner sends it: places of keys, and what a keyboard set to `layout` makes of them; a key each 5 ms,
# whatever time the machine takes to get to it.
TYPE = """([text, layout]) => { let timeStamp = performance.now(); for (const character of [...text, "Enter"]) {
  const code = character.length > 1 ? character : /[0-9]/.test(character) ? "Digit" + character : "Key" + character;
  const key = new KeyboardEvent("keydown", {code, key: layout[character] ?? character, bubbles: true});
  Object.defineProperty(key, "timeStamp", {value: (timeStamp += 5)});
  window.dispatchEvent(key); } }"""
# How long each verdict of the page took, from its first on.
TIMED = """window.tookMs = [];
new MutationObserver(changes => changes.forEach(({target}) => window.tookMs.push(Number(target.dataset.tookMs))))
  .observe(document, {subtree: true, attributes: true, attributeFilter: ["data-took-ms"]});"""
# Everything that outlives the page: the list, the scans, the settings, the names and texts of kept files. Bytes are
# told as the text and as the hexadecimal digits that they are, wherever they lie.
STORED = """async () => {
  const kept = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie];
  const told = value => JSON.stringify(value, (_name, part) => {
    if (!(part instanceof ArrayBuffer || ArrayBuffer.isView(part))) return part;
    const bytes = new Uint8Array(part.buffer ?? part);
    const digits = Array.from(bytes, byte => byte.toString(16).padStart(2, "0"));
    return new TextDecoder().decode(bytes) + " " + digits.join("");
  });
  const answered = request => new Promise(done => { request.onsuccess = () => done(request.result); });
  for (const {name: base} of await indexedDB.databases()) {
    const database = await answered(indexedDB.open(base));
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([answered(store.getAllKeys()), answered(store.getAll())]);
      kept.push(told(keys), name + told(values));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      kept.push(request.url, /wasm|woff/.test(request.url) ? "" : await answer.text());
    }
  }
  return kept.join("\\n");
}"""


class StoppableSite:
    """The application at one address, on and off. `loses_answers`: it does what it is asked, and nobody hears of it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.loses_answers = False
        self.lost: list[str] = []  # the calls whose answers nobody heard
        self.at_work = 0  # calls that are being answered
        self.turn = Condition()
        self.port = 0
        self.running: tuple[BaseWSGIServer, Thread] | None = None
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        server = make_server("127.0.0.1", self.port, self.answer, threaded=True)
        self.port = server.port
        thread = Thread(target=server.serve_forever)
        self.running = (server, thread)
        thread.start()

    def stop(self) -> None:
        if self.running:
            server, thread = self.running
            server.shutdown()
            thread.join()
            server.server_close()
            with self.turn:
                self.running = None
                self.turn.wait_for(lambda: not self.at_work, timeout=60)

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """A call that came while it stops is not heard; one that is heard is answered before it has stopped."""
        with self.turn:
            if self.running is None:
                start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
                return [b""]
            self.at_work += 1
        try:
            return self.answered(environ, start_response)
        finally:
            with self.turn:
                self.at_work -= 1
                self.turn.notify_all()

    def answered(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not (self.loses_answers and environ["PATH_INFO"].startswith("/door/api/")):
            return self.app.wsgi_app(environ, start_response)
        list(self.app.wsgi_app(environ, lambda *_: lambda _data: None))
        self.lost.append(environ["PATH_INFO"])
        start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
        return [b""]


class Phone:
    """One phone: a browser's context of its own, at the door's page."""

    def __init__(self, browser: Browser, site: StoppableSite, **options: Any) -> None:
        self.context: BrowserContext = browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
        self.page: Page = self.context.new_page()
        self.site = site
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def pair(self, code: str, point: str | None = None) -> None:
        """From the organiser's code to scanning; the code is confirmed already."""
        self.page.goto(f"{self.site.address}/door/?lang=en#p={code}")
        self.begin(point)

    def begin(self, point: str | None = None) -> None:
        expect(self.page.get_by_text("The list is here")).to_be_visible()
        if point:
            self.page.get_by_label(point).check()
        self.page.get_by_role("button", name="Start scanning").click()
        expect(self.part("scan")).to_be_visible()

    def part(self, name: str) -> Any:
        return self.page.locator(f"[data-part={name}]")

    def is_kept(self) -> None:
        """The service worker stands between the page and the network."""
        expect_soon(self.page, lambda: self.page.evaluate("() => Boolean(navigator.serviceWorker.controller)"))

    def read(self, code: str, layout: dict[str, str] | None = None) -> None:
        self.page.evaluate(TYPE, [code, layout or {}])

    def says(self, verdict: str | re.Pattern[str], words: str = "") -> None:
        expect(self.part("scan")).to_have_attribute("data-verdict", verdict)
        if words:
            expect(self.part("verdict")).to_contain_text(words)

    def scan(self, code: str, verdict: str | re.Pattern[str], words: str = "") -> None:
        self.read(code)
        self.says(verdict, words)

    def took_ms(self) -> int:
        """From the frame, or the last key, to the verdict."""
        return int(self.part("verdict").get_attribute("data-took-ms"))

    def stored(self) -> str:
        text: str = self.page.evaluate(STORED)
        return text

    def has_sent_all(self) -> None:
        self.page.evaluate("() => window.dispatchEvent(new Event('online'))")
        expect(self.part("unsentSign")).to_be_hidden()


def expect_soon(page: Page, condition: Callable[[], object]) -> None:
    """For what no locator shows; `wait_for_function` would need scripts made of text, which pages forbid."""
    for _ in range(400):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("this never came")


def card(code: str) -> Image.Image:
    """An A6 card with a 35 mm code on it, 8 pixels a millimetre."""
    picture = Image.new("RGB", (840, 1184), "white")
    drawn = qrcode.make(code, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4)
    picture.paste(drawn.get_image().convert("RGB").resize((420, 420)), (210, 600))
    return picture


def pairing(
    event: Event,
    name: str,
    *,
    is_confirmed: bool = True,
    is_kiosk: bool = False,
    point_id: int | None = None,
    **rights: Any,
) -> str:
    values = DeviceValues(name, point_id, {"undo": True, "search": "online", **rights}, is_kiosk)
    code = services.new_pairing(event.id, values, user_id=None, at=now(), is_confirmed=is_confirmed)
    db.session.rollback()
    return code


def rows(model: Any) -> list[Any]:
    db.session.rollback()
    return list(db.session.scalars(select(model)))
