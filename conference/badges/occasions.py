"""When and where an event is, for papers, in the language in force."""

from conference.core.templating import country_name
from conference.core.times import clock, day, instant, local_day, zone_label
from conference.events.models import Event
from conference.events.telling import said_plainly


def when(event: Event) -> str:
    """The day and its times, or where it starts and where it ends."""
    zone, starts, ends = event.zone, event.starts_at, event.ends_at
    name = zone_label(starts, zone)
    if local_day(starts, zone) == local_day(ends, zone):
        return f"{day(starts, zone)}, {clock(starts, zone)} – {clock(ends, zone)} ({name})"
    return f"{instant(starts, zone)} – {instant(ends, zone)} ({name})"


def where(event: Event) -> str:
    venue, address, city = (said_plainly(event, name) for name in ("venue", "address", "city"))
    return ", ".join(filter(None, (venue, *address.splitlines(), city, country_name(event.country))))
