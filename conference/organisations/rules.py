"""What is said of an organisation, and what holds for the directory. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.core.text import fold
from conference.core.translated import Translations

from .hooks import Use
from .models import Organisation, OrganisationKind

LONGEST_CODE = 50
MOST_USES_NAMED = 3


@dataclass(frozen=True)
class OrganisationValues:
    """`translations`: {"ru": {"name": …, "short_name": …}}."""

    name: str
    short_name: str
    kind: str
    country: str | None
    website: str
    aliases: tuple[str, ...]
    translations: Translations


class NameTaken(Refused):
    """Another entry has one of the names; `code` says which field of the form it is about."""

    code: ClassVar[str] = "name_taken"


class InUse(Refused):
    """Something cannot go because others refer to it; `uses` says where."""

    code: ClassVar[str] = "in_use"

    def __init__(self, words: str, uses: Iterable[Use] = ()) -> None:
        super().__init__(words)
        self.uses = list(uses)


class SameOrganisation(Refused):
    code: ClassVar[str] = "same"


def values_of(row: Organisation) -> OrganisationValues:
    """What is stored."""
    return OrganisationValues(
        name=row.name,
        short_name=row.short_name,
        kind=str(row.kind),
        country=row.country,
        website=row.website,
        aliases=tuple(sorted(alias.name for alias in row.aliases)),
        translations=row.translations or {},
    )


def names_of(values: OrganisationValues) -> list[str]:
    """Every name under which the organisation is known, without repetition."""
    translated = [text for texts in values.translations.values() for text in texts.values()]
    return list(dict.fromkeys(filter(None, (values.name, values.short_name, *values.aliases, *translated))))


def search_key(values: OrganisationValues) -> str:
    """A line for each name, folded, with line feeds around them all: a whole line is a whole name."""
    return "\n".join(["", *dict.fromkeys(filter(None, map(fold, names_of(values)))), ""])


def new_code(values: OrganisationValues, taken: Collection[str]) -> str:
    """A readable code for addresses, from the short name if there is one."""
    words = fold(values.short_name or values.name)
    stem = re.sub(r"[^a-z0-9]+", "-", words)[:LONGEST_CODE].strip("-") or "organisation"
    if stem not in taken and stem != "new":
        return stem
    return next(code for number in range(2, len(taken) + 3) if (code := f"{stem}-{number}") not in taken)


def why_not_delete(uses: Collection[Use]) -> InUse | None:
    if not uses:
        return None
    return InUse(_("It is still used, so it cannot be deleted: %(places)s", places=places(uses)), uses)


def places(uses: Collection[Use]) -> str:
    """The first few places in words: "Speaker: Aigul Sample; Partner: BOMCA; and 4 more"."""
    named = [f"{use.what}: {use.name}" for use in list(uses)[:MOST_USES_NAMED]]
    if more := len(uses) - len(named):
        named.append(_("and %(count)d more", count=more))
    return "; ".join(named)


def joined(kept: OrganisationValues, other: OrganisationValues) -> OrganisationValues:
    """The kept entry with what only the other one knew; all names of the other become names of the kept."""
    translations: dict[str, Mapping[str, str]] = {**other.translations, **kept.translations}
    merged = {
        language: {**other.translations.get(language, {}), **kept.translations.get(language, {})}
        for language in translations
    }
    known = {kept.name, kept.short_name}
    aliases = {*kept.aliases, *names_of(other)} - known
    return OrganisationValues(
        name=kept.name,
        short_name=kept.short_name or other.short_name,
        kind=other.kind if kept.kind == OrganisationKind.OTHER else kept.kind,
        country=kept.country or other.country,
        website=kept.website or other.website,
        aliases=tuple(sorted(aliases)),
        translations=merged,
    )
