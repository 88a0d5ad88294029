"""What organisers say of a speaker, as values that can be compared and merged, and what holds for it. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.organisations.hooks import Use
from conference.organisations.rules import InUse, places

from .models import Speaker
from .rules import SpeakerValues

TEXT = "text:"  # "text:ru:position" in `flat`
PLAIN = tuple(f.name for f in fields(SpeakerValues) if f.name != "translations")


class BadAbsence(Refused):
    code: ClassVar[str] = "bad_absence"


class NoSource(Refused):
    code: ClassVar[str] = "no_source"


@dataclass(frozen=True, order=True)
class Away:
    """A time (UTC) when the speaker cannot."""

    starts_at: datetime
    ends_at: datetime
    note: str = ""


def values_of(speaker: Speaker) -> SpeakerValues:
    """What is stored."""
    own = {name: getattr(speaker, name) for name in PLAIN if name != "organisation"}
    return SpeakerValues(**own, organisation=speaker.affiliation, translations=speaker.translations or {})


def absences_of(speaker: Speaker) -> tuple[Away, ...]:
    return tuple(sorted(Away(row.starts_at, row.ends_at, row.note) for row in speaker.absences))


def flat(values: SpeakerValues, absences: Iterable[Away], languages: Iterable[str]) -> dict[str, Any]:
    """One plain value for each thing that can be changed apart. languages: those whose translations count."""
    told: dict[str, Any] = {name: getattr(values, name) for name in PLAIN}
    told["absences"] = [[row.starts_at, row.ends_at, row.note] for row in sorted(absences)]
    for language in languages:
        texts = values.translations.get(language, {})
        told |= {f"{TEXT}{language}:{name}": texts.get(name, "") for name in Speaker.TEXTS}
    return told


def from_flat(
    told: Mapping[str, Any], translations: Mapping[str, Mapping[str, str]]
) -> tuple[SpeakerValues, tuple[Away, ...]]:
    """The values again; `translations` are the stored ones, which keep the languages that were not told of."""
    texts = {language: dict(stored) for language, stored in translations.items()}
    for key, text in told.items():
        if key.startswith(TEXT):
            _text, language, name = key.split(":")
            texts.setdefault(language, {})[name] = text
    values = SpeakerValues(**{name: told[name] for name in PLAIN}, translations=texts)
    return values, tuple(Away(*row) for row in told["absences"])


def why_not_away(starts_at: datetime, ends_at: datetime) -> BadAbsence | None:
    return None if starts_at < ends_at else BadAbsence(_("The time must end after it starts"))


def why_not_source(source: str) -> NoSource | None:
    """Say why consent cannot be noted: somebody must be able to show it later."""
    return None if source else NoSource(_("Say how we know, for example: e-mail of 3 March"))


def why_not_delete(uses: Collection[Use]) -> InUse | None:
    """Say why a speaker stays: sessions and published agendas name them."""
    if not uses:
        return None
    words = _(
        "This speaker is named, so they cannot be deleted: %(places)s. Take them out of these sessions first.",
        places=places(uses),
    )
    return InUse(words, uses)
