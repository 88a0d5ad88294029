"""Changing the parts of a project: components, partners, places, texts in other languages."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.translated import cleaned

from . import queries, rules
from .models import Component, Office, Partner, Project
from .rules import ComponentValues, OfficeValues, PartnerValues
from .services import note_change, reconciled


def set_components(
    project_id: int, components: Sequence[ComponentValues], *, shown: str, actor: audit.Actor, at: datetime
) -> None:
    """Store the components as they are now. Raises StaleEdit, BadNumbers, or InUse for one that sessions belong to."""
    if bad_numbers := rules.why_not_components(components):
        raise bad_numbers
    with transaction():
        project = lock(Project, project_id)
        stored = rules.components_of(project)
        mine = {"components": [asdict(part) for part in sorted(components, key=lambda part: part.number)]}
        kept = reconciled(project, shown, mine, stored)
        known = {row.id: row for row in project.components}
        wanted = {values["component_id"]: values for values in kept["components"] if values["component_id"] in known}
        for row in [row for ident, row in known.items() if ident not in wanted]:
            if in_use := rules.why_not_remove(row, queries.uses_of_component(row.id)):
                raise in_use
            project.components.remove(row)
        for place, row in enumerate(project.components):
            row.number = -1 - place  # out of the way, as two may change their numbers
        db.session.flush()
        for values in kept["components"]:
            row = known.get(values["component_id"]) or added(project.components, Component(translations={}))
            for name in ("number", "title", "objective", "lead_id"):
                setattr(row, name, values[name])
        note_change(project, rules.changed_names(stored, kept), actor=actor, at=at)


def added(rows: list[Any], row: Any) -> Any:
    rows.append(row)
    return row


def set_partners(
    project_id: int, partners: Sequence[PartnerValues], *, shown: str, actor: audit.Actor, at: datetime
) -> None:
    """Store the partners as they are now, each role in the order given. Raises StaleEdit."""
    with transaction():
        project = lock(Project, project_id)
        stored = rules.partners_of(project)
        mine = {"partners": [asdict(partner) for partner in dict.fromkeys(partners)]}
        kept = reconciled(project, shown, mine, stored)
        known = {(row.organisation_id, str(row.role)): row for row in project.partners}
        wanted = [(values["organisation_id"], values["role"]) for values in kept["partners"]]
        for key in known.keys() - set(wanted):
            project.partners.remove(known[key])
        for place, (organisation_id, role) in enumerate(wanted):
            row = known.get((organisation_id, role)) or added(
                project.partners, Partner(organisation_id=organisation_id, role=role)
            )
            row.position = place
        note_change(project, rules.changed_names(stored, kept), actor=actor, at=at)


def set_places(
    project_id: int,
    countries: Sequence[str],
    offices: Sequence[OfficeValues],
    *,
    shown: str,
    actor: audit.Actor,
    at: datetime,
) -> None:
    """Store where the project works: the countries it covers, and its offices. Raises StaleEdit."""
    with transaction():
        project = lock(Project, project_id)
        stored = rules.places_of(project)
        mine = {"countries": list(dict.fromkeys(countries)), "offices": [asdict(office) for office in offices]}
        kept = reconciled(project, shown, mine, stored)
        project.countries = kept["countries"]
        known = {row.id: row for row in project.offices}
        wanted = {values["office_id"] for values in kept["offices"]}
        for row in [row for ident, row in known.items() if ident not in wanted]:
            project.offices.remove(row)
        for place, values in enumerate(kept["offices"]):
            row = known.get(values["office_id"]) or added(project.offices, Office(translations={}))
            row.kind, row.city, row.country, row.position = values["kind"], values["city"], values["country"], place
        note_change(project, rules.changed_names(stored, kept), actor=actor, at=at)


def translate_project(
    project_id: int, language: str, texts: dict[str, str], *, shown: str, actor: audit.Actor, at: datetime
) -> None:
    """Store the texts of one language, by the keys of `rules.texts_of`; "" takes one away. Raises StaleEdit."""
    with transaction():
        project = lock(Project, project_id)
        stored = rules.translations_of(project, language)
        kept = reconciled(project, shown, {key: texts.get(key, old) for key, old in stored.items()}, stored)
        for told in rules.texts_of(project):
            before = told.row.translations or {}
            told.row.translations = cleaned(
                {**before, language: {**before.get(language, {}), told.name: kept[told.key]}}
            )
        note_change(project, [f"translations.{language}"], actor=actor, at=at)
