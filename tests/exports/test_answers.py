"""How files are answered: to whom, how often, in which form."""

import gzip

import brotli
import pytest

from conference.core.db import db, transaction
from conference.events.services import touch_event
from conference.exports.openapi import ADDRESSES
from conference.programme.models import Speaker
from tests.counting import count_queries
from tests.factories import make_event, make_member, make_session, make_speaker, place, run_by, speaks_at

FILES = ["agenda.ics", "agenda.ics?room=Plenary", "schedule.xml", "schedule.json", "releases.atom", "widget.js"]
UNDER_EVENT = [*FILES, "feeds", "widget"]


@pytest.mark.parametrize("name", FILES)
def test_file_is_the_same_until_something_changes(conference, name):
    first, second = conference.get(name), conference.get(name)

    assert first.status_code == 200
    assert first.data == second.data
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f"W/{first.headers['ETag']}"},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = conference.get(name, **headers)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_tag_counts_more_than_the_time(conference):
    first = conference.get("agenda.ics")
    headers = {"If-None-Match": '"another"', "If-Modified-Since": first.headers["Last-Modified"]}

    assert conference.get("agenda.ics", **headers).status_code == 200


@pytest.mark.parametrize("name", FILES[:5])
def test_new_release_is_another_file_at_once(conference, name):
    first = conference.get(name)
    place(make_session(conference.event, "Added"), conference.hall)
    conference.release(days=3)

    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        assert conference.get(name, **headers).status_code == 200


def test_withdrawn_consent_takes_the_name_out_at_once(conference):
    assert "Ada Sample" in conference.get("schedule.xml").text
    with transaction() as session:
        session.query(Speaker).update({"consented_at": None})
        touch_event(conference.event.id)
    db.session.expire_all()

    for name in ("schedule.xml", "schedule.json", "agenda.ics"):
        assert "Ada Sample" not in conference.get(name).text


@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_file_is_compressed_as_is_asked(conference, encoding, decode):
    plain, packed = conference.get("schedule.xml"), conference.get("schedule.xml", **{"Accept-Encoding": encoding})

    assert packed.headers["Content-Encoding"] == encoding
    assert decode(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    ("name", "kind", "kept_as"),
    [
        ("agenda.ics", "text/calendar; charset=utf-8", "2027-in-brussels.ics"),
        ("schedule.xml", "text/xml; charset=utf-8", "2027-in-brussels.xml"),
        ("schedule.json", "application/json", "2027-in-brussels.json"),
        ("releases.atom", "application/atom+xml; charset=utf-8", "2027-in-brussels-releases.atom"),
        ("widget.js", "text/javascript; charset=utf-8", "widget.js"),
    ],
)
def test_file_says_what_it_is_and_every_site_may_read_it(conference, name, kind, kept_as):
    headers = conference.get(name).headers

    assert headers["Content-Type"] == kind
    assert headers["Content-Disposition"] == f"inline; filename={kept_as}"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_browser_may_send_a_tag_from_another_site(conference):
    answer = conference.client.open("/events/2027-in-brussels/agenda.ics", method="OPTIONS")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]


def test_signed_in_organiser_gets_what_everybody_gets(conference):
    everybody = conference.get("schedule.json")
    conference.client.sign_in(make_member(conference.event))

    assert conference.get("schedule.json", **{"If-None-Match": everybody.headers["ETag"]}).status_code == 304


def test_unpublished_event_gives_nothing_to_strangers_and_keeps_nothing(client):
    event = make_event(published_at=None)
    api = [f"/api/v1{address.path.format(slug=event.slug, code='X')}" for address in ADDRESSES[1:]]
    for address in [*(f"/events/{event.slug}/{name}" for name in UNDER_EVENT), *api]:
        assert client.get(address).status_code == 404, address
    client.sign_in(make_member(event))

    answer = client.get(f"/events/{event.slug}/agenda.ics")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("name", [*FILES[:4], "sessions/{code}", ""])
def test_large_agenda_costs_as_many_queries_as_a_small_one(conference, name):
    address = name.format(code=conference.opening.code)
    conference.get(address)  # what is read once in a process
    room, event = conference.hall, conference.event
    counts = []
    for days in (2, 3):
        for number in range(10):
            session = make_session(event, f"Session {days}.{number}")
            run_by(session, event.projects[0])
            speaks_at(make_speaker(event, f"Speaker {days}.{number}"), session)
            place(session, room)
        conference.release(days=days)
        db.session.expire_all()
        counts.append(count_queries(lambda: conference.get(address)))

    assert counts[0] == counts[1]
    assert counts[0] > 5


def test_pages_say_that_they_differ_by_language_coding_and_sign_in(conference):
    for name in ("agenda", "feeds", "my-agenda"):
        vary = {word.strip() for word in conference.get(name).headers["Vary"].split(",")}
        assert {"Accept-Language", "Accept-Encoding"} <= vary, name
