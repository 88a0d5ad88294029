"""What belongs to a session besides its words: files and links, as visitors get them, and the live stream."""

import json
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
import time_machine

from conference.core.codes import new_secret, new_uuid7
from conference.core.db import db, transaction
from conference.core.files import StoredFile
from conference.events.models import Event
from conference.events.services import touch_event
from conference.programme.models import Material, Session, Shown
from tests.counting import count_queries
from tests.exports.shapes import faults
from tests.factories import OPEN, STARTS, store

HOUR = timedelta(hours=1)
SLIDES = "application/vnd.oasis.opendocument.presentation"
STREAM = "https://stream.example.org/1?a=b"
FILES = ["schedule.xml", "schedule.json"]


def add_material(session: Session, title: str, shown: Shown = Shown.ALWAYS, **values: Any) -> Material:
    at: dict[str, Any] = {"uuid": new_uuid7(), "session_id": session.id, "created_at": OPEN}
    return store(Material(**at, title=title, shown=shown, **values))


def add_file(session: Session, title: str, filename: str, media_type: str, **values: Any) -> Material:
    file = StoredFile(
        name=new_secret(), filename=filename, media_type=media_type, size=6, data=b"sample", created_at=OPEN
    )
    return add_material(session, title, file_id=store(file).id, **values)


@pytest.fixture
def with_materials(conference):
    """The opening: a link and slides for everybody, a paper for after it (10:00 in Brussels)."""
    opening = conference.opening
    add_material(opening, "Legal <base>", url="https://example.org/law?a=b&c=d")
    add_file(opening, "Slides", "slides.odp", SLIDES, language="ru")
    add_file(opening, "Minutes", "minutes.pdf", "application/pdf", shown=Shown.AFTER)
    add_material(opening, "Kept back", shown=Shown.NEVER, url="https://example.org/never")
    with time_machine.travel(STARTS - HOUR, tick=False):
        yield conference


def references(conference, name: str) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """(links without those to projects, attachments) of the opening, as (title, address, type)."""
    data = conference.get(name).data
    if name.endswith("xml"):
        (event,) = (one for one in fromstring(data).iter("event") if one.findtext("title") == "Opening")  # noqa: S314
        parts = (
            [(part.text, part.get("href"), part.get("type")) for part in event.findall(path)]
            for path in ("links/link", "attachments/attachment")
        )
    else:
        days = json.loads(data)["schedule"]["conference"]["days"]
        (event,) = (one for day in days for room in day["rooms"].values() for one in room if one["title"] == "Opening")
        parts = (
            [(part["title"], part["url"], part["type"]) for part in event[key]] for key in ("links", "attachments")
        )
    links, attachments = parts
    return [link for link in links if "/projects/" not in str(link[1])], attachments


@pytest.mark.parametrize("name", FILES)
def test_apps_get_links_and_files_that_visitors_get(with_materials, name):
    links, ((title, address, kind),) = references(with_materials, name)

    assert links == [("Legal <base>", "https://example.org/law?a=b&c=d", "web")]
    assert (title, kind) == ("Slides", "slides")
    assert with_materials.client.get(address.removeprefix("http://localhost")).data == b"sample"


@pytest.mark.parametrize("name", FILES)
def test_what_waits_for_the_end_of_its_session_appears_then_and_nothing_changes_before(with_materials, name):
    first = with_materials.get(name)
    known = {"If-None-Match": first.headers["ETag"]}

    with time_machine.travel(STARTS - timedelta(minutes=1), tick=False):
        assert with_materials.get(name, **known).status_code == 304
    with time_machine.travel(STARTS + HOUR, tick=False):
        assert with_materials.get(name, **known).status_code == 200
        _links, attachments = references(with_materials, name)
        assert [title for title, _address, _kind in attachments] == ["Slides", "Minutes"]


def test_programs_get_them_with_type_size_and_language(with_materials):
    session = with_materials.api(f"/sessions/{with_materials.opening.code}")

    link, slides = session["materials"]
    assert (link["title"], link["media_type"], link["bytes"], link["language"]) == ("Legal <base>", None, None, None)
    assert (slides["media_type"], slides["bytes"], slides["language"]) == (SLIDES, 6, "ru")
    assert not list(faults(slides, {"$ref": "#/components/schemas/Material"}))
    with time_machine.travel(STARTS + HOUR, tick=False):
        assert len(with_materials.api(f"/sessions/{with_materials.opening.code}")["materials"]) == len("abc")


def test_cost_does_not_grow_with_materials(with_materials):
    def anew() -> int:
        with transaction():
            touch_event(with_materials.event.id)
        db.session.expire_all()
        return count_queries(lambda: with_materials.get("schedule.xml"))

    before = anew()
    for session in (with_materials.repeated, with_materials.night):
        add_file(session, "More", "more.pdf", "application/pdf", shown=Shown.FROM_START)
    assert anew() == before


@pytest.fixture
def streamed(conference):
    with transaction():
        for session in (conference.opening, conference.cancelled):
            row = db.session.get_one(Session, session.id)
            row.is_streamed, row.stream_url = True, STREAM
    conference.release()
    return conference


def test_live_stream_is_in_every_feed_and_not_where_a_session_is_cancelled(streamed):
    calendar = streamed.get("agenda.ics").text.replace("\r\n ", "")

    assert calendar.count(f"CONFERENCE;FEATURE=AUDIO,VIDEO;VALUE=URI:{STREAM}\r\n") == 1
    assert f"Live stream: {STREAM}" in calendar
    for name in FILES:
        links, _attachments = references(streamed, name)
        assert links == [("Live stream", STREAM, "media")]
    addresses = {item["title"]: item["stream_url"] for item in streamed.api("/sessions")["items"]}
    assert (addresses["Opening"], addresses["Called off"], addresses["Workshop"]) == (STREAM, None, None)


def test_session_online_is_where_its_stream_is(streamed):
    with transaction():
        db.session.get_one(Event, streamed.event.id).mode = "hybrid"
        touch_event(streamed.event.id)
    page = streamed.get(f"sessions/{streamed.opening.code}").text

    assert '{"@type":"VirtualLocation","url":"https://stream.example.org/1?a=b"}' in page.replace("\\u0026", "&")
