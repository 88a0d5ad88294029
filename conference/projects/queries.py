from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db

from .models import Component, Partner, Project


def find_project(code: str) -> Project | None:
    """A project with its components and their leads, partners and offices. Codes compare without case."""
    query = (
        select(Project)
        .where(or_(Project.code == code, Project.code == code.upper()))
        .options(
            joinedload(Project.logo),
            selectinload(Project.components).joinedload(Component.lead),
            selectinload(Project.partners).joinedload(Partner.organisation),
            selectinload(Project.offices),
        )
        .order_by(Project.code == code)
    )
    return db.session.scalars(query).first()
