from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from conference.core.calendar import Entry, Feed, Who, feed, invitation, nearest_name
from conference.core.text import clean_line
from conference.core.zone_changes import changes
from tests.core.zone_reader import read_by_definition, unfolded

BRUSSELS, ALMATY = "Europe/Brussels", "Asia/Almaty"
ZONES = [
    BRUSSELS, "Europe/Vienna", ALMATY, "Asia/Qyzylorda", "Asia/Aqtau", "Asia/Bishkek", "Asia/Dushanbe",
    "Asia/Tashkent", "Asia/Samarkand", "Asia/Ashgabat", "Asia/Kabul", "Asia/Tehran", "America/New_York",
    "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin", "Asia/Kolkata",
]  # fmt: skip
STAMP = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
SPRING = datetime(2027, 3, 28, 1, tzinfo=UTC)  # clocks in Brussels go from 02:00 to 03:00
AUTUMN = datetime(2027, 10, 31, 1, tzinfo=UTC)  # and from 03:00 to 02:00
ABOUT = Feed(uid="feed@localhost", name="Border Cooperation", zone=BRUSSELS, changed_at=STAMP)
ENTRY = Entry(
    uid="1@localhost", zone=BRUSSELS, starts_at=SPRING, ends_at=SPRING + timedelta(hours=1), summary="Opening",
    stamp=STAMP,
)  # fmt: skip


def at(start: datetime, zone: str = BRUSSELS, minutes: int = 60) -> Entry:
    return replace(ENTRY, zone=zone, starts_at=start, ends_at=start + timedelta(minutes=minutes))


def only(data: bytes) -> Any:
    (entry,) = Calendar.from_ical(data).walk("VEVENT")
    return entry


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize("minutes", range(-150, 180, 30))
def test_every_half_hour_of_a_night_when_clocks_change_is_read_right(change, minutes):
    entry = at(change + timedelta(minutes=minutes), minutes=30)

    assert read_by_definition(feed(ABOUT, [entry])) == [(entry.starts_at, entry.ends_at)]


@given(
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2015, 1, 1), datetime(2036, 1, 1)),  # noqa: DTZ001 - made UTC below
    minutes=st.integers(1, 3000),
)
def test_any_time_in_any_zone_is_read_right(zone, start, minutes):
    entry = at(start.replace(microsecond=0, tzinfo=UTC), zone, minutes)

    assert read_by_definition(feed(ABOUT, [entry])) == [(entry.starts_at, entry.ends_at)]


def test_kazakhstan_went_to_one_time_on_1_march_2024():
    before, after = datetime(2024, 2, 29, 4, tzinfo=UTC), datetime(2024, 3, 1, 4, tzinfo=UTC)
    data = feed(ABOUT, [at(before, ALMATY), at(after, ALMATY)])

    assert [line for line in unfolded(data) if line.startswith("DTSTART;")] == [
        "DTSTART;TZID=Asia/Almaty:20240229T100000",
        "DTSTART;TZID=Asia/Almaty:20240301T090000",
    ]
    assert [start for start, _end in read_by_definition(data)] == [before, after]


def test_zones_are_named_as_iana_does_and_defined_once():
    entries = [at(SPRING, zone) for zone in (ALMATY, BRUSSELS, ALMATY)]
    lines = unfolded(feed(ABOUT, entries))

    assert [line for line in lines if line.startswith("TZID:")] == ["TZID:Asia/Almaty", "TZID:Europe/Brussels"]


def test_the_rule_of_the_european_union_is_written_as_a_rule():
    spring, autumn = changes("Europe/Vienna", 2027, 2027)

    assert (spring.onset, spring.yearly.month, spring.yearly.which, spring.yearly.weekday) == (
        datetime(2026, 3, 29, 2), 3, -1, "SU",  # noqa: DTZ001 - a wall time
    )  # fmt: skip
    assert (autumn.onset.hour, autumn.yearly.month, spring.is_summer, autumn.is_summer) == (3, 10, True, False)


def test_time_that_clocks_show_twice_is_told_in_utc():
    lines = unfolded(feed(ABOUT, [at(AUTUMN - timedelta(minutes=30)), at(AUTUMN + timedelta(minutes=30))]))

    assert [line for line in lines if line.startswith(("DTSTART:2027", "DTEND"))] == [
        "DTSTART:20271031T003000Z",  # 02:30, shown again an hour later
        "DTEND:20271031T013000Z",
        "DTSTART:20271031T013000Z",
        "DTEND;TZID=Europe/Brussels:20271031T033000",
    ]


