"""How projects refer to organisations: as partners, and as leads of components."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select, update

from conference.core.db import db
from conference.organisations.hooks import Reference, Use

from .models import Component, Partner, Project


def uses_as_partner(organisation_id: int) -> list[Use]:
    query = (
        select(Project.code)
        .join(Partner, Partner.project_id == Project.id)
        .where(Partner.organisation_id == organisation_id)
        .distinct()
    )
    return [
        Use(_l("Partner of a project"), code, "project_parts.partners", {"code": code})
        for code in db.session.scalars(query.order_by(Project.code))
    ]


def move_partners(old_id: int, new_id: int) -> None:
    """An organisation has a role in a project once: where both entries have it, the old one goes."""
    twins = select(Partner.project_id, Partner.role).where(Partner.organisation_id == new_id)
    taken = {(row.project_id, row.role) for row in db.session.execute(twins)}
    mine = db.session.execute(
        select(Partner.id, Partner.project_id, Partner.role).where(Partner.organisation_id == old_id)
    ).all()
    doubled = [row.id for row in mine if (row.project_id, row.role) in taken]
    db.session.execute(delete(Partner).where(Partner.id.in_(doubled)))
    db.session.execute(update(Partner).where(Partner.organisation_id == old_id).values(organisation_id=new_id))


def uses_as_lead(organisation_id: int) -> list[Use]:
    query = (
        select(Project.code, Component.number)
        .join(Component, Component.project_id == Project.id)
        .where(Component.lead_id == organisation_id)
        .order_by(Project.code, Component.number)
    )
    return [
        Use(_l("Lead of a component"), f"{row.code} {row.number}", "project_parts.components", {"code": row.code})
        for row in db.session.execute(query)
    ]


def move_leads(old_id: int, new_id: int) -> None:
    db.session.execute(update(Component).where(Component.lead_id == old_id).values(lead_id=new_id))


def touch_projects(organisation_id: int) -> None:
    """Pages of its projects show the organisation's name."""
    leading = select(Component.project_id).where(Component.lead_id == organisation_id)
    taking_part = select(Partner.project_id).where(Partner.organisation_id == organisation_id)
    either = or_(Project.id.in_(leading), Project.id.in_(taking_part))
    db.session.execute(update(Project).where(either).values(version=Project.version + 1))


def touch_nothing(_organisation_id: int) -> None:
    """The other reference of this feature does it."""


REFERENCES = (
    Reference("partner.organisation_id", uses_as_partner, move_partners, touch_projects),
    Reference("component.lead_id", uses_as_lead, move_leads, touch_nothing),
)
