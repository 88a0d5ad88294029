"""Our feeds as programs of others read them: by their definitions of zones alone, byte by byte."""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]

from conference.core.audit import SYSTEM
from conference.core.db import db, transaction
from conference.events.models import Event
from conference.programme.services import release_agenda
from tests.factories import OPEN, make_event, make_session, place

START = re.compile(r"^DTSTART(?:;TZID=([^:\r\n]+))?:(\d{8}T\d{6})(Z?)", re.MULTILINE)
LONGEST_LINE = 75  # octets, RFC 5545 3.1
NIGHTS = (
    datetime(2024, 2, 29, 12, tzinfo=UTC),  # Kazakhstan goes to one time
    datetime(2026, 3, 28, 18, tzinfo=UTC),  # the European Union to summer time
    datetime(2026, 10, 24, 18, tzinfo=UTC),  # and back
    datetime(2027, 5, 12, 0, tzinfo=UTC),
)
ZONES = (
    "Europe/Brussels", "Europe/Vienna", "Asia/Bishkek", "Asia/Dushanbe", "Asia/Almaty", "Asia/Qyzylorda",
    "Asia/Tashkent", "Asia/Ashgabat",
)  # fmt: skip
OFFSETS = {  # in May 2027, as clocks on the walls will show
    "Europe/Brussels": 2, "Europe/Vienna": 2, "Asia/Bishkek": 6, "Asia/Dushanbe": 5, "Asia/Almaty": 5,
    "Asia/Qyzylorda": 5, "Asia/Tashkent": 5, "Asia/Ashgabat": 5,
}  # fmt: skip


def nightly_event(zone: str) -> Event:
    """An event that holds something every half hour of each night on which clocks change somewhere."""
    event = make_event(zone=zone, starts_at=NIGHTS[0], ends_at=NIGHTS[-1] + timedelta(days=1))
    for night in NIGHTS:
        for step in range(0, 24, 2):
            session = make_session(event, f"Ночная смена; тест, \\ «{night:%d.%m}» {step} " + "длинное название " * 5)
            place(session, None, night + timedelta(minutes=30 * step), 25)
    release_agenda(event.id, "", actor=SYSTEM, at=OPEN)
    return event


def read_by_own_definitions(data: bytes) -> list[datetime]:
    """The starts, as dateutil computes them from the VTIMEZONE in the file; it knows no zone by name here."""
    text = re.sub(r"\r\n[ \t]", "", data.decode())
    zones = tzical(io.StringIO(text.replace("\r\n", "\n")))
    starts = []
    for zone, wall, is_utc in START.findall(text[text.index("BEGIN:VEVENT") :]):
        at = datetime.strptime(wall, "%Y%m%dT%H%M%S").replace(tzinfo=UTC if is_utc else zones.get(zone))
        starts.append((at - (at.utcoffset() or timedelta())).replace(tzinfo=UTC))
    return starts


@pytest.mark.parametrize("zone", ZONES)
def test_another_engine_reads_every_instant_from_our_definitions(client, zone):
    event = nightly_event(zone)

    starts = read_by_own_definitions(client.get(f"/events/{event.slug}/agenda.ics").data)

    assert sorted(starts) == [night + timedelta(minutes=30 * step) for night in NIGHTS for step in range(0, 24, 2)]


@pytest.mark.parametrize(("zone", "hours"), OFFSETS.items())
def test_every_file_tells_the_time_that_clocks_on_the_wall_show(client, zone, hours):
    event = make_event(zone=zone)
    place(make_session(event, "Opening"), None, NIGHTS[-1], 30)
    release_agenda(event.id, "", actor=SYSTEM, at=OPEN)
    wall = NIGHTS[-1] + timedelta(hours=hours)

    calendar, xml, app = (client.get(f"/events/{event.slug}/{name}") for name in FILES)

    assert f"DTSTART;TZID={zone}:{wall:%Y%m%dT%H%M%S}\r\n" in calendar.text
    assert f"<date>{wall:%Y-%m-%dT%H:%M:%S}+0{hours}:00</date>" in xml.text
    (day,) = (day for day in app.json["schedule"]["conference"]["days"] if day["rooms"])
    ((talk,),) = day["rooms"].values()
    assert (talk["start"], talk["date"]) == (f"{wall:%H:%M}", f"{wall:%Y-%m-%dT%H:%M:%S}+0{hours}:00")


FILES = ("agenda.ics", "schedule.xml", "schedule.json")


def test_lines_are_folded_at_75_octets_between_letters(client):
    data = client.get(f"/events/{nightly_event('Asia/Bishkek').slug}/agenda.ics").data

    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        assert line.decode() or line == b""  # no letter is cut in two
    assert r"Ночная смена\; тест\, \\ «" in re.sub("\r\n ", "", data.decode())


def test_same_release_gives_the_same_bytes_at_any_time(client):
    event = nightly_event("Asia/Almaty")

    def bytes_of() -> list[bytes]:
        db.session.expire_all()
        return [client.get(f"/events/{event.slug}/{name}").data for name in (*FILES, "releases.atom")]

    before = bytes_of()
    with transaction():
        db.session.get_one(Event, event.id).version += 1  # another tag: it is made anew
    assert bytes_of() == before


def answers(client: Any, event: Event, name: str, **headers: str) -> Any:
    return client.get(f"/events/{event.slug}/{name}", headers=headers)


@pytest.mark.parametrize("query", ["", "?track=Trade", "?room=nowhere", "?day=2027-05-12&project=BOMCA", "?day=never"])
@pytest.mark.parametrize("name", [*FILES, "releases.atom"])
def test_programs_that_come_again_are_told_that_nothing_changed(client, name, query):
    event = make_event()
    place(make_session(event, "Opening"), None)
    release_agenda(event.id, "", actor=SYSTEM, at=OPEN)
    first = answers(client, event, name + query)
    head = client.head(f"/events/{event.slug}/{name}{query}")

    assert first.status_code == 200
    assert "Set-Cookie" not in first.headers
    assert "Accept-Encoding" in first.headers["Vary"]
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == first.headers["ETag"]
    assert head.headers["Last-Modified"] == first.headers["Last-Modified"]
    again = answers(client, event, name + query, **{"If-None-Match": first.headers["ETag"]})
    since = answers(client, event, name + query, **{"If-Modified-Since": first.headers["Last-Modified"]})
    assert [(one.status_code, one.data) for one in (again, since)] == [(304, b"")] * 2
    assert again.headers["ETag"] == first.headers["ETag"]
