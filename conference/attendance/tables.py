"""Attendance as rows of texts, for files. Instants are wall times of the event."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from flask_babel import gettext as _

from conference.core.i18n import language
from conference.core.times import to_zone
from conference.events.models import Event
from conference.registration.models import Registration

from .pictures import Picture
from .rules import Attended, DayThere

People = Mapping[int, Registration]


def person_heading() -> list[str]:
    return [_("Code"), _("Name"), _("Organisation"), _("Country"), _("Category")]


def person_cells(person: Registration) -> list[str]:
    return [person.code, person.name, person.organisation, person.country or "", person.category.name_in(language())]


def marks_of(one: Attended | DayThere) -> str:
    said = []
    if one.is_open:
        said.append(_("no exit scan"))
    if isinstance(one, Attended) and one.is_fixed:
        said.append(_("corrected by hand"))
    return ", ".join(said)


def session_heading() -> list[str]:
    sessions = [_("Session"), _("Title"), _("Room"), _("Projects"), _("Begins"), _("Ends")]
    return [*person_heading(), *sessions, _("Minutes"), _("First in"), _("Last out"), _("Remarks")]


def session_rows(event: Event, picture: Picture, people: People, only: int | None = None) -> Iterator[list[str]]:
    """A row for each person in each session; `only` that slot."""
    for slot_id, item in picture.items.items():
        if only is not None and slot_id != only:
            continue
        held = [
            item.code, item.title, item.room, " ".join(run.project.code for run in item.run_by),
            wall(item.starts_at, event), wall(item.ends_at, event),
        ]  # fmt: skip
        inside = picture.in_slot(slot_id)
        for ident in sorted(inside, key=lambda ident: people[ident].name_key):
            one = inside[ident]
            seen = [str(one.minutes), wall(one.first_in, event), wall(one.last_out, event), marks_of(one)]
            yield [*person_cells(people[ident]), *held, *seen]


def day_heading() -> list[str]:
    return [*person_heading(), _("Day"), _("Minutes"), _("First in"), _("Last out"), _("Remarks")]


def day_rows(event: Event, picture: Picture, people: People) -> Iterator[list[str]]:
    """A row for each person on each day."""
    for on, there in picture.days().items():
        for ident in sorted(there, key=lambda ident: people[ident].name_key):
            one = there[ident]
            seen = [str(one.minutes), wall(one.first_in, event), wall(one.last_out, event), marks_of(one)]
            yield [*person_cells(people[ident]), on.isoformat(), *seen]


def wall(at: datetime, event: Event) -> str:
    return f"{to_zone(at, event.zone):%Y-%m-%d %H:%M}"
