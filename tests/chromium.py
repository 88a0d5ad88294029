"""The machine's own Chromium for tests; one Playwright runs in a process, whoever needs a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip

# Its camera shows no badge. The door's page searches each picture for one: the fewest a second that Chromium offers.
EMPTY_CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=fps=5")


@contextmanager
def chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])
    try:
        yield browser
    finally:
        browser.close()
