"""What an organiser says of a session, as values that can be compared and merged. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from .models import Placement, Session
from .rules import Place, ProjectPart, SessionValues, SpeakerPart

Flat = dict[str, Any]
PLACE, NEW_PLACES, TEXT = "place:", "places:new", "text:"
LISTS = ("places", "projects", "speakers", "translations")
PLAIN = tuple(field.name for field in fields(SessionValues) if field.name not in LISTS)


class InUse(Refused):
    """Something that cannot be deleted; the sentence says where it is used."""

    code: ClassVar[str] = "in_use"


def values_of(session: Session, placements: Iterable[Placement]) -> SessionValues:
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
        projects=tuple(ProjectPart(x.project_id, x.component_id, x.is_lead) for x in session.project_links),
        speakers=tuple(SpeakerPart(x.speaker.code, str(x.role)) for x in session.speaker_links),
        translations=session.translations or {},
    )


def flat(values: SessionValues, languages: Iterable[str]) -> Flat:
    """One plain value for each thing that can be changed apart: a text, a slot's place, the speakers in their order.

    languages: those whose translations count.
    """
    told: Flat = {name: getattr(values, name) for name in PLAIN}
    told["languages"], told["interpretation"] = sorted(values.languages), sorted(values.interpretation)
    told["projects"] = [[part.project_id, part.component_id, part.is_lead] for part in values.projects]
    told["speakers"] = [[part.code, part.role] for part in values.speakers]
    told[NEW_PLACES] = [_as_place(place) for place in values.places if place.slot_id is None]
    told |= {f"{PLACE}{place.slot_id}": _as_place(place) for place in values.places if place.slot_id is not None}
    for language in languages:
        texts = values.translations.get(language, {})
        told |= {f"{TEXT}{language}:{name}": texts.get(name, "") for name in Session.TEXTS}
    return told


def _as_place(place: Place) -> list[Any]:
    return [place.room_id, place.starts_at, place.ends_at]


def _placed(told: list[Any], slot_id: int | None = None) -> Place:
    room_id, starts_at, ends_at = told
    return Place(room_id, starts_at, ends_at, slot_id)


def alike(*sides: Flat) -> list[Flat]:
    """The same with the same names: a slot that a side does not have is None there."""
    names = {name for side in sides for name in side}
    return [{name: side.get(name) for name in names} for side in sides]


def from_flat(told: Mapping[str, Any], translations: Mapping[str, Mapping[str, str]]) -> SessionValues:
    """The values again; `translations` are the stored ones, which keep the languages that were not told of."""
    texts = {language: dict(stored) for language, stored in translations.items()}
    for name, text in told.items():
        if name.startswith(TEXT):
            _text, language, column = name.split(":")
            texts.setdefault(language, {})[column] = text or ""
    slots = {int(name.removeprefix(PLACE)): place for name, place in told.items() if name.startswith(PLACE)}
    old = [_placed(slots[slot_id], slot_id) for slot_id in sorted(slots) if slots[slot_id]]
    return SessionValues(
        **{name: told[name] for name in PLAIN if name not in ("languages", "interpretation")},
        languages=tuple(told["languages"]),
        interpretation=tuple(told["interpretation"]),
        places=(*old, *(_placed(place) for place in told[NEW_PLACES])),
        projects=tuple(ProjectPart(*part) for part in told["projects"]),
        speakers=tuple(SpeakerPart(*part) for part in told["speakers"]),
        translations=texts,
    )


def why_not_delete(releases: int) -> InUse | None:
    """Say why a session that is in so many releases stays."""
    if not releases:
        return None
    words = _("This session was published. Cancel it instead: it stays on the agenda, struck through.")
    return InUse(words)
