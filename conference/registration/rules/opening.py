"""Who may register when, for what, and how they take part. Pure."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from conference.core import times
from conference.core.errors import Refused
from conference.core.i18n import language
from conference.core.translated import in_language
from conference.events.models import Event, Mode

from ..models import Category, RegistrationSettings, WaitingList
from .refusals import (
    CategoryClosed,
    EventOver,
    NotPublished,
    NotYetOpen,
    RegistrationClosed,
    category_full,
    event_full,
)


def why_not_open(event: Event, at: datetime) -> Refused | None:
    """Say why the event takes no registrations at `at` (UTC), whatever the category; None when it does.

    Without an opening time it takes them from publication on, without a closing time until the event ends.
    """
    if not event.is_published:
        return NotPublished(_("This event is not published yet"))
    if at >= event.ends_at:
        return EventOver(_("This event is over"))
    if event.registration_closes_at and at >= event.registration_closes_at:
        when = times.instant(event.registration_closes_at, event.zone)
        return RegistrationClosed(_("Registration is closed: it ended on %(instant)s", instant=when))
    if event.registration_opens_at and at < event.registration_opens_at:
        return NotYetOpen(_("Registration is not open yet"))
    return None


def name_of(category: Category, event: Event) -> str:
    return str(in_language(category, "name", language(), event.main_language))


def why_not_category(event: Event, category: Category | None, at: datetime) -> CategoryClosed | None:
    """Say why nobody may choose the category at `at`, full or not; None when people may."""
    if category is None or category.event_id != event.id or not category.is_public:
        return CategoryClosed(_("This way of taking part is by invitation of the organisers only"))
    if category.closes_at and at >= category.closes_at:
        when = times.instant(category.closes_at, event.zone)
        return CategoryClosed(
            _(
                "Registration as “%(category)s” closed on %(instant)s",
                category=name_of(category, event),
                instant=when,
            )
        )
    if category.opens_at and at < category.opens_at:
        when = times.instant(category.opens_at, event.zone)
        return CategoryClosed(
            _(
                "Registration as “%(category)s” opens on %(instant)s",
                category=name_of(category, event),
                instant=when,
            )
        )
    return None


def why_not_register(
    event: Event, category: Category | None, at: datetime, mode: str = Mode.IN_PERSON
) -> Refused | None:
    """Say why the event takes nobody more in `category` at `at`; None when it does.

    `mode`: how the person wants to take part, which counts where there is a choice.
    """
    if refusal := why_not_open(event, at) or why_not_category(event, category, at):
        return refusal
    assert category is not None  # said by why_not_category
    return why_no_place(event, category, mode_of(event, category, mode))


def why_not_walk_in(event: Event, category: Category | None, at: datetime) -> Refused | None:
    """Say why nobody can register at the door; None when people can: also after registration has closed."""
    if not event.is_published:
        return NotPublished(_("This event is not published yet"))
    if at >= event.ends_at:
        return EventOver(_("This event is over"))
    if category is None or Mode.IN_PERSON not in modes_offered(event, category):
        return CategoryClosed(_("Choose one of the ways of taking part in the room"))
    return why_no_place(event, category, Mode.IN_PERSON)


def why_no_place(event: Event, category: Category, mode: str) -> Refused | None:
    if is_event_full(event, mode):
        return event_full(online=mode == Mode.ONLINE)
    return category_full() if is_full(category) else None


def why_no_form(
    event: Event, categories: Iterable[Category], at: datetime, *, may_wait: bool = False
) -> Refused | None:
    """Say why the page shows no form at all: nothing that could be chosen would be accepted."""
    if refusal := why_not_open(event, at):
        return refusal
    public = [category for category in categories if category.is_public]
    if not public:
        return CategoryClosed(_("Registration is by invitation of the organisers only"))
    open_now = [category for category in public if why_not_category(event, category, at) is None]
    if not open_now:
        is_to_come = any(category.opens_at and at < category.opens_at for category in public)
        return (
            NotYetOpen(_("Registration is not open yet"))
            if is_to_come
            else RegistrationClosed(_("Registration is closed"))
        )
    return event_full() if not may_wait and is_all_full(event, open_now) else None


def opens_at(event: Event, categories: Iterable[Category], at: datetime) -> datetime | None:
    """When the first door opens that is closed at `at`."""
    doors = [event.registration_opens_at, *(category.opens_at for category in categories)]
    return min((door for door in doors if door and door > at), default=None)


def closed_at(event: Event, categories: Iterable[Category], at: datetime) -> datetime | None:
    """When the last door closed before `at`."""
    doors = [event.registration_closes_at, *(category.closes_at for category in categories)]
    return max((door for door in doors if door and door <= at), default=None)


def is_full(category: Category) -> bool:
    return category.capacity is not None and category.places_taken >= category.capacity


def is_event_full(event: Event, mode: str) -> bool:
    if mode == Mode.ONLINE:
        return event.online_capacity is not None and event.online_taken >= event.online_capacity
    return event.capacity is not None and event.places_taken >= event.capacity


def is_all_full(event: Event, categories: Iterable[Category]) -> bool:
    """Nobody finds a place, whatever they choose."""
    return all(
        why_no_place(event, category, mode) is not None
        for category in categories
        for mode in modes_offered(event, category)
    )


def is_any_full(event: Event, categories: Iterable[Category]) -> bool:
    return any(
        why_no_place(event, category, mode) is not None
        for category in categories
        for mode in modes_offered(event, category)
    )


def modes_offered(event: Event, category: Category) -> tuple[Mode, ...]:
    """How people of the category may take part."""
    if event.mode != Mode.HYBRID:
        return (Mode.ONLINE if event.mode == Mode.ONLINE else Mode.IN_PERSON,)
    return (Mode(category.modes),) if category.modes else (Mode.IN_PERSON, Mode.ONLINE)


def codes_with_choice(event: Event, categories: Iterable[Category]) -> list[str]:
    """The categories whose people choose between room and stream."""
    return [category.code for category in categories if len(modes_offered(event, category)) > 1]


def mode_of(event: Event, category: Category, asked: str) -> Mode:
    """How a person of the category takes part: as asked, where there is a choice."""
    offered = modes_offered(event, category)
    return next((mode for mode in offered if mode == asked), offered[0])


def default_settings() -> RegistrationSettings:
    """Of an event that never said how it registers people."""
    return RegistrationSettings(
        waiting_list=WaitingList.OFFER,
        waits_by_priority=False,
        to_room=WaitingList.OFFER,
        offer_hours=48,
        needs_verification=False,
        verify_hours=24,
        version=0,
    )


def may_wait(settings: RegistrationSettings) -> bool:
    return settings.waiting_list != WaitingList.OFF