def test_utc_needs_no_definition():
    data = feed(replace(ABOUT, zone="UTC"), [at(SPRING, "UTC")])

    assert b"VTIMEZONE" not in data
    assert only(data)["dtstart"].dt == SPRING


def test_feed_says_what_a_calendar_program_shows_and_when_to_come_again():
    about = replace(
        ABOUT, url="https://host/e", source="https://host/e/agenda.ics", colour="#7a2e1f",
        description="Two days\nin Brussels", image="https://host/e.png", categories=("BOMCA", "a, b"),
    )  # fmt: skip
    lines = unfolded(feed(about, [ENTRY]))

    assert {
        "NAME:Border Cooperation",
        "X-WR-CALNAME:Border Cooperation",
        "X-WR-TIMEZONE:Europe/Brussels",
        r"X-WR-CALDESC:Two days\nin Brussels",
        "UID:feed@localhost",
        "LAST-MODIFIED:20270102T030405Z",
        "URL:https://host/e",
        "SOURCE;VALUE=URI:https://host/e/agenda.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "COLOR:saddlebrown",
        r"CATEGORIES:BOMCA,a\, b",
    } <= set(lines)
    assert not any(line.startswith("METHOD") for line in lines)


def test_empty_feed_still_holds_something():
    assert "BEGIN:VTIMEZONE" in unfolded(feed(ABOUT, []))


def test_entry_says_its_state():
    entry = replace(
        ENTRY, sequence=3, status="CANCELLED", location="Room; 1, Venue", description="One\nTwo", geo=(50.84, 4.38),
        categories=("Trade", "Panel"), organiser=Who('The "BOMCA"; team', "https://host/e"), created_at=STAMP,
    )  # fmt: skip
    read = only(feed(ABOUT, [entry]))

    assert (read["uid"], read["sequence"], read["status"], read["transp"]) == (
        "1@localhost", 3, "CANCELLED", "TRANSPARENT",
    )  # fmt: skip
    assert read["dtstamp"].dt == read["last-modified"].dt == read["created"].dt == STAMP
    assert (str(read["location"]), str(read["description"])) == ("Room; 1, Venue", "One\nTwo")
    assert read["organizer"].params["CN"] == "The 'BOMCA'; team"
    assert (read["geo"].latitude, read["geo"].longitude) == (50.84, 4.38)


@pytest.mark.parametrize(("is_free", "transparency"), [(True, "TRANSPARENT"), (False, "OPAQUE")])
def test_break_leaves_the_time_free(is_free, transparency):
    assert only(feed(ABOUT, [replace(ENTRY, is_free=is_free)]))["transp"] == transparency


@given(
    summary=st.text(max_size=400),
    description=st.text(max_size=400),
    name=st.text(max_size=100),
    categories=st.lists(st.text(max_size=30), max_size=3),
)
def test_any_text_gives_well_formed_lines(summary, description, name, categories):
    entry = replace(
        ENTRY, summary=summary, description=description, location=summary, categories=tuple(categories),
        organiser=Who(name, "https://host/e"),
    )  # fmt: skip
    data = feed(replace(ABOUT, name=name, description=description), [entry])
    lines = data.split(b"\r\n")

    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not set(data.replace(b"\r\n", b"")) & {*range(32), 127}
    assert all(line.decode() for line in lines[:-1])  # no letter is torn in two
    assert not summary.isprintable() or str(only(data)["summary"]) == clean_line(summary)
    assert [line for line in unfolded(data) if line.startswith("BEGIN:")] == [
        "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:DAYLIGHT", "BEGIN:STANDARD", "BEGIN:VEVENT",
    ]  # fmt: skip


def test_same_entries_give_the_same_bytes():
    assert feed(ABOUT, [ENTRY]) == feed(ABOUT, [ENTRY])


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH"])
def test_invitation_names_organiser_and_attendee(method):
    entry = replace(ENTRY, organiser=Who("BOMCA", "mailto:contact@example.org"))
    data = invitation(entry, method, attendee=Who("Ada", "mailto:ada@example.org"))
    read = only(data)

    assert Calendar.from_ical(data)["method"] == method
    assert (str(read["organizer"]), str(read["attendee"])) == ("mailto:contact@example.org", "mailto:ada@example.org")
    assert read["attendee"].params["PARTSTAT"] == "ACCEPTED"


@pytest.mark.parametrize(("colour", "name"), [("#4080b0", "steelblue"), ("#008080", "teal"), ("#000000", "black")])
def test_colours_are_named(colour, name):
    assert nearest_name(colour) == name
