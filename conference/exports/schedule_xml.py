"""schedule.xml, as EventFahrplan, Giggity, ConfClerk and other conference systems read it. The order of parts is fixed.

Valid by c3voc's schema: no empty address, every child of an event known, durations in hours and minutes.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .schedule_values import Schedule, Talk

GENERATOR = "Conference"
SLOT = "00:05"


def schedule_xml(schedule: Schedule) -> bytes:
    root = Element("schedule")
    SubElement(root, "generator", name=GENERATOR, system=schedule.base_url)
    _add(root, "url", schedule.source)
    _add(root, "version", schedule.version)
    _conference(SubElement(root, "conference"), schedule)
    for day in schedule.days:
        of_day = SubElement(root, "day", index=str(day.index), date=day.on.isoformat(), start=day.start, end=day.end)
        for place, talks in day.rooms:
            room = SubElement(of_day, "room", name=place.name)
            if place.guid:
                room.set("guid", place.guid)
            for talk in talks:
                _event(SubElement(room, "event", id=str(talk.id), guid=talk.guid), talk)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _conference(into: Element, schedule: Schedule) -> None:
    _add(into, "title", schedule.title)
    _add(into, "acronym", schedule.acronym)
    _add(into, "start", schedule.first.isoformat())
    _add(into, "end", schedule.last.isoformat())
    _add(into, "days", str(len(schedule.days)))
    _add(into, "timeslot_duration", SLOT)
    _add(into, "base_url", schedule.base_url)
    if schedule.logo:
        _add(into, "logo", schedule.logo)
    _add(into, "url", schedule.url)
    _add(into, "time_zone_name", schedule.zone)
    if schedule.colour:
        SubElement(into, "color", primary=schedule.colour)
    for track in schedule.tracks:
        SubElement(into, "track", name=track.name, color=track.colour, slug=track.slug)


def _event(into: Element, talk: Talk) -> None:
    if talk.code:
        into.set("code", talk.code)
    for name, words in (
        ("room", talk.room),
        ("title", talk.title),
        ("subtitle", talk.subtitle),
        ("type", talk.kind),
        ("date", talk.date),
        ("start", talk.start),
        ("duration", talk.duration),
        ("abstract", talk.abstract),
        ("slug", talk.slug),
        ("track", talk.track),
        ("logo", ""),
        ("language", talk.language),
        ("description", ""),
        ("url", talk.url),
    ):
        _add(into, name, words)
    people = SubElement(into, "persons")
    for person in talk.people:
        _add(people, "person", person.name, id=str(person.id), guid=person.guid)
    recording = SubElement(into, "recording")
    _add(recording, "license", "")
    _add(recording, "optout", "false" if talk.is_recorded else "true")
    links = SubElement(into, "links")
    for link in talk.links:
        _add(links, "link", link.title, href=link.url, type=link.kind, service=link.service)
    attachments = SubElement(into, "attachments")
    for link in talk.attachments:
        _add(attachments, "attachment", link.title, href=link.url, type=link.kind)


def _add(into: Element, name: str, words: str, **attributes: str) -> None:
    SubElement(into, name, attributes).text = words
