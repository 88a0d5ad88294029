"""What conference apps need beyond a valid file, in both files, and that both say the same.

The rules are those of c3voc's schemas and of the parsers of EventFahrplan, Giggity, ConfClerk and pretalx.
"""

import json
import re
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.exports.schedule import acronym, plain, plain_text, slug_of
from tests.exports.conftest import SECRET
from tests.factories import make_event

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
IN_ORDER = ["generator", "url", "version", "conference"]
REQUIRED = {"room", "title", "type", "date", "start", "duration", "abstract", "track"}
KNOWN = REQUIRED | {
    "subtitle", "slug", "logo", "persons", "language", "description", "recording", "links", "attachments", "url",
}  # fmt: skip


def parsed(answer: Any) -> Element:
    return fromstring(answer.data)  # noqa: S314 - our own


@pytest.fixture
def xml(conference) -> Element:
    return parsed(conference.get("schedule.xml"))


@pytest.fixture
def events(xml) -> list[Element]:
    return xml.findall("day/room/event")


def by_title(events: list[Element]) -> dict[str | None, Element]:
    return {event.findtext("title"): event for event in events}


def test_root_is_in_the_order_that_the_format_fixes(xml):
    assert [part.tag for part in xml][: len(IN_ORDER)] == IN_ORDER
    assert {part.tag for part in xml[len(IN_ORDER) :]} == {"day"}
    assert xml.findtext("version") == "2"


def test_conference_says_when_and_in_which_zone(xml):
    about = xml.find("conference")

    assert {name: about.findtext(name) for name in ("acronym", "start", "end", "days", "time_zone_name")} == {
        "acronym": "event_2027_in_brussels",
        "start": "2027-05-12",
        "end": "2027-05-13",
        "days": "2",
        "time_zone_name": "Europe/Brussels",
    }
    (track,) = about.findall("track")
    assert track.attrib == {"name": "1. Trade", "color": "#3f6212", "slug": "track-1-trade"}


def test_events_hold_what_is_required_and_nothing_unknown(events):
    for event in events:
        names = [part.tag for part in event]
        assert set(names) >= REQUIRED
        assert set(names) <= KNOWN
        assert len(names) == len(set(names))
        assert int(event.get("id", "")) > 0
        assert UUID.fullmatch(event.get("guid", ""))
        assert re.fullmatch(r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}", event.findtext("slug", ""))
        assert datetime.fromisoformat(event.findtext("date", "")).utcoffset() == timedelta(hours=2)
        assert re.fullmatch(r"\d\d:\d\d", event.findtext("duration", ""))
        assert event.findtext("url", "").startswith("http://localhost/events/2027-in-brussels/")
        assert event.findtext("recording/optout") in ("true", "false")


@pytest.mark.parametrize("attribute", ["id", "guid", "code"])
def test_names_of_events_are_unique(events, attribute):
    values = [event.get(attribute) for event in events if event.get(attribute)]

    assert len(values) == len(set(values))
    assert len({event.findtext("slug") for event in events}) == len(events)


def test_only_the_first_slot_of_a_session_carries_its_code(events, conference):
    slots = [event for event in events if event.findtext("title") == "Workshop"]

    assert sorted(event.get("code") or "" for event in slots) == ["", conference.repeated.code]


def test_day_changes_at_four_in_the_morning(xml):
    first, second = xml.findall("day")

    assert (first.get("start"), first.get("end")) == ("2027-05-12T04:00:00+02:00", "2027-05-13T04:00:00+02:00")
    assert [event.findtext("title") for event in second.iter("event")] == ["Workshop"]
    assert by_title(list(first.iter("event")))["Night walk"].findtext("date") == "2027-05-13T01:00:00+02:00"


def test_cancelled_session_is_left_out_and_break_is_in(events):
    found = by_title(events)

    assert "Called off" not in found
    assert found["Coffee"].findtext("type") == "break"


def test_breaks_can_be_left_out(conference):
    whole, part = (parsed(conference.get(f"schedule.xml{q}")) for q in ("", "?breaks=no"))

    assert {"Coffee", "Night walk"} == set(by_title(list(whole.iter("event")))) - set(
        by_title(list(part.iter("event")))
    )


