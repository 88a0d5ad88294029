"""Several people registered by one of them or by their office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import transaction
from conference.core.i18n import LANGUAGES
from conference.core.text import email_key
from conference.mail.services import post
from conference.registration import line_queries, places, queries
from conference.registration import rules as registration_rules
from conference.registration.models import Category, Registration, RegistrationState, Source
from conference.registration.services import send_link
from conference.registration.services.moving import serve
from conference.registration.services.registering import Entry, consents_of, row_of, waiting_from, write_row

from .. import group_rules, links
from ..group_rules import Short
from ..models import GroupMember, RegistrationGroup

TRIES = 3
People = Sequence[registration_rules.Person]


def register_group(
    event_id: int,
    contact: group_rules.Contact,
    people: People,
    *,
    submit_key: str,
    at: datetime,
    short: Short = Short.NOBODY,
) -> None:
    """Give everybody a place and a mail of their own; `short` says what happens without places for all.

    Raises a Full where nobody is to wait, or GroupRefused with the row at fault. Addresses that are registered already
    get their link again and count for nothing; nobody learns which. The same form sent twice makes one group.
    """
    for turn in range(1, TRIES + 1):
        if queries.find_submission(registration_rules.submission(submit_key, email_key(people[0].email))) is not None:
            return
        known = {person.email for person in people if queries.find_alive(event_id, person.email) is not None}
        asked = Asked(event_id, contact, people, submit_key, at, short)
        plan = Plan(asked, known, is_last=turn == TRIES)
        try:
            plan.write()
        except IntegrityError:  # somebody of them registered in this very moment
            if plan.is_last:
                raise
        except registration_rules.Full:  # places went to others in this very moment
            if plan.short == Short.NOBODY or plan.is_last:
                raise
        else:
            for email in known:
                send_link(event_id, email, at=at)
            return


@dataclass(frozen=True)
class Asked:
    event_id: int
    contact: group_rules.Contact
    people: People
    submit_key: str
    at: datetime
    short: Short


class Plan:
    """One try: who of the group gets what, as the numbers are now. On the last try nobody counts on a place."""

    def __init__(self, asked: Asked, known: set[str], *, is_last: bool) -> None:
        self.event_id, self.contact, self.people = asked.event_id, asked.contact, asked.people
        self.submit_key, self.at, self.is_last = asked.submit_key, asked.at, is_last
        event_id, people, at = asked.event_id, asked.people, asked.at
        found = [queries.to_register(event_id, person.category) for person in people]
        event, _category, stored = found[0]
        settings = stored or registration_rules.default_settings()
        self.short = asked.short if registration_rules.may_wait(settings) else Short.NOBODY
        self.verify_hours = settings.verify_hours if settings.needs_verification else 0
        self.categories = [category_of(event, row[1], number, at) for number, row in enumerate(found)]
        self.modes = [
            registration_rules.mode_of(event, category, person.mode)
            for category, person in zip(self.categories, people, strict=True)
        ]
        self.fits = self.who_fits([number for number, person in enumerate(people) if person.email not in known])
        self.said = self.who_fits(list(range(len(people))))

    def who_fits(self, numbers: list[int]) -> dict[int, bool]:
        if self.is_last and self.short != Short.NOBODY:
            return dict.fromkeys(numbers, False)
        free = line_queries.free_places(self.event_id)
        wanted = [(self.categories[number].id, str(self.modes[number])) for number in numbers]
        return dict(zip(numbers, group_rules.who_fits(free, wanted, self.short), strict=True))

    def write(self) -> None:
        """All rows before the first place, so that nobody waits for us in a circle; then all numbers at once."""
        ident = new_uuid7()
        with transaction() as session:
            group = RegistrationGroup(
                uuid=ident, event_id=self.event_id, link_digest=links.digest_for(links.GROUP, ident),
                created_at=self.at, **vars(self.contact),
            )  # fmt: skip
            session.add(group)
            session.flush()
            rows = {number: self.write_person(ident, number) for number in self.fits}
            for number, person in enumerate(self.people):
                row = rows.get(number)
                session.add(
                    GroupMember(
                        group_id=group.id, name=person.name, email=person.email,
                        category_id=self.categories[number].id, registration_id=row.id if row else None,
                        state_said=self.state_of(number, self.said),
                    )
                )  # fmt: skip
            audit.record("group.registered", group, actor=audit.GROUP_LEAD, event_id=self.event_id, at=self.at,
                         count=len(rows))  # fmt: skip
            language = self.contact.language if self.contact.language in LANGUAGES else "en"
            post("group.registered", group.id, to_email=self.contact.email, to_name=self.contact.name,
                 language=language, event_id=self.event_id, at=self.at, is_first=True)  # fmt: skip
            session.flush()
            self.take_places(list(rows.values()))

    def take_places(self, rows: list[Registration]) -> None:
        places.hold_all(self.event_id)
        waiting = [row for row in rows if row.state == RegistrationState.WAITING]
        for row in rows:
            if row not in waiting:
                places.take_place(self.event_id, row.category_id, row.mode)
        if waiting:
            serve(self.event_id, self.at)  # a place may have become free since

    def state_of(self, number: int, fits: dict[int, bool]) -> RegistrationState:
        if not fits[number]:
            return RegistrationState.WAITING
        needs_approval = self.categories[number].needs_approval
        return registration_rules.first_state(needs_approval, needs_verification=self.verify_hours > 0)

    def write_person(self, group_key: str, number: int) -> Registration:
        person, at = self.people[number], self.at
        submission = registration_rules.submission(self.submit_key, email_key(person.email))
        state = self.state_of(number, self.fits)
        facts: dict[str, Any] = row_of(person, self.categories[number].id, state, submission, at)
        facts |= {"mode": self.modes[number], "source": Source.GROUP, "group_key": group_key}
        if state == RegistrationState.WAITING:
            facts |= waiting_from(at) | {"waits_together": self.short == Short.ALL}
        entry = Entry(self.event_id, consents_of(person), {}, audit.GROUP_LEAD, at, self.verify_hours)
        return write_row(entry, facts)


def category_of(event: Any, category: Category | None, number: int, at: datetime) -> Category:
    refusal = registration_rules.why_not_open(event, at) or registration_rules.why_not_category(event, category, at)
    if refusal or category is None:
        raise group_rules.GroupRefused(number, str(refusal))
    return category
