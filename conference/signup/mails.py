"""What people get by mail about sessions that they signed up for."""

from dataclasses import replace
from typing import Any, Literal

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from conference.core.calendar import Who, invitation
from conference.core.i18n import language
from conference.core.templating import external_url
from conference.events.telling import said_plainly
from conference.mail.letters import Attachment, Letter, composer
from conference.mail.rendering import OwnWords, Value, Values
from conference.mail.wordings import Sample, own_words_for
from conference.programme.agenda import Item
from conference.programme.calendar import entry_of
from conference.registration import links
from conference.registration.mails import greeted
from conference.registration.models import Registration
from conference.registration.placeholders import values_of

from . import queries
from .mine import my_sessions
from .models import SignUp, SignUpState

MOVED_UP, ALLOTTED, REMOVED = "signup.moved_up", "signup.allotted", "session_place.removed"


@composer(MOVED_UP)
def moved_up(sign_up_id: int) -> Letter | None:
    """Dropped when the person has left the session meanwhile, or cancelled."""
    row = queries.get_sign_up(sign_up_id)
    if row is None or row.state != SignUpState.TAKEN or not row.registration.is_alive:
        return None
    item = item_of(row)
    if item is None:
        return None
    subject = _("You have a place: %(title)s", title=item.title)
    mine = my_sessions(row.registration)
    facts: dict[str, Any] = {"item": item, "hints": mine.hints.get(row.slot_id, ())}
    own = own_words_for(MOVED_UP, row.registration.event_id, language(), values_with(row.registration, item.title))
    return letter("moved_up", row.registration, subject, own, [item], **facts)


@composer(ALLOTTED)
def allotted(sign_up_id: int) -> Letter | None:
    """One letter with all that a person got, and what they wait for."""
    row = queries.get_sign_up(sign_up_id)
    if row is None or not row.registration.is_alive:
        return None
    mine = my_sessions(row.registration)
    got = [one.item for one in mine.chosen if one.row.state == SignUpState.TAKEN and not one.item.is_cancelled]
    subject = _("Your sessions: %(event)s", event=said_plainly(row.registration.event, "title"))
    own = own_words_for(ALLOTTED, row.registration.event_id, language(), values_of(row.registration))
    return letter("allotted", row.registration, subject, own, got, mine=mine.chosen)


@composer(REMOVED)
def removed(entry_id: int) -> Letter | None:
    """Dropped when the person is in the session again, or cancelled. The entry leaves their calendar."""
    found = queries.removed_person(entry_id)
    if found is None or not found[0].is_alive:
        return None
    person, slot_uuid, had_place = found
    item = next((one for one in queries.items_of(person.event, language()) if one.slot_uuid == slot_uuid), None)
    if item is None or any(row.slot_id == item.slot_id for row in queries.sign_ups_of(person.id)):
        return None
    if not had_place:
        subject = _("You no longer wait for a place: %(title)s", title=item.title)
        return letter("removed", person, subject, None, [], item=item, had_place=False)
    subject = _("Your place was taken back: %(title)s", title=item.title)
    own = own_words_for(REMOVED, person.event_id, language(), values_with(person, item.title))
    return letter("removed", person, subject, own, [item], method="CANCEL", item=item, had_place=True)


def values_with(person: Registration, session: str, *, is_masked: bool = False) -> Values:
    return {**values_of(person, is_masked=is_masked), "session": Value(session)}


def sample_of(kind: str, event_id: int, words: str) -> Sample | None:
    """The letter as it would be to whoever is found by the words, or else signed up last."""
    row = queries.newest_sign_up(event_id, words)
    if row is None:
        return None
    person, mine = row.registration, my_sessions(row.registration)
    shown = next((one.item for one in mine.chosen if one.row.slot_id == row.slot_id), None)
    if shown is None:
        return None
    address = external_url(url_for("signup.sessions", slug=person.event.slug, token="hidden"))  # noqa: S106 - it hides one
    facts: dict[str, Any] = {
        "item": shown,
        "hints": mine.hints.get(row.slot_id, ()),
        "mine": mine.chosen,
        "link": address,
        "had_place": True,
    }
    name = kind.partition(".")[2]
    return Sample(
        f"{person.name} <{person.email}>",
        values_with(person, shown.title, is_masked=True),
        lambda own: letter(name, person, own.subject, own, [], **facts),
    )


def item_of(row: SignUp) -> Item | None:
    items = queries.items_of(row.registration.event, language())
    return next((item for item in items if item.slot_id == row.slot_id and not item.is_cancelled), None)


def letter(
    name: str,
    person: Registration,
    subject: str,
    own: OwnWords | None,
    entries: list[Item],
    *,
    method: Literal["REQUEST", "CANCEL"] = "REQUEST",
    **facts: object,
) -> Letter:
    """`entries`: sessions that go along for the calendar, to be entered or taken out."""
    event = person.event
    if "link" not in facts:
        address = url_for("signup.sessions", slug=event.slug, token=links.own_page_token(person))
        facts["link"] = external_url(address)
    facts |= {"event": event, "greeted": greeted(person.name), "own": own}
    subject = own.subject if own else subject
    return Letter(
        subject=subject,
        text=render_template(f"signup/mail/{name}.txt", **facts),
        html=render_template(f"signup/mail/{name}.html", subject=subject, **facts),
        attachments=tuple(calendar_entry(item, person, method) for item in entries),
        reply_to=event.contact_email or None,
        event_name=said_plainly(event, "title"),
    )


def calendar_entry(item: Item, person: Registration, method: Literal["REQUEST", "CANCEL"]) -> Attachment:
    event = person.event
    organiser = Who(event.title, f"mailto:{event.contact_email or current_app.config['MAIL_FROM']}")
    entry = replace(entry_of(item, event, language=language()), organiser=organiser)
    data = invitation(entry, method, attendee=Who(person.name, f"mailto:{person.email}"))
    return Attachment(f"{item.code}.ics", "text/calendar", data, (("charset", "utf-8"), ("method", method)))
