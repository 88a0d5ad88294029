"""The directory, found by any name in any script."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.core.errors import NotFound
from conference.core.paging import Page, page_of
from conference.core.text import fold

from . import rules
from .hooks import MENTIONS, REFERENCES, Use
from .models import Organisation
from .names import Entry

MOST_WORDS = 8
MOST_SUGGESTIONS = 8


@dataclass(frozen=True)
class Wanted:
    """What the list shows: words of a name, a kind, a country; "" is everything."""

    search: str = ""
    kind: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        return bool(self.search or self.kind or self.country)


def page_of_organisations(wanted: Wanted, number: int) -> Page[Organisation]:
    """By name. A word of the search may be part of any name of the organisation, whatever its script."""
    query = select(Organisation).where(*conditions(wanted)).options(selectinload(Organisation.aliases))
    return page_of(query.order_by(Organisation.search_key, Organisation.id), number)


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = []
    if wanted.kind:
        found.append(Organisation.kind == wanted.kind)
    if wanted.country:
        found.append(Organisation.country == wanted.country)
    words = fold(wanted.search).split()[:MOST_WORDS]
    if wanted.search and not words:
        words = [wanted.search]  # signs only: no name has them
    return found + [Organisation.search_key.contains(word, autoescape=True) for word in words]


def countries_of_directory() -> list[str]:
    query = select(Organisation.country).where(Organisation.country.is_not(None)).distinct()
    return [country for country in db.session.scalars(query) if country]


def find_organisation(code: str) -> Organisation | None:
    query = (
        select(Organisation)
        .where(Organisation.code == code)
        .options(joinedload(Organisation.logo), selectinload(Organisation.aliases))
    )
    return db.session.scalars(query).one_or_none()


def get_organisation(code: str) -> Organisation:
    found = find_organisation(code)
    if found is None:
        raise NotFound(code)
    return found


def find_by_name(name: str) -> Organisation | None:
    """The entry that is known under this name, short name, alias or translation; signs and accents are no matter."""
    found = known_by([name])
    return found[0] if found else None


def known_by(names: Collection[str], but: int | None = None) -> list[Organisation]:
    """The entries with one of the names, except `but`."""
    keys = {key for name in names if (key := fold(name))}
    lines = [Organisation.search_key.contains(f"\n{key}\n", autoescape=True) for key in keys]
    # an entry that was stored with its name alone has no line feeds around it
    lines += [Organisation.search_key == key for key in keys]
    if not lines:
        return []
    either = lines[0]
    for line in lines[1:]:
        either |= line
    query = select(Organisation).where(either).order_by(Organisation.id)
    return [row for row in db.session.scalars(query) if row.id != but]


def all_names() -> list[str]:
    """The full names, for lists to choose from."""
    return list(db.session.scalars(select(Organisation.name).order_by(Organisation.search_key, Organisation.id)))


def suggested_names(search: str) -> list[str]:
    """Full names of a few entries that fit what is being typed, those that begin with it first."""
    wanted = Wanted(search)
    key = fold(search)
    if not key:
        return []
    starts = case((Organisation.search_key.startswith(key, autoescape=True), 0), else_=1)
    query = select(Organisation.name).where(*conditions(wanted))
    return list(db.session.scalars(query.order_by(starts, Organisation.search_key).limit(MOST_SUGGESTIONS)))


def codes() -> set[str]:
    return set(db.session.scalars(select(Organisation.code)))


def uses_of(organisation_id: int) -> list[Use]:
    """Everywhere that other features refer to the organisation."""
    return [use for reference in REFERENCES for use in reference.uses(organisation_id)]


def mentions_of(row: Organisation) -> list[Use]:
    """Where people wrote one of its names."""
    return mentions_of_names(entry_of(row).names)


def mentions_of_names(names: Collection[str]) -> list[Use]:
    return [use for mentions in MENTIONS for use in mentions(names)]


def entries() -> list[Entry]:
    """The whole directory with all its names."""
    rows = db.session.scalars(
        select(Organisation).options(selectinload(Organisation.aliases)).order_by(Organisation.search_key)
    )
    return [entry_of(row) for row in rows]


def entry_of(row: Organisation) -> Entry:
    return Entry(row.id, row.code, row.name, rules.names_of(rules.values_of(row)))
