from datetime import date

from sqlalchemy import select

from conference.core.db import db
from conference.core.i18n import language
from conference.core.translated import in_language
from conference.events.models import Event, Mode
from conference.registration.models import Category, Registration, RegistrationState

from .paper import Expected

COMES = (Registration.state == RegistrationState.CONFIRMED, Registration.mode != Mode.ONLINE)


def categories_of(event: Event) -> list[tuple[str, str]]:
    """(code, name in the reader's language), in the organisers' order."""
    query = select(Category).where(Category.event_id == event.id).order_by(Category.position, Category.id)
    return [(one.code, category_name(event, one)) for one in db.session.scalars(query)]


def category_name(event: Event, category: Category) -> str:
    return str(in_language(category, "name", language(), event.main_language))


def expected_people(event: Event, category: str = "") -> list[Expected]:
    """Whose badge opens a door: everybody confirmed for the room, or those of one category."""
    query = (
        select(
            Registration.name, Registration.national_name, Registration.organisation, Registration.code, Category,
        )
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.event_id == event.id, *COMES)
    )  # fmt: skip
    if category:
        query = query.where(Category.code == category)
    return [
        Expected(
            row.name, row.national_name, row.organisation, category_name(event, row.Category), row.Category.colour,
            row.code[-3:], tuple(date.fromisoformat(day) for day in row.Category.rights.get("days") or ()),
        )
        for row in db.session.execute(query)
    ]  # fmt: skip