def test_hostile_text_is_only_text(events):
    (event,) = [event for event in events if "Q&A" in event.findtext("title", "")]

    assert event.findtext("title") == 'Q&A <b>"борьба"</b> ]]> </script> 🧭'


@given(st.text(max_size=60))
def test_any_text_can_stand_in_the_file(text):
    assert parsed_text(plain_text(text)) == plain_text(text)
    assert "\n" not in plain(text)


def parsed_text(text: str) -> str:
    part = Element("abstract")
    part.text = text
    return fromstring(tostring(part)).text or ""  # noqa: S314 - our own


def test_project_is_linked_and_people_have_identities(events):
    opening = by_title(events)["Opening"]
    (link,), (person,) = opening.findall("links/link"), opening.findall("persons/person")

    assert (link.get("service"), link.text) == ("project", "BOMCA: BOMCA in full")
    assert link.get("href") == "http://localhost/events/2027-in-brussels/projects/BOMCA"
    assert person.text == "Ada Sample"
    assert UUID.fullmatch(person.get("guid", ""))
    assert person.get("id", "").isdigit()


def test_files_start_as_apps_expect_and_hold_no_mail_address(conference):
    for name in ("schedule.xml", "schedule.json"):
        text = conference.get(name).text
        assert SECRET not in text
        assert "Nobody Knows" not in text
    start = conference.get("schedule.xml").text[:1024]
    assert "<schedule" in start
    assert "<conference" in start
    assert conference.get("schedule.xml").headers["Content-Type"] == "text/xml; charset=utf-8"


def test_json_has_the_form_of_version_1(conference):
    value = json.loads(conference.get("schedule.json").data)
    about = value["schedule"]["conference"]

    assert value["$schema"] == "https://c3voc.de/schedule/schema.json"
    assert "rooms" not in value["schedule"]
    assert [room["name"] for room in about["rooms"]] == ["Plenary", "Room 2"]
    assert re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}", about["acronym"])
    for event in json_events(value):
        assert all("public_name" not in person for person in event["persons"])
        assert re.fullmatch(r"[a-z0-9_-]+[a-z0-9]", event["slug"])
        assert set(event) <= {
            "guid", "code", "id", "date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track",
            "type", "language", "abstract", "description", "do_not_record", "persons", "links", "attachments",
        }  # fmt: skip


def json_events(value: dict[str, Any]) -> list[dict[str, Any]]:
    days = value["schedule"]["conference"]["days"]
    return [event for day in days for of_room in day["rooms"].values() for event in of_room]


def test_xml_and_json_say_the_same(conference, xml, events):
    value = json.loads(conference.get("schedule.json").data)
    told = json_events(value)
    plain = ("room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "url")

    assert [{name: event.findtext(name) for name in plain} for event in events] == [
        {name: event[name] for name in plain} for event in told
    ]
    assert [(int(event.get("id", "")), event.get("guid")) for event in events] == [
        (event["id"], event["guid"]) for event in told
    ]
    for one, other in zip(events, told, strict=True):
        assert (one.findtext("track") or None, one.findtext("language") or None) == (other["track"], other["language"])
        assert [p.text for p in one.findall("persons/person")] == [p["name"] for p in other["persons"]]
        assert [p.get("href") for p in one.findall("links/link")] == [p["url"] for p in other["links"]]
    days = value["schedule"]["conference"]["days"]
    assert [(d.get("index"), d.get("date")) for d in xml.findall("day")] == [(str(d["index"]), d["date"]) for d in days]


def test_event_without_a_release_has_a_day_with_nothing_on_it(client):
    event = make_event()
    xml = parsed(client.get(f"/events/{event.slug}/schedule.xml"))

    assert [(day.get("date"), list(day)) for day in xml.findall("day")] == [(date(2027, 5, 12).isoformat(), [])]


@given(st.text(max_size=40))
def test_short_names_have_the_form_that_schemas_want(text):
    assert re.fullmatch(r"[a-z][a-z0-9_]{3,}", acronym(text))
    assert re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", slug_of(text, "track"))
