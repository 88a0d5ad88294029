"""The sample people, registered for the events they are told to be at."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from conference.core.db import db, lock, transaction
from conference.core.i18n import force_locale
from conference.demo.files import Table, read
from conference.events.models import Event, Mode
from conference.events.queries import event_by_slug
from conference.organisations.models import Organisation
from conference.questions.queries import read_form
from conference.registration.models import Registration, RegistrationState
from conference.registration.rules import Person, photo_consent_text

from .questions import answers_of
from .registrations import Sample, add_registrations

QUIET_HOURS = timedelta(hours=31)  # the last of them registered that long ago, so that nobody decided in the future


def add_people(slug: str, *, is_second: bool, at: datetime) -> int:
    """Register the sample people for the event, unless somebody is registered there; say how many."""
    event_id = event_by_slug(slug).id
    with transaction() as session:
        event = lock(Event, event_id)
        if session.scalar(select(Registration.id).where(Registration.event_id == event_id).limit(1)):
            return 0
        return add_registrations(event, list(_samples(event, is_second=is_second, at=at)))


def _samples(event: Event, *, is_second: bool, at: datetime) -> Iterator[Sample]:
    """Spread over the days since registration opened, in the order of the file."""
    names: dict[str, str] = {row.code: row.name for row in db.session.scalars(select(Organisation))}
    people = [entry for entry in read("people")["people"] if not is_second or "second" in entry]
    codes = {question.code for question in read_form(event.id, event.main_language).questions}
    last = min(at, event.registration_closes_at or at) - QUIET_HOURS
    first = min(event.registration_opens_at or last, last)
    for number, entry in enumerate(people):
        words = entry["second"] if is_second else entry.get("state", RegistrationState.CONFIRMED)
        state, _, category = words.partition("/")
        yield Sample(
            _person(entry, names, category or entry.get("category", "participant"), answers_of(entry, number, codes)),
            RegistrationState(state),
            first + (last - first) * (number / len(people)),
        )


def _person(entry: Table, names: dict[str, str], category: str, answers: dict[str, Any]) -> Person:
    language: str = entry.get("language", "en")
    organisation: str = entry["org"]
    with force_locale(language):
        photo_text = str(photo_consent_text()) if entry.get("photo") else ""
    return Person(
        name=entry["name"],
        email=entry["email"],
        organisation=names.get(organisation, organisation),
        country=entry["country"],
        national_name=entry.get("national", ""),
        position=entry["position"],
        language=language,
        category=category,
        answers=answers,
        photo_text=photo_text,
        mode=Mode.ONLINE if category == "online" else Mode.IN_PERSON,
    )
