"""What organisers say of a track, and of a team of interpreters. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.colours import is_colour, nearest_readable, reached
from conference.core.errors import Refused
from conference.organisations.hooks import Use
from conference.organisations.rules import InUse, places
from conference.projects.rules import LEAST_CONTRAST, PAPER

from .models import InterpretationTeam, Track

NIGHT_PAPER = "#171512"  # the page in a dark theme, of static/css/tokens.css
TEXT = "text:"  # "text:ru:name" in `flat`


class TrackNameTaken(Refused):
    code: ClassVar[str] = "track_name_taken"


class TeamNameTaken(Refused):
    code: ClassVar[str] = "team_name_taken"


class NoSuchTrack(Refused):
    code: ClassVar[str] = "no_such_track"


@dataclass(frozen=True)
class TrackValues:
    """`translations` is {"ru": {"name": …}}; languages that it leaves out stay as they are."""

    name: str
    description: str = ""
    colour: str = "#475569"
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class TeamValues:
    """`languages`: codes of those that the team covers."""

    name: str
    languages: tuple[str, ...] = ()


PLAIN = ("name", "description", "colour")


def values_of_track(track: Track) -> TrackValues:
    return TrackValues(track.name, track.description, track.colour, track.translations or {})


def values_of_team(team: InterpretationTeam) -> dict[str, Any]:
    return {"name": team.name, "languages": list(team.languages)}


def flat(values: TrackValues, languages: Iterable[str]) -> dict[str, str]:
    """One plain value for each thing that can be changed apart. languages: those whose translations count."""
    told = {name: getattr(values, name) for name in PLAIN}
    for language in languages:
        texts = values.translations.get(language, {})
        told |= {f"{TEXT}{language}:{name}": texts.get(name, "") for name in Track.TEXTS}
    return told


def from_flat(told: Mapping[str, str], translations: Mapping[str, Mapping[str, str]]) -> TrackValues:
    """The values again; `translations` are the stored ones, which keep the languages that were not told of."""
    texts = {language: dict(stored) for language, stored in translations.items()}
    for key, text in told.items():
        if key.startswith(TEXT):
            _text, language, name = key.split(":")
            texts.setdefault(language, {})[name] = text
    return TrackValues(**{name: told[name] for name in PLAIN}, translations=texts)


def why_not_colour(colour: str) -> str | None:
    """Say why a track cannot have this colour, with the nearest one that it can have; None when pages can show it."""
    if not is_colour(colour):
        return _("Enter a colour like #1d4ed8")
    if (found := reached(colour, [PAPER])) >= LEAST_CONTRAST:
        return None
    return _(
        "This colour hardly stands out from the page (contrast %(reached)s, at least %(least)s). The nearest that does "
        "is %(nearest)s.",
        reached=f"{found:.1f}",
        least=f"{LEAST_CONTRAST:.0f}",
        nearest=nearest_readable(colour, [PAPER], LEAST_CONTRAST),
    )


def better_colour(colour: str) -> str | None:
    """The nearest colour that stands out on light and on dark pages; None when this one does."""
    grounds = (PAPER, NIGHT_PAPER)
    if not is_colour(colour) or reached(colour, grounds) >= LEAST_CONTRAST:
        return None
    return nearest_readable(colour, grounds, LEAST_CONTRAST)


def why_not_delete_team(uses: Collection[Use]) -> InUse | None:
    if not uses:
        return None
    words = _(
        "Sessions have this team, so it cannot be deleted: %(places)s. Give them another team first.",
        places=places(uses),
    )
    return InUse(words, uses)
