"""Calendar files (iCalendar, RFC 5545 and 7986): feeds to subscribe to, invitations in mails.

The only module that knows `icalendar`. The same entries always give the same bytes: nothing here reads the clock.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vDuration, vText, vUri
from icalendar import Event as Component

from .text import clean_line
from .zone_changes import Change, changes

PRODUCT = "-//Conference//Agenda//EN"
REFRESH = timedelta(hours=1)
UTC_ZONES = ("UTC", "Etc/UTC")
COLOUR_NAMES = {  # of CSS, as RFC 7986 wants them; the nearest is said
    "black": "#000000", "dimgray": "#696969", "slategray": "#708090", "silver": "#c0c0c0", "maroon": "#800000",
    "firebrick": "#b22222", "crimson": "#dc143c", "orangered": "#ff4500", "darkorange": "#ff8c00", "gold": "#ffd700",
    "saddlebrown": "#8b4513", "olive": "#808000", "olivedrab": "#6b8e23", "green": "#008000", "darkgreen": "#006400",
    "seagreen": "#2e8b57", "teal": "#008080", "darkcyan": "#008b8b", "steelblue": "#4682b4", "dodgerblue": "#1e90ff",
    "royalblue": "#4169e1", "navy": "#000080", "indigo": "#4b0082", "purple": "#800080", "mediumvioletred": "#c71585",
}  # fmt: skip

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Who:
    """`address`: a URI; `mailto:` only where the mail goes to that person anyway, never in a public feed."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One holding of something, in the wall time of `zone` (IANA). Instants are UTC.

    uid: never changes and is never used again. stamp: when this state of it was made, not now.
    sequence: rises when time, place or status change. is_free: a break, which leaves people's time free.
    geo: (latitude, longitude). stream: where it is seen and heard from elsewhere (RFC 7986, 5.11).
    """

    uid: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    stamp: datetime
    created_at: datetime | None = None
    sequence: int = 0
    status: Status = "CONFIRMED"
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    is_free: bool = False
    geo: tuple[float, float] | None = None
    stream: str = ""
    organiser: Who | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a calendar program shows of the whole. `url`: its page; `source`: its own address; `colour`: #rrggbb."""

    uid: str
    name: str
    zone: str
    changed_at: datetime
    description: str = ""
    url: str = ""
    source: str = ""
    colour: str = ""
    image: str = ""
    categories: tuple[str, ...] = ()


