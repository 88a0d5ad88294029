from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from conference.core.db import db
from conference.core.i18n import language
from conference.registration.models import Category

from .models import BadgeChoice, BadgeDesign, BadgeDesignVersion, BadgePicture


def designs_of_event(event_id: int, kind: str | None = None) -> list[BadgeDesign]:
    query = select(BadgeDesign).where(BadgeDesign.event_id == event_id)
    if kind is not None:
        query = query.where(BadgeDesign.kind == kind)
    return list(db.session.scalars(query.order_by(BadgeDesign.name, BadgeDesign.id)))


def count_designs(event_id: int) -> int:
    return db.session.scalar(select(func.count(BadgeDesign.id)).where(BadgeDesign.event_id == event_id)) or 0


def find_design(event_id: int, code: str) -> BadgeDesign | None:
    query = select(BadgeDesign).where(BadgeDesign.event_id == event_id, BadgeDesign.code == code)
    return db.session.scalars(query).one_or_none()


def versions_of(design_id: int) -> list[BadgeDesignVersion]:
    """Newest first."""
    query = select(BadgeDesignVersion).where(BadgeDesignVersion.design_id == design_id)
    return list(db.session.scalars(query.order_by(BadgeDesignVersion.version.desc())))


def find_version(design_id: int, version: int) -> BadgeDesignVersion | None:
    return db.session.get(BadgeDesignVersion, (design_id, version))


def choices_of(event_id: int) -> list[BadgeChoice]:
    query = select(BadgeChoice).where(BadgeChoice.event_id == event_id).options(joinedload(BadgeChoice.design))
    return list(db.session.scalars(query.order_by(BadgeChoice.id)))


def find_choice(event_id: int, kind: str, category_id: int | None) -> BadgeChoice | None:
    query = select(BadgeChoice).where(
        BadgeChoice.event_id == event_id,
        BadgeChoice.kind == kind,
        BadgeChoice.category_id.is_not_distinct_from(category_id),
    )
    return db.session.scalars(query.order_by(BadgeChoice.id).limit(1)).one_or_none()


def uses_of_design(design_id: int) -> list[str]:
    """The names of the categories that it is printed for; "" stands for all without their own."""
    query = (
        select(Category)
        .select_from(BadgeChoice)
        .outerjoin(Category, Category.id == BadgeChoice.category_id)
        .where(BadgeChoice.design_id == design_id)
        .order_by(Category.position, BadgeChoice.id)
    )
    return [_name_of(category) for category in db.session.scalars(query)]


def uses_by_design(event_id: int) -> dict[int, list[str]]:
    """`uses_of_design` of all designs of the event, in one select."""
    query = (
        select(BadgeChoice.design_id, Category)
        .outerjoin(Category, Category.id == BadgeChoice.category_id)
        .where(BadgeChoice.event_id == event_id)
        .order_by(Category.position, BadgeChoice.id)
    )
    found: dict[int, list[str]] = {}
    for design_id, category in db.session.execute(query):
        found.setdefault(design_id, []).append(_name_of(category))
    return found


def _name_of(category: Category | None) -> str:
    return category.name_in(language()) if category else ""


def categories_of(event_id: int) -> list[Category]:
    query = select(Category).where(Category.event_id == event_id).order_by(Category.position, Category.id)
    return list(db.session.scalars(query))


def pictures_of_event(event_id: int) -> list[BadgePicture]:
    query = select(BadgePicture).where(BadgePicture.event_id == event_id).order_by(BadgePicture.id)
    return list(db.session.scalars(query))


def find_picture(event_id: int, name: str) -> BadgePicture | None:
    """With its data."""
    return next(iter(pictures_by_name(event_id, frozenset({name}))), None)


def pictures_by_name(event_id: int, names: frozenset[str]) -> list[BadgePicture]:
    """With their data."""
    if not names:
        return []
    query = select(BadgePicture).where(BadgePicture.event_id == event_id, BadgePicture.name.in_(names))
    return list(db.session.scalars(query.options(undefer(BadgePicture.data))))
