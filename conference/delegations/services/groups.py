"""Several people registered by one of them or by their office, all or none."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import transaction
from conference.core.i18n import LANGUAGES
from conference.core.text import email_key
from conference.mail.services import post
from conference.registration import places, queries
from conference.registration import rules as registration_rules
from conference.registration.models import Registration, Source
from conference.registration.services import send_link
from conference.registration.services.registering import Entry, consents_of, row_of, write_row

from .. import group_rules, links
from ..models import RegistrationGroup

TRIES = 3
People = Sequence[registration_rules.Person]


def register_group(
    event_id: int, contact: group_rules.Contact, people: People, *, submit_key: str, at: datetime
) -> None:
    """Give everybody a place and a mail of their own, or nobody. Raises a Full, or GroupRefused with the row at fault.

    Addresses that are registered already get their link again and count for nothing; nobody learns which. The same
    form sent twice makes one group.
    """
    clash: IntegrityError | None = None
    for _try in range(TRIES):
        if queries.find_submission(registration_rules.submission(submit_key, email_key(people[0].email))) is not None:
            return
        fresh = [person for person in people if queries.find_alive(event_id, person.email) is None]
        try:
            _write(event_id, contact, people, fresh, submit_key=submit_key, at=at)
        except IntegrityError as error:  # somebody of them registered in this very moment
            clash = error
            continue
        for person in people:
            if person not in fresh:
                send_link(event_id, person.email, at=at)
        return
    assert clash is not None  # it was tried
    raise clash


def _write(
    event_id: int, contact: group_rules.Contact, everybody: People, fresh: People, *, submit_key: str, at: datetime
) -> None:
    """All rows before the first place, so that nobody waits for us in a circle."""
    ident = new_uuid7()
    with transaction() as session:
        typed = [[person.name, person.email] for person in everybody]
        group = RegistrationGroup(
            uuid=ident, event_id=event_id, people=typed, link_digest=links.digest_for(links.GROUP, ident),
            created_at=at, **vars(contact),
        )  # fmt: skip
        session.add(group)
        session.flush()
        rows = [
            _write_person(event_id, ident, everybody.index(person), person, submit_key=submit_key, at=at)
            for person in fresh
        ]
        audit.record("group.registered", group, actor=audit.ATTENDEE, event_id=event_id, at=at, count=len(rows))
        language = contact.language if contact.language in LANGUAGES else "en"
        post("group.registered", group.id, to_email=contact.email, to_name=contact.name, language=language,
             event_id=event_id, at=at, is_first=True)  # fmt: skip
        for row in sorted(rows, key=lambda row: row.category_id):
            places.take_place(event_id, row.category_id, row.mode)


def _write_person(
    event_id: int, group_key: str, number: int, person: registration_rules.Person, *, submit_key: str, at: datetime
) -> Registration:
    event, category, stored = queries.to_register(event_id, person.category)
    settings = stored or registration_rules.default_settings()
    if refusal := registration_rules.why_not_register(event, category, at, person.mode):
        raise (
            refusal if isinstance(refusal, registration_rules.Full) else group_rules.GroupRefused(number, str(refusal))
        )
    assert category is not None  # said by why_not_register
    verify_hours = settings.verify_hours if settings.needs_verification else 0
    state = registration_rules.first_state(category.needs_approval, needs_verification=verify_hours > 0)
    submission = registration_rules.submission(submit_key, email_key(person.email))
    facts = row_of(person, category.id, state, submission, at) | {
        "mode": registration_rules.mode_of(event, category, person.mode),
        "source": Source.GROUP,
        "group_key": group_key,
    }
    entry = Entry(event_id, consents_of(person), {}, audit.ATTENDEE, at, verify_hours)
    return write_row(entry, facts)
