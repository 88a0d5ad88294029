"""The door as phones keep it: public, without anything of an event, whole, and small."""

import json
import re
from pathlib import Path

import brotli
from flask import Flask

from conference.core.i18n import LANGUAGES
from tests.browser import Browser
from tests.factories import make_event

MOST_BYTES = 500_000


def worker_of(client: Browser) -> tuple[str, list[str], dict[str, str]]:
    """The name of the kept copy, its files, its pages."""
    text = client.get("/door/sw.js").text
    name, files, pages = (re.search(rf"const {what} = (.+);", text) for what in ("NAME", "FILES", "PAGES"))
    assert name, text
    assert files, text
    assert pages, text
    return json.loads(name[1]), json.loads(files[1]), json.loads(pages[1])


def size_of(client: Browser, path: str) -> int:
    """Bytes on the wire: built files lie compressed beside themselves."""
    if not path.startswith("/static/"):
        return len(brotli.compress(client.get(path).data))
    file = Path(client.application.config["STATIC_BUILD_DIR"]) / path.split("/", 3)[3]
    squeezed = file.with_name(f"{file.name}.br")
    return (squeezed if squeezed.exists() else file).stat().st_size


def test_page_is_for_anybody_and_holds_nothing_of_an_event(client: Browser):
    event = make_event()

    page = client.get("/door/")

    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert event.title not in page.text
    assert "script-src 'self' 'wasm-unsafe-eval'" in page.headers["Content-Security-Policy"]
    assert "camera=(self)" in page.headers["Permissions-Policy"]


def test_page_speaks_the_language_of_its_address_and_its_files_are_the_same_in_all(client: Browser):
    english, russian = (client.get(f"/door/?lang={code}").text for code in ("en", "ru"))

    assert 'lang="ru"' in russian
    assert "Make this phone a door" in english
    assert "Make this phone a door" not in russian
    for page in (english, russian):
        assert 'data-worker-url="/door/sw.js"' in page
        assert 'data-decoder-url="/door/decoder.js"' in page


def test_kept_files_are_all_there_and_small_enough(client: Browser):
    _, files, pages = worker_of(client)

    sizes = {path: size_of(client, path) for path in [*files, *pages.values()]}

    assert set(pages) == set(LANGUAGES)
    assert all(sizes.values())
    assert sum(sizes.values()) <= MOST_BYTES


def test_page_names_no_file_that_is_not_kept(client: Browser):
    _, files, _ = worker_of(client)
    named = set(re.findall(r'"(/static/[^"]+\.(?:js|css|wasm))"', client.get("/door/").text))

    assert named
    assert named <= set(files)


def test_a_changed_word_makes_another_copy(client: Browser, app: Flask, monkeypatch):
    before, _, _ = worker_of(client)
    assert worker_of(client)[0] == before

    monkeypatch.setitem(app.jinja_env.globals, "languages_of_page", list)

    assert worker_of(client)[0] != before


def test_worker_never_stands_between_the_page_and_its_calls(client: Browser):
    text = client.get("/door/sw.js").text

    assert 'url.pathname.startsWith("/door/api/")' in text
    assert client.get("/door/sw.js").mimetype == "text/javascript"


def test_manifest_leads_to_the_page_in_its_language_with_icons_that_exist(client: Browser):
    manifest = client.get("/door/manifest.webmanifest?lang=ru").get_json()

    assert manifest["start_url"] == "/door/?lang=ru"
    assert manifest["scope"] == "/door/"
    assert all(size_of(client, icon["src"]) for icon in manifest["icons"])
