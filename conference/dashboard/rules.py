"""What an organiser should look at, and what comes next for a new event. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from conference.events.models import Event

SOON = timedelta(days=7)


def phase(event: Event, at: datetime) -> str:
    """Say where the event is in its life: draft, published, live or past."""
    if not event.is_published:
        return "draft"
    if event.ends_at <= at:
        return "past"
    return "live" if event.starts_at <= at else "published"


@dataclass(frozen=True)
class Situation:
    """Where an event stands. `places_left` None: no limit."""

    published: bool
    starts_at: datetime
    ends_at: datetime
    places_left: int | None
    registrations: int
    pending: int
    waiting: int
    mails_failed: int
    mails_unsure: int
    mails_delayed: int
    sessions: int
    releases: int


@dataclass(frozen=True)
class Point:
    """`about` says which page it leads to: see the view."""

    words: str
    about: str


@dataclass(frozen=True)
class Step:
    words: str
    about: str
    done: bool


def attention(facts: Situation, at: datetime) -> list[Point]:
    """What waits for the organiser at `at`, the most pressing first."""
    if at >= facts.ends_at:
        return list(_about_mail(facts))
    return [*_about_mail(facts), *_about_people(facts), *_about_event(facts, at)]


def _about_mail(facts: Situation) -> Iterator[Point]:
    if number := facts.mails_failed:
        yield Point(ngettext("%(num)s e-mail was refused", "%(num)s e-mails were refused", number), "mail.failed")
    if number := facts.mails_unsure:
        words = ngettext("%(num)s e-mail may not have arrived", "%(num)s e-mails may not have arrived", number)
        yield Point(words, "mail.unsure")
    if number := facts.mails_delayed:
        words = ngettext("%(num)s e-mail is being tried again", "%(num)s e-mails are being tried again", number)
        yield Point(words, "mail.waiting")


def _about_people(facts: Situation) -> Iterator[Point]:
    if number := facts.pending:
        words = ngettext(
            "%(num)s registration waits for your decision", "%(num)s registrations wait for your decision", number
        )
        yield Point(words, "registrations.pending")
    if facts.waiting and facts.places_left != 0:
        yield Point(_("Places are free and people are on the waiting list"), "registrations.waiting")
    if facts.places_left == 0:
        yield Point(_("Every place is taken"), "settings")


def _about_event(facts: Situation, at: datetime) -> Iterator[Point]:
    if facts.starts_at - at >= SOON:
        return
    if not facts.published:
        yield Point(_("The event starts soon and is not published"), "settings")
    if facts.sessions and not facts.releases:
        yield Point(_("The event starts soon and its agenda is not released"), "agenda")


def next_steps(facts: Situation) -> list[Step]:
    """The way of a new event from empty to open; nothing once all of it is done."""
    steps = [
        Step(_("Check when and where it takes place, and how many places there are"), "settings", done=facts.published),
        Step(_("Build the agenda"), "agenda", done=facts.sessions > 0),
        Step(_("Release the agenda, so that visitors see it"), "agenda", done=facts.releases > 0),
        Step(_("Publish the event"), "settings", done=facts.published),
        Step(_("Share the address of the registration page"), "register", done=facts.registrations > 0),
    ]
    return [] if all(step.done for step in steps) else steps
