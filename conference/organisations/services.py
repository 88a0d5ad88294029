"""Keeping the directory."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime

from flask_babel import gettext as _

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.images import CleanImage, store_picture
from conference.core.merging import merged
from conference.core.stale import stale_edit
from conference.core.text import fold

from . import queries, rules
from .hooks import REFERENCES
from .models import Organisation, OrganisationAlias
from .rules import OrganisationValues

OWN = ("name", "short_name", "kind", "country", "website", "translations")


def add_organisation(
    values: OrganisationValues, *, logo: CleanImage | None = None, actor: audit.Actor, at: datetime
) -> str:
    """Add an entry and return its code. Raises NameTaken."""
    with transaction() as session:
        refuse_known(values.name, None)
        row = Organisation(code=rules.new_code(values, queries.codes()), name=values.name)
        session.add(row)
        write(row, values, at)
        set_logo(row, logo, removed=False, at=at)
        session.flush()
        audit.record("organisation.added", row, actor=actor, event_id=None, at=at)
        return row.code


def change_organisation(
    organisation_id: int,
    values: OrganisationValues,
    *,
    shown: str,
    logo: CleanImage | None = None,
    logo_removed: bool = False,
    actor: audit.Actor,
    at: datetime,
) -> None:
    """Save an entry. Raises StaleEdit when somebody else changed the same since `shown` (marks), or NameTaken."""
    with transaction():
        row = lock(Organisation, organisation_id)
        stored = asdict(rules.values_of(row))
        kept, conflicts = merged(shown, asdict(values), stored)
        if conflicts:
            raise stale_edit(row)
        if kept["name"] != row.name:
            refuse_known(kept["name"], row.id)
            if queries.mentions_of_names([row.name]):  # whoever wrote the old name goes on meaning this entry
                kept["aliases"] = tuple(sorted({*kept["aliases"], row.name}))
        write(row, OrganisationValues(**kept), at)
        set_logo(row, logo, removed=logo_removed, at=at)
        touch(row.id)
        changed = [name for name, value in kept.items() if value != stored[name]]
        if logo or logo_removed:
            changed.append("logo")
        audit.record("organisation.changed", row, actor=actor, event_id=None, at=at, fields=changed)


def name_also(organisation_id: int, names: Collection[str], *, actor: audit.Actor, at: datetime) -> None:
    """Make these names of the entry too. Raises NameTaken when another entry has one of them."""
    with transaction():
        row = lock(Organisation, organisation_id)
        for name in names:
            refuse_known(name, row.id)
        values = rules.values_of(row)
        new = [name for name in names if name not in rules.names_of(values)]
        change_names(row, (*values.aliases, *new), actor, at, added=new)


def name_no_more(organisation_id: int, names: Collection[str], *, actor: audit.Actor, at: datetime) -> None:
    """Take other names from the entry again, however they are written."""
    with transaction():
        row, keys = lock(Organisation, organisation_id), {fold(name) for name in names}
        aliases = rules.values_of(row).aliases
        gone = [name for name in aliases if fold(name) in keys]
        change_names(row, [name for name in aliases if name not in gone], actor, at, removed=gone)


def change_names(
    row: Organisation, aliases: Collection[str], actor: audit.Actor, at: datetime, **detail: list[str]
) -> None:
    """In the caller's transaction, the row locked."""
    write(row, replace(rules.values_of(row), aliases=tuple(sorted(set(aliases)))), at)
    touch(row.id)
    audit.record(
        "organisation.changed", row, actor=actor, event_id=None, at=at, fields=["aliases"], **detail
    )  # fmt: skip


def merge_organisations(kept_id: int, other_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Make two entries of the same organisation one: everything that refers to the other refers to the kept one.

    All names of the other stay as aliases. Raises SameOrganisation for one entry with itself.
    """
    if kept_id == other_id:
        raise rules.SameOrganisation(_("Choose another entry: this is the same one"))
    with transaction() as session:
        first, second = (lock(Organisation, ident) for ident in sorted((kept_id, other_id)))
        kept, other = (first, second) if first.id == kept_id else (second, first)
        values = rules.joined(rules.values_of(kept), rules.values_of(other))
        name, code, logo_id = other.name, other.code, other.logo_id
        touch(other.id)
        for reference in REFERENCES:
            reference.move(other.id, kept.id)
        session.flush()
        session.expire_all()
        session.delete(other)
        session.flush()
        kept.logo_id = kept.logo_id or logo_id
        write(kept, values, at)
        touch(kept.id)
        audit.record("organisation.merged", kept, actor=actor, event_id=None, at=at, name=name, code=code)


def delete_organisation(organisation_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take an entry out of the directory. Raises InUse, which says where it is used."""
    with transaction() as session:
        row = lock(Organisation, organisation_id)
        if refusal := rules.why_not_delete(queries.uses_of(row.id)):
            raise refusal
        audit.record("organisation.deleted", row, actor=actor, event_id=None, at=at, name=row.name)
        session.delete(row)


def refuse_known(name: str, but: int | None) -> None:
    for known in queries.known_by([name], but):
        raise rules.NameTaken(_("The directory has this name already: %(name)s", name=known.name))


def write(row: Organisation, values: OrganisationValues, at: datetime) -> None:
    """In the caller's transaction: store the values, and what searches look through."""
    for name in OWN:
        setattr(row, name, getattr(values, name))
    write_aliases(row, values.aliases)
    row.search_key = rules.search_key(values)
    row.changed_at = at


def write_aliases(row: Organisation, names: Collection[str]) -> None:
    kept = [alias for alias in row.aliases if alias.name in names]
    known = {alias.name for alias in kept}
    row.aliases = kept + [OrganisationAlias(name=name) for name in names if name not in known]


def set_logo(row: Organisation, logo: CleanImage | None, *, removed: bool, at: datetime) -> None:
    if logo is not None:
        row.logo = store_picture(logo, at=at)
    elif removed:
        row.logo = None


def touch(organisation_id: int) -> None:
    """In the caller's transaction: pages that name the organisation have changed."""
    db.session.flush()
    for reference in REFERENCES:
        reference.touch(organisation_id)
