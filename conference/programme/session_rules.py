"""What an organiser says of a session, as values that can be compared and merged. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused, StaleEdit
from conference.core.merging import read_marks
from conference.core.text import clean_line, clean_lines, without_controls

from .models import Placement, Session
from .rules import Place, ProjectPart, SessionValues, SpeakerPart

Flat = dict[str, Any]
PLACE, NEW_PLACES, TEXT = "place:", "places:new", "text:"
LISTS = ("places", "projects", "speakers", "translations")
PLAIN = tuple(field.name for field in fields(SessionValues) if field.name not in LISTS)
SEVERAL_LINES = ("abstract", "notes")


class InUse(Refused):
    """Something that cannot be deleted; the sentence says where it is used."""

    code: ClassVar[str] = "in_use"


class NotOfThisEvent(Refused):
    """A form names a room, track, project or speaker of another event."""

    code: ClassVar[str] = "not_of_this_event"


class StaleSession(StaleEdit):
    """Others changed the same. `now`: what is stored, by the names of `flat`."""

    def __init__(self, words: str, now: Mapping[str, Any]) -> None:
        super().__init__(words)
        self.now = now


def values_of(session: Session, placements: Iterable[Placement]) -> SessionValues:
    links = sorted(session.project_links, key=lambda link: (not link.is_lead, link.position))
    return SessionValues(
        title=session.title,
        subtitle=session.subtitle,
        kind=str(session.kind),
        abstract=session.abstract,
        notes=session.notes,
        track_id=session.track_id,
        languages=tuple(session.languages),
        interpretation=tuple(session.interpretation),
        interpretation_team_id=session.interpretation_team_id,
        capacity=session.capacity,
        is_recorded=session.is_recorded,
        is_streamed=session.is_streamed,
        stream_url=session.stream_url,
        minutes=session.minutes,
        places=tuple(Place(row.room_id, row.starts_at, row.ends_at, row.slot_id) for row in placements),
        projects=tuple(ProjectPart(x.project_id, x.component_id, x.is_lead) for x in links),
        speakers=tuple(SpeakerPart(x.speaker.code, str(x.role)) for x in session.speaker_links),
        translations=session.translations or {},
    )


def flat(values: SessionValues, languages: Iterable[str]) -> Flat:
    """One plain value for each thing that can be changed apart: a text, a slot's room, its time, the speakers in order.

    languages: those whose translations count. Of the projects the first leads.
    """
    told: Flat = {name: getattr(values, name) for name in PLAIN}
    told["languages"], told["interpretation"] = list(values.languages), list(values.interpretation)
    projects = sorted(values.projects, key=lambda part: not part.is_lead)
    told["projects"] = [[part.project_id, part.component_id] for part in projects]
    told["speakers"] = [[part.code, part.role] for part in values.speakers]
    told[NEW_PLACES] = [_as_place(place) for place in values.places if place.slot_id is None]
    for place in values.places:
        if place.slot_id is not None:
            told[f"{PLACE}{place.slot_id}:room"] = [
                place.room_id
            ]  # a slot without a room has one of None, no slot none
            told[f"{PLACE}{place.slot_id}:time"] = [place.starts_at, place.ends_at]
    for language in languages:
        texts = values.translations.get(language, {})
        told |= {f"{TEXT}{language}:{name}": texts.get(name, "") for name in Session.TEXTS}
    return told


def _as_place(place: Place) -> list[Any]:
    return [place.room_id, place.starts_at, place.ends_at]


def _new_place(told: Sequence[Any]) -> Place:
    room_id, starts_at, ends_at = told
    return Place(room_id, starts_at, ends_at)


def placed(told: Mapping[str, Any]) -> list[Place]:
    """The places of all slots, those of new ones last."""
    slots = {int(name.split(":")[1]) for name in told if name.startswith(PLACE)}
    found = []
    for slot in sorted(slots):
        room, time = told.get(f"{PLACE}{slot}:room"), told.get(f"{PLACE}{slot}:time")
        if room and time:
            found.append(Place(room[0], time[0], time[1], slot))
    return [*found, *map(_new_place, told[NEW_PLACES] or [])]


def side_by_side(mine: Flat, stored: Flat, shown: str) -> tuple[Flat, Flat]:
    """Both with the same names, as `core.merging` wants them: a slot that a side does not have is None there.

    What was not on the page (`shown` are its marks) was left alone, as was what differs only by the cleaning that
    texts go through when they are typed.
    """
    marked = read_marks(shown)
    names = {*mine, *stored}
    told: Flat = {name: mine.get(name) for name in names}
    there: Flat = {name: stored.get(name) for name in names}
    unseen = {name: stored[name] for name in stored if marked and name not in marked and name not in mine}
    told |= unseen
    told |= {name: value for name, value in stored.items() if _is_same_text(name, told[name], value)}
    sent_twice = [_as_place(place) for place in placed({**unseen, NEW_PLACES: []})]  # the first time stored it
    told[NEW_PLACES] = [place for place in told[NEW_PLACES] if place not in sent_twice]
    return told, there


def _is_same_text(name: str, typed: Any, stored: Any) -> bool:
    if not (isinstance(typed, str) and isinstance(stored, str)):
        return False
    clean = clean_lines if name.rpartition(":")[2] in SEVERAL_LINES else clean_line
    return typed == clean(without_controls(stored))


def changed_names(kept: Flat, stored: Flat) -> list[str]:
    return sorted(name for name, value in kept.items() if value != stored[name])


def from_flat(told: Mapping[str, Any], translations: Mapping[str, Mapping[str, str]]) -> SessionValues:
    """The values again; `translations` are the stored ones, which keep the languages that were not told of."""
    texts = {language: dict(stored) for language, stored in translations.items()}
    for name, text in told.items():
        if name.startswith(TEXT):
            _text, language, column = name.split(":")
            texts.setdefault(language, {})[column] = text or ""
    return SessionValues(
        **{name: told[name] for name in PLAIN if name not in ("languages", "interpretation")},
        languages=tuple(told["languages"]),
        interpretation=tuple(told["interpretation"]),
        places=tuple(placed(told)),
        projects=tuple(
            ProjectPart(project, component, is_lead=not place)
            for place, (project, component) in enumerate(told["projects"])
        ),
        speakers=tuple(SpeakerPart(*part) for part in told["speakers"]),
        translations=texts,
    )


def why_not_name(missing: Collection[str]) -> NotOfThisEvent | None:
    """Say why a session cannot be saved that names what its event does not have."""
    if not missing:
        return None
    return NotOfThisEvent(_("A room, track, project or speaker chosen here is not of this event any more: choose anew"))


def why_not_delete(releases: Collection[int]) -> InUse | None:
    """Say why a session that is in the releases of these numbers stays."""
    if not releases:
        return None
    numbers = ", ".join(map(str, sorted(releases)))
    return InUse(
        _(
            "This session was published, in release %(numbers)s. Cancel it instead: it stays on the agenda, struck "
            "through, and keeps its address.",
            numbers=numbers,
        )
    )