def feed(about: Feed, entries: Iterable[Entry]) -> bytes:
    """A calendar to subscribe to, or to load once; without a METHOD, which would make invitations of its entries."""
    calendar = _calendar()
    name, description = plain_line(about.name), plain_lines(about.description)
    calendar.add("uid", about.uid)
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    if description:
        calendar.add("description", description)
        calendar.add("x-wr-caldesc", vText(description))
    calendar.add("x-wr-timezone", about.zone)
    calendar.add("last-modified", about.changed_at.astimezone(UTC))
    if about.url:
        calendar.add("url", about.url)
    if about.source:
        calendar.add("source", vUri(about.source), {"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(REFRESH), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    if about.colour:
        calendar.add("color", nearest_name(about.colour))
        calendar.add("x-apple-calendar-color", about.colour)
    if about.image:
        calendar.add("image", vUri(about.image), {"VALUE": "URI", "DISPLAY": "BADGE"})
    if about.categories:
        calendar.add("categories", [plain_line(word) for word in about.categories])
    entries = list(entries)
    if not entries and about.zone not in UTC_ZONES:  # a calendar has to hold something
        calendar.add_component(_timezone(about.zone, about.changed_at.year, about.changed_at.year))
    return _filled(calendar, entries)


def invitation(entry: Entry, method: Method, *, attendee: Who | None = None) -> bytes:
    """One entry for a mail, where a calendar that knows its uid changes it (REQUEST) or takes it out (CANCEL).

    PUBLISH is the same as a file to load. The entry needs its `organiser`.
    """
    calendar = _calendar()
    calendar.add("method", method)
    return _filled(calendar, [entry], attendee)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _filled(calendar: Calendar, entries: list[Entry], attendee: Who | None = None) -> bytes:
    for zone in dict.fromkeys(entry.zone for entry in entries):
        if zone not in UTC_ZONES:
            years = [at.year for entry in entries if entry.zone == zone for at in (entry.starts_at, entry.ends_at)]
            calendar.add_component(_timezone(zone, min(years), max(years)))
    for entry in entries:
        component = _component(entry)
        if attendee is not None:
            part = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
            component.add("attendee", _person(attendee, **part))
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _component(entry: Entry) -> Component:
    component = Component()
    stamp = entry.stamp.astimezone(UTC)
    component.add("uid", entry.uid)
    component.add("sequence", entry.sequence)
    component.add("dtstamp", stamp)
    component.add("last-modified", stamp)
    if entry.created_at is not None:
        component.add("created", entry.created_at.astimezone(UTC))
    component.add("dtstart", _wall_time(entry.starts_at, entry.zone))
    component.add("dtend", _wall_time(entry.ends_at, entry.zone))
    component.add("summary", plain_line(entry.summary))
    component.add("status", entry.status)
    component.add("transp", "TRANSPARENT" if entry.is_free or entry.status == "CANCELLED" else "OPAQUE")
    component.add("class", "PUBLIC")
    for name, words in (("location", plain_line(entry.location)), ("description", plain_lines(entry.description))):
        if words:
            component.add(name, words)
    if entry.url:
        component.add("url", entry.url)
    if categories := [plain_line(word) for word in entry.categories if word.strip()]:
        component.add("categories", categories)
    if entry.stream:
        features: dict[str, Any] = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]}
        component.add("conference", vUri(entry.stream), features)
    if entry.geo is not None:
        component.add("geo", entry.geo)
    if entry.organiser is not None:
        component.add("organizer", _person(entry.organiser))
    return component


def _wall_time(at: datetime, zone: str) -> datetime:
    """With the zone's name; in UTC where clocks show a time twice, as readers do not agree which one is meant."""
    wall = at.astimezone(ZoneInfo(zone))
    is_shown_twice = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
    return at.astimezone(UTC) if is_shown_twice or zone in UTC_ZONES else wall


def _person(who: Who, **parameters: str) -> vCalAddress:
    person = vCalAddress(plain_line(who.address))
    if name := plain_line(who.name).replace('"', "'"):  # a quotation mark cannot stand in a parameter
        person.params["CN"] = name
    person.params.update(parameters)
    return person


def _timezone(zone: str, first_year: int, last_year: int) -> Timezone:
    component = Timezone()
    component.add("tzid", zone)
    for change in changes(zone, first_year, last_year):
        component.add_component(_observance(change))
    return component


def _observance(change: Change) -> TimezoneDaylight | TimezoneStandard:
    part = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    part.add("dtstart", change.onset)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    if (day := change.yearly) is not None:
        part.add("rrule", {"FREQ": "YEARLY", "BYMONTH": day.month, "BYDAY": f"{day.which}{day.weekday}"})
    return part


def plain_line(text: str) -> str:
    """One line without control characters, which calendars do not take."""
    return "".join(char for char in clean_line(text) if unicodedata.category(char) not in ("Cc", "Cs"))


def plain_lines(text: str) -> str:
    return "\n".join(plain_line(line) for line in text.strip().splitlines())


def nearest_name(colour: str) -> str:
    """The CSS name of a colour near to "#0b5f8a": RFC 7986 takes no other way to say one."""

    def channels(code: str) -> tuple[int, ...]:
        return tuple(int(code[start : start + 2], 16) for start in (1, 3, 5))

    own = channels(colour)
    return min(
        COLOUR_NAMES,
        key=lambda name: sum((a - b) ** 2 for a, b in zip(own, channels(COLOUR_NAMES[name]), strict=True)),
    )
