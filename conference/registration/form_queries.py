"""What the form builder asks about registrations."""

from sqlalchemy import func, select, true

from conference.core.db import db
from conference.questions.asked import PREFIX

from .manage_queries import categories_of_event
from .models import Consent, Registration


def category_pairs(event_id: int) -> list[tuple[str, str]]:
    return [(category.code, category.name) for category in categories_of_event(event_id)]


def count_answers(event_id: int) -> dict[str, int]:
    """How many registrations answered each question, by its code; for a consent, how many gave it."""
    each = func.json_each(Registration.answers).table_valued("key")
    query = (
        select(each.c.key, func.count())
        .select_from(Registration)
        .join(each, true())
        .where(Registration.event_id == event_id)
        .group_by(each.c.key)
    )
    consents = (
        select(Consent.purpose, func.count())
        .join(Registration, Registration.id == Consent.registration_id)
        .where(Registration.event_id == event_id, Consent.purpose.startswith(PREFIX, autoescape=True))
        .group_by(Consent.purpose)
    )
    found = {str(code): int(number) for code, number in db.session.execute(query)}
    return found | {purpose.removeprefix(PREFIX): number for purpose, number in db.session.execute(consents)}
