"""What the registration pages, mails and services read. What organisers look up stands in manage_queries.py."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload, selectinload

from conference.accounts.rules import email_key
from conference.core.db import db
from conference.core.errors import NotFound
from conference.core.paging import Page, page_of
from conference.events.models import Event, EventProject

from . import rules
from .models import ALIVE, AddressChange, Category, HeldSubmission, Registration, RegistrationSettings


def public_categories(event_id: int) -> list[Category]:
    """What people may choose themselves, in the organisers' order."""
    query = select(Category).where(Category.event_id == event_id, Category.is_public)
    return list(db.session.scalars(query.order_by(Category.position, Category.id)))


ON_OFFER = (
    select(Category, RegistrationSettings)
    .outerjoin(RegistrationSettings, RegistrationSettings.event_id == Category.event_id)
    .where(Category.event_id == bindparam("event"), Category.is_public)
    .order_by(Category.position, Category.id)
)


def on_offer(event_id: int) -> tuple[list[Category], RegistrationSettings | None]:
    """What people may choose themselves, in the organisers' order, and the event's settings: in one statement."""
    rows = db.session.execute(ON_OFFER, {"event": event_id}).all()
    return [row[0] for row in rows], rows[0][1] if rows else None


@dataclass(frozen=True)
class Offer:
    """What a page has read of the event: the categories that people may choose themselves, and its settings."""

    event: Event
    categories: list[Category]
    stored: RegistrationSettings | None

    def to_register(self, code: str) -> tuple[Event, Category | None, RegistrationSettings | None]:
        """As the function of that name."""
        chosen = (category for category in self.categories if code in {"", category.code})
        return self.event, next(chosen, None), self.stored


def to_register(event_id: int, code: str) -> tuple[Event, Category | None, RegistrationSettings | None]:
    """The event as it is now, the category of that code ("" stands for the first public one), the event's settings."""
    wanted = Category.code == code if code else Category.is_public
    query = (
        select(Event, Category, RegistrationSettings)
        .outerjoin(Category, (Category.event_id == Event.id) & wanted)
        .outerjoin(RegistrationSettings, RegistrationSettings.event_id == Event.id)
        .where(Event.id == event_id)
        .options(lazyload(Event.series))
        .order_by(Category.position, Category.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]


def settings_of(event_id: int) -> RegistrationSettings | None:
    """None: the event has the defaults (`rules.default_settings`)."""
    return db.session.get(RegistrationSettings, event_id, populate_existing=True)


def count_held(event_id: int) -> int:
    """How many forms wait for somebody to say whether they are spam."""
    query = select(func.count(HeldSubmission.id)).where(
        HeldSubmission.event_id == event_id, HeldSubmission.decision == ""
    )
    return db.session.scalar(query) or 0


def page_of_held(event_id: int, number: int) -> Page[HeldSubmission]:
    """What is held, newest first."""
    query = select(HeldSubmission).where(HeldSubmission.event_id == event_id, HeldSubmission.decision == "")
    return page_of(query.order_by(HeldSubmission.id.desc()), number)


def find_held(event_id: int, code: str) -> HeldSubmission | None:
    query = select(HeldSubmission).where(HeldSubmission.event_id == event_id, HeldSubmission.code == code)
    return db.session.scalars(query).one_or_none()


def find_submission(submit_key: str) -> int | None:
    """Id of the registration that a form with this stored key made."""
    return db.session.scalar(select(Registration.id).where(Registration.submit_key == submit_key))


def find_alive(event_id: int, email: str) -> int | None:
    """Id of the registration that an address has at the event, unless it is declined or cancelled."""
    query = select(Registration.id).where(
        Registration.event_id == event_id, Registration.email_key == email_key(email), Registration.state.in_(ALIVE)
    )
    return db.session.scalar(query)


def get_registration(registration_id: int) -> Registration:
    """With all that its page and its mails tell."""
    query = (
        select(Registration)
        .where(Registration.id == registration_id)
        .options(
            joinedload(Registration.event).selectinload(Event.project_links).joinedload(EventProject.project),
            joinedload(Registration.category),
            selectinload(Registration.tickets),
            selectinload(Registration.consents),
        )
    )
    registration = db.session.scalars(query).one_or_none()
    if registration is None:
        raise NotFound
    return registration


def find_by_link_digest(event_slug: str, link_digest: str) -> Registration | None:
    query = (
        select(Registration)
        .join(Registration.event)
        .where(Event.slug == event_slug, Registration.link_digest == link_digest)
        .options(
            contains_eager(Registration.event).selectinload(Event.project_links).joinedload(EventProject.project),
            joinedload(Registration.category),
            selectinload(Registration.tickets),
            selectinload(Registration.consents),
        )
    )
    return db.session.scalars(query).one_or_none()


def address_changes(registration_id: int) -> list[AddressChange]:
    query = select(AddressChange).where(AddressChange.registration_id == registration_id).order_by(AddressChange.id)
    return list(db.session.scalars(query))


def find_address_change(event_slug: str, link_digest: str) -> AddressChange | None:
    query = (
        select(AddressChange)
        .join(AddressChange.registration)
        .join(Registration.event)
        .where(Event.slug == event_slug, AddressChange.link_digest == link_digest)
        .options(contains_eager(AddressChange.registration).contains_eager(Registration.event))
    )
    return db.session.scalars(query).one_or_none()


def find_change(change_id: int) -> AddressChange | None:
    return db.session.get(AddressChange, change_id)


def entry_rights(event_id: int, registration_ids: Collection[int] | None = None) -> dict[int, rules.EntryRights]:
    """Where these registrations of the event may enter, by their ids; None stands for all of them. Two statements."""
    categories = db.session.execute(select(Category.id, Category.rights).where(Category.event_id == event_id))
    rights_of = {ident: rights or {} for ident, rights in categories}
    query = select(Registration.id, Registration.category_id, Registration.state, Registration.mode).where(
        Registration.event_id == event_id
    )
    if registration_ids is not None:
        query = query.where(Registration.id.in_(registration_ids))
    known: dict[tuple[int, str, str], rules.EntryRights] = {}
    found = {}
    for ident, category_id, state, mode in db.session.execute(query):
        key = (category_id, state, mode)
        if key not in known:
            known[key] = rules.entry_rights_of(state, mode, rights_of[category_id])
        found[ident] = known[key]
    return found
