"""What the form builder asks about registrations."""

from flask_babel import gettext as _
from sqlalchemy import func, select, true

from conference.core.db import db
from conference.core.i18n import language
from conference.events.models import Event
from conference.organisations.hooks import Use
from conference.questions.asked import PREFIX
from conference.questions.queries import form_of

from .manage_queries import categories_of_event
from .models import Category, Consent, Registration


def category_pairs(event_id: int) -> list[tuple[str, str]]:
    return [(category.code, category.name_in(language())) for category in categories_of_event(event_id)]


def questions_of_category(category_id: int) -> list[Use]:
    """The questions that are asked of this category and a few others alone."""
    category = db.session.get_one(Category, category_id)
    event = db.session.get_one(Event, category.event_id)
    return [
        Use(
            _("Registration form"),
            q.label_in(language()).text,
            "manage_form.question",
            {"slug": event.slug, "code": q.code},
        )
        for q in form_of(event).questions
        if category.code in q.categories
    ]


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
