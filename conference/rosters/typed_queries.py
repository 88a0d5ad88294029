"""Organisations as people of an event typed them, on the form and in answers."""

from collections import Counter

from sqlalchemy import select

from conference.core.db import db
from conference.events.models import Event
from conference.questions.models import Kind
from conference.questions.queries import form_of
from conference.registration import organisation_queries
from conference.registration.models import ALIVE, Registration


def typed_of(event: Event) -> dict[str, int]:
    """{name as it was typed: people}, of those who hold a place or wait for one."""
    mine = (Registration.event_id == event.id, Registration.state.in_(ALIVE))
    found = Counter(organisation_queries.typed(event.id, Registration.state.in_(ALIVE)))
    asked = [one.code for one in form_of(event).questions if one.kind == Kind.ORGANISATION]
    if asked:
        for answers in db.session.scalars(select(Registration.answers).where(*mine)):
            found.update({str(name) for code in asked if (name := (answers or {}).get(code))})
    return dict(found)
