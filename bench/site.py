"""The public pages: the agenda of 200 sessions, and what a first visit loads."""

import gzip
import http.client
from typing import Any

from playwright.sync_api import Response, sync_playwright

from bench.load import get, run
from bench.server import Server

SLUG = "load-test"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def agenda(server: Server) -> dict[str, str]:
    path = f"/events/{SLUG}/agenda"
    response, body = get(server.connection(), path)
    tag = response.headers["ETag"]

    def ask(connection: http.client.HTTPConnection, _piece: Any) -> str:
        return str(get(connection, path)[0].status)

    def ask_again(connection: http.client.HTTPConnection, _piece: Any) -> str:
        return str(get(connection, path, {"If-None-Match": tag})[0].status)

    whole = run(server, 16, range(1600), ask)
    known = run(server, 16, range(1600), ask_again)
    return {
        "agenda, 16 clients": f"{whole.per_second:,.0f}/s, p95 {whole.percentile(0.95):.0f} ms {dict(whole.outcomes)}",
        "agenda, asked again with its ETag": f"{known.per_second:,.0f}/s ({dict(known.outcomes)})",
        "agenda page": f"{len(body) / 1000:.0f} kB, {len(gzip.compress(body)) / 1000:.1f} kB compressed",
    }


def first_load(server: Server, path: str) -> dict[str, str]:
    """What a browser with an empty cache fetches for a page."""
    answers: list[Response] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it wants a function of Python
        page.goto(f"http://{server.host}:{server.port}{path}", wait_until="networkidle")
        sizes = [answer.request.sizes() for answer in answers]
        foreign = [
            answer.url for answer in answers if f":{server.port}" not in answer.url and "data:" not in answer.url
        ]
        browser.close()
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    return {f"first load of {path}": f"{len(answers)} requests, {total / 1000:.0f} kB, {len(foreign)} to other hosts"}
