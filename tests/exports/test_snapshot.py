import io
import posixpath
import re
import zipfile
from datetime import timedelta

import pytest

from conference.core.jobs import run_due
from conference.events.permissions import Role
from conference.exports.snapshot import take
from conference.exports.snapshot_links import Place, Site, name_of, page, place_of
from tests.factories import make_event, make_member

SLUG = "2027-in-brussels"  # of the conference
HERE = Place("/events/a/agenda", "en")
LANGUAGES = ("en", "ru")


@pytest.mark.parametrize(
    ("address", "place", "name"),
    [
        ("/events/a/", Place("/events/a/", "en"), "index.html"),
        ("/events/a/?lang=ru", Place("/events/a/", "ru"), "ru/index.html"),
        ("/events/a/agenda?view=grid", Place("/events/a/agenda", "en", "grid"), "agenda-grid.html"),
        ("/events/a/agenda?day=2027-05-12", Place("/events/a/agenda", "en"), "agenda.html"),
        ("/events/a/agenda?project=BOMCA", Place("/events/a/projects/BOMCA", "en"), "projects/BOMCA.html"),
        ("/events/a/agenda?project=BOMCA&view=grid", Place("/events/a/projects/BOMCA", "en"), "projects/BOMCA.html"),
        ("/events/a/speakers/", Place("/events/a/speakers/", "en"), "speakers/index.html"),
        ("/events/a/sessions/X1?lang=ru", Place("/events/a/sessions/X1", "ru"), "ru/sessions/X1.html"),
        ("#now", HERE, "agenda.html"),
        ("/events/a/agenda.ics", Place("/events/a/agenda.ics"), "agenda.ics"),
        ("/static/abc123/css/site.css", Place("/static/abc123/css/site.css"), "static/css/site.css"),
        ("/pictures/x_Y-1", Place("/pictures/x_Y-1"), "pictures/x_Y-1.webp"),
        ("/pictures/x_Y-1/small", Place("/pictures/x_Y-1/small"), "pictures/x_Y-1-small.png"),
        ("/events/a/materials/u/a%20b.pdf", Place("/events/a/materials/u/a%20b.pdf"), "materials/u/a b.pdf"),
        ("/events/a/agenda/changes#version-2", Place("/events/a/agenda/changes", "en"), "agenda/changes.html"),
        ("/accessibility?lang=ru", Place("/accessibility", "ru"), "ru/accessibility.html"),
        ("/accessibility?lang=xx", None, ""),
        ("/static/abc123/js/app.js", None, ""),
        ("/events/a/register", None, ""),
        ("/events/a/my/secret", None, ""),
        ("/events/a/../../etc/passwd", None, ""),
        ("/events/b/agenda", None, ""),
        ("/manage/a/", None, ""),
        ("/events/a/agenda?lang=xx", None, ""),
    ],
)  # fmt: skip
def test_places_of_a_snapshot_and_their_files(address, place, name):
    found = place_of(address, HERE, "a", LANGUAGES)

    assert found == place
    if found:
        assert name_of(found, "a", LANGUAGES) == name


def test_page_links_to_files_beside_it_and_to_the_site_for_the_rest():
    html = (
        '<script type="module" src="/static/v/js/app.js"></script>'
        '<a href="/events/a/agenda?day=2027-05-12&amp;lang=ru">x</a>'
        '<a href="/events/a/register">y</a><a href="#now">z</a><a href="https://example.org/">o</a>'
    )
    met: list[Place] = []

    made = page(html, Place("/events/a/sessions/X1", "ru"), Site("a", LANGUAGES, "https://x.test"), met.append)

    assert made == (
        '<a href="../agenda.html#day-2027-05-12">x</a><a href="https://x.test/events/a/register">y</a>'
        '<a href="#now">z</a><a href="https://example.org/">o</a>'
    )
    assert met == [Place("/events/a/agenda", "ru")]


def unpacked(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def test_snapshot_is_whole_and_every_link_in_it_leads_somewhere(conference):
    found = unpacked(take(conference.event.id))
    top = SLUG

    for name in ("index.html", "agenda.html", "agenda-grid.html", "ru/agenda.html", "speakers/index.html",
                 "projects/BOMCA.html", f"sessions/{conference.opening.code}.html", "agenda.ics", "schedule.xml",
                 "agenda.pdf", "README.txt", "agenda/changes.html", "ru/agenda/changes.html", "privacy.html",
                 "accessibility.html", "ru/accessibility.html", "releases.atom"):  # fmt: skip
        assert f"{top}/{name}" in found, name
    for name, data in found.items():
        if name.endswith(".html"):
            for address in re.findall(r'(?:href|src)="([^"]*)"', data.decode()):
                if not re.match(r"https?:|mailto:|webcal:|data:|#", address):
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address.partition("#")[0]))
                    assert target in found, f"{name}: {address}"
    assert 'lang="ru"' in found[f"{top}/ru/agenda.html"].decode()[:60]
    assert "Открытие" in found[f"{top}/ru/agenda.html"].decode()
    assert "<script type=" not in found[f"{top}/agenda.html"].decode()
    assert not any(b"secret.example" in data or b"Nobody Knows" in data for data in found.values())


def test_organiser_asks_for_a_snapshot_and_gets_it_for_a_day(client, conference, monkeypatch):
    client.sign_in(make_member(conference.event, Role.EDITOR))
    address, long_after = f"/manage/{SLUG}/snapshot", conference.event.starts_at + timedelta(days=900)

    page_of_it = client.fill(address, {}).headers["Location"]
    assert "data-unfinished" in client.get(page_of_it).text
    assert client.get(f"{page_of_it}.zip").status_code == 404
    run_due()
    ready = client.get(page_of_it)
    assert "Download the ZIP" in ready.text
    assert "data-unfinished" not in ready.text
    answer = client.get(f"{page_of_it}.zip")
    assert answer.mimetype == "application/zip"
    assert f"{SLUG}/index.html" in unpacked(answer.data)
    monkeypatch.setattr("conference.exports.views.made.now", lambda: long_after)
    assert client.get(page_of_it).status_code == 410
    assert client.get(f"{page_of_it}.zip").status_code == 410


def test_snapshot_is_for_the_team_of_the_event_alone(client, conference):
    address = f"/manage/{conference.event.slug}/snapshot"
    assert client.get(address).status_code == 302
    client.sign_in(make_member(conference.event, Role.VIEWER))
    assert client.get(address).status_code == 403


def test_snapshot_of_an_unpublished_event_is_refused(client):
    event = make_event(published_at=None)
    client.sign_in(make_member(event))

    answer = client.fill(f"/manage/{event.slug}/snapshot", {})

    assert answer.status_code == 409
    assert "Publish the event first" in answer.text


def test_command_writes_the_zip(conference, tmp_path):
    path = tmp_path / "pages.zip"
    runner = conference.client.application.test_cli_runner()

    done = runner.invoke(args=["agenda", "snapshot", SLUG, "--to", str(path)])

    assert (done.exit_code, path.exists()) == (0, True), done.output
    assert runner.invoke(args=["agenda", "snapshot", "no-such"]).exit_code == 1
