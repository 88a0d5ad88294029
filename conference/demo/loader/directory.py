"""Organisations and projects."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from conference.core.db import db, transaction
from conference.demo.files import Table, read
from conference.organisations.models import Organisation, OrganisationAlias
from conference.organisations.rules import search_key, values_of
from conference.projects.models import Component, Office, Partner, Project


def add_directory() -> int:
    """Add the organisations that are not in the directory yet, and say how many."""
    with transaction():
        known = set(db.session.scalars(select(Organisation.code)))
        missing = [entry for entry in read("organisations")["organisations"] if entry["code"] not in known]
        db.session.add_all(map(_organisation, missing))
    return len(missing)


def _organisation(entry: Table) -> Organisation:
    organisation = Organisation(
        code=entry["code"],
        name=entry["name"],
        short_name=entry.get("short_name", ""),
        kind=entry["kind"],
        country=entry["country"],
        website=entry.get("website", ""),
        translations=entry.get("translations", {}),
        aliases=[OrganisationAlias(name=name) for name in entry["aliases"]],
    )
    organisation.search_key = search_key(values_of(organisation))
    return organisation


def add_projects() -> int:
    """Add the projects that are not there yet, whole, and say how many."""
    with transaction():
        known = set(db.session.scalars(select(Project.code)))
        missing = [entry for entry in read("projects")["projects"] if entry["code"] not in known]
        find = organisation_finder()
        db.session.add_all(_project(entry, find) for entry in missing)
    return len(missing)


def organisation_finder() -> Callable[[str], Organisation]:
    """Look up organisations of the directory by code, read at once."""
    return {entry.code: entry for entry in db.session.scalars(select(Organisation))}.__getitem__


OWN_COLUMNS = (
    "code", "title", "phase", "starts_on", "ends_on", "budget_eur", "contact_name", "contact_address",
    "contact_email", "component_word", "colour", "countries", "objective", "disclaimer", "summary", "website",
    "funding", "translations",
)  # fmt: skip


def _project(entry: Table, find: Callable[[str], Organisation]) -> Project:
    own: dict[str, Any] = {column: entry[column] for column in OWN_COLUMNS if column in entry}
    project = Project(**own)
    project.components = [
        Component(
            number=part["number"],
            title=part["title"],
            objective=part["objective"],
            lead=find(part["lead"]),
            translations=part.get("translations", {}),
        )
        for part in entry["components"]
    ]
    project.partners = [
        Partner(organisation=find(code), role=role, position=position)
        for role, codes in entry["partners"].items()
        for position, code in enumerate(codes)
    ]
    project.offices = [Office(**office, position=position) for position, office in enumerate(entry.get("offices", ()))]
    return project
