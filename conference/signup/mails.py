"""What people get by mail about sessions that they signed up for."""

from dataclasses import replace

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from conference.core.calendar import Who, invitation
from conference.core.i18n import language
from conference.core.templating import external_url
from conference.mail.letters import Attachment, Letter, composer
from conference.programme.agenda import Item
from conference.programme.calendar import entry_of
from conference.registration import links
from conference.registration.mails import greeted
from conference.registration.models import Registration

from . import queries
from .mine import my_sessions
from .models import SignUp, SignUpState


@composer("signup.moved_up")
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
    return letter("moved_up", row.registration, subject, [item], item=item, hints=mine.hints.get(row.slot_id, ()))


@composer("signup.allotted")
def allotted(sign_up_id: int) -> Letter | None:
    """One letter with all that a person got, and what they wait for."""
    row = queries.get_sign_up(sign_up_id)
    if row is None or not row.registration.is_alive:
        return None
    mine = my_sessions(row.registration)
    got = [one.item for one in mine.chosen if one.row.state == SignUpState.TAKEN and not one.item.is_cancelled]
    subject = _("Your sessions: %(event)s", event=row.registration.event.title)
    return letter("allotted", row.registration, subject, got, mine=mine.chosen)


def item_of(row: SignUp) -> Item | None:
    items = queries.items_of(row.registration.event, language())
    return next((item for item in items if item.slot_id == row.slot_id and not item.is_cancelled), None)


def letter(name: str, person: Registration, subject: str, entries: list[Item], **facts: object) -> Letter:
    """`entries`: sessions that go along for the calendar."""
    event = person.event
    address = url_for("signup.sessions", slug=event.slug, token=links.own_page_token(person))
    own = {"event": event, "greeted": greeted(person.name), "own": None, "link": external_url(address)}
    facts = own | facts
    return Letter(
        subject=subject,
        text=render_template(f"signup/mail/{name}.txt", **facts),
        html=render_template(f"signup/mail/{name}.html", subject=subject, **facts),
        attachments=tuple(calendar_entry(item, person) for item in entries),
        reply_to=event.contact_email or None,
    )


def calendar_entry(item: Item, person: Registration) -> Attachment:
    event = person.event
    organiser = Who(event.title, f"mailto:{event.contact_email or current_app.config['MAIL_FROM']}")
    entry = replace(entry_of(item, event, language=language()), organiser=organiser)
    data = invitation(entry, "REQUEST", attendee=Who(person.name, f"mailto:{person.email}"))
    return Attachment(f"{item.code}.ics", "text/calendar", data, (("charset", "utf-8"), ("method", "REQUEST")))
