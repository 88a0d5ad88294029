"""The door's page in a browser: keeping a long list, and from a frame to its verdict without a network."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from bench.server import ROOT, Server
from tests.chromium import chromium
from tests.door.conftest import CAMERA
from tests.door.phones import TIMED, card
from tests.journeys.film import Scene, write_film

BADGES, ROUNDS = 8, 5
RECORDS, PAGE = 10_000, 4000
PREPARE = """
import json, sys
from sqlalchemy import select
from conference.checkin import services
from conference.checkin.models import CheckPoint
from conference.checkin.services.pairing import DeviceValues
from conference.core.clock import now
from conference.core.db import db
from conference.events.queries import event_by_slug
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration, Ticket
from wsgi import app
with app.app_context():
    ident = event_by_slug("load-test").id
    point = db.session.scalars(select(CheckPoint.id).where(CheckPoint.event_id == ident).limit(1)).one()
    query = select(Ticket).join(Registration).where(Registration.event_id == ident, Ticket.revoked_at.is_(None),
                                                    Registration.state == "confirmed").order_by(Ticket.id.desc())
    codes = [ticket_code_of(ticket) for ticket in db.session.scalars(query.limit(int(sys.argv[1])))]
    pair = services.new_pairing(ident, DeviceValues("Bench", point), user_id=None, at=now(), is_confirmed=True)
    print(json.dumps({"pair": pair, "codes": codes}))
"""
# As large as real ones, in pages as the server sends them; the time is that of the page's own store.
KEEP = """async ([records, page]) => {
  const {DoorStore} = await import(new URL("store/store.js", document.querySelector("script[type=module]").src));
  const store = await DoorStore.open();
  const text = bytes => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const list = Array.from({length: records}, () => ({l: text(16), s: "ok", p: {main: null}, c: text(270)}));
  const before = performance.now();
  for (let start = 0; start < records; start += page) {
    await store.takePage({tickets: list.slice(start, start + page), facts: {cursor: start}, anew: start === 0});
  }
  const took = performance.now() - before;
  await store.forgetList();
  return took;
}"""


def figures(server: Server) -> dict[str, str]:
    done = subprocess.run([sys.executable, "-c", PREPARE, str(BADGES)], cwd=ROOT, env=server.environ, check=True,
                          capture_output=True, text=True)  # fmt: skip
    made = json.loads(done.stdout)
    with tempfile.TemporaryDirectory(prefix="conference-film-") as name, sync_playwright() as playwright:
        film = film_of(made["codes"], Path(name))
        with chromium(playwright, *CAMERA, f"--use-file-for-fake-video-capture={film}") as browser:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.add_init_script(TIMED)
            address = f"http://{server.host}:{server.port}/door/"
            page.goto(address)
            kept = [page.evaluate(KEEP, [RECORDS, PAGE]) for _ in range(3)]
            took = sorted(verdicts(page, f"{address}?lang=en#p={made['pair']}"))
    return {
        f"{RECORDS} badges kept by a browser": f"{sorted(kept)[1] / 1000:.2f} s",
        "from a frame to its verdict, offline": f"p50 {took[len(took) // 2]:.0f} ms, "
        f"p95 {took[len(took) * 95 // 100]:.0f} ms of {len(took)}",
    }


def film_of(codes: Sequence[str], folder: Path) -> Path:
    """One badge after the other, each long enough away for the door to count it again in the next round."""
    scenes = [scene for code in codes for scene in (Scene(card(code), 0.4, drawn=3), Scene(None, 0.5, drawn=1))]
    return write_film(folder / "door.mjpeg", scenes)


def verdicts(page: Page, address: str) -> list[Any]:
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_text("The list is here")).to_be_visible(timeout=60_000)
    page.context.set_offline(True)
    page.get_by_role("button", name="Start scanning").click()
    took: list[Any] = []
    while len(took) < BADGES * ROUNDS:
        page.wait_for_timeout(500)
        took = page.evaluate("() => window.tookMs")
    return took[2:]  # the first wait for the camera to start
