from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db

from .hooks import COMPONENT_USES, PROJECT_USES, Use
from .models import Component, Partner, Project, ProjectOfficer


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


def all_projects() -> list[Project]:
    """By code."""
    return list(db.session.scalars(select(Project).order_by(Project.code)))


def is_officer(user_id: int, project_id: int) -> bool:
    query = select(ProjectOfficer.id).where(ProjectOfficer.user_id == user_id, ProjectOfficer.project_id == project_id)
    return db.session.scalar(query) is not None


def is_officer_of_any(user_id: int) -> bool:
    return db.session.scalar(select(ProjectOfficer.id).where(ProjectOfficer.user_id == user_id).limit(1)) is not None


def project_ids_of_officer(user_id: int) -> set[int]:
    return set(db.session.scalars(select(ProjectOfficer.project_id).where(ProjectOfficer.user_id == user_id)))


def officers_of_project(project_id: int) -> list[ProjectOfficer]:
    query = select(ProjectOfficer).where(ProjectOfficer.project_id == project_id)
    return list(db.session.scalars(query.options(joinedload(ProjectOfficer.user)).order_by(ProjectOfficer.id)))


def find_officer(user_id: int, project_id: int) -> ProjectOfficer | None:
    query = select(ProjectOfficer).where(ProjectOfficer.user_id == user_id, ProjectOfficer.project_id == project_id)
    return db.session.scalars(query).one_or_none()


def uses_of_component(component_id: int) -> list[Use]:
    """Everywhere that other features refer to the component."""
    return [use for uses in COMPONENT_USES.values() for use in uses(component_id)]


def uses_of_project(project_id: int) -> list[Use]:
    """Everywhere that other features refer to the project."""
    return [use for uses in PROJECT_USES.values() for use in uses(project_id)]
