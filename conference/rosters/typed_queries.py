"""Organisations as people of an event typed them, on the form and in answers; the directory to compare them with."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from conference.core.db import db
from conference.events.models import Event
from conference.organisations.models import Organisation
from conference.organisations.rules import names_of, values_of
from conference.questions.models import Kind
from conference.questions.queries import form_of
from conference.registration.models import ALIVE, Registration

from .typed_names import Entry


def typed_of(event: Event) -> dict[str, int]:
    """{name as it was typed: people}, of those who hold a place or wait for one."""
    mine = (Registration.event_id == event.id, Registration.state.in_(ALIVE))
    own = select(Registration.organisation, func.count()).where(*mine, Registration.organisation != "")
    found = Counter({row[0]: row[1] for row in db.session.execute(own.group_by(Registration.organisation))})
    asked = [one.code for one in form_of(event).questions if one.kind == Kind.ORGANISATION]
    if asked:
        for answers in db.session.scalars(select(Registration.answers).where(*mine)):
            found.update({str(name) for code in asked if (name := (answers or {}).get(code))})
    return dict(found)


def entries() -> list[Entry]:
    """The whole directory."""
    rows = db.session.scalars(
        select(Organisation).options(selectinload(Organisation.aliases)).order_by(Organisation.search_key)
    )
    return [Entry(row.id, row.code, row.name, names_of(values_of(row))) for row in rows]
