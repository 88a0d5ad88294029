"""Announcements as letters. Each asks anew, when its turn comes, whether its person is still meant."""

from dataclasses import replace

from flask import render_template, url_for

from conference.core.db import db
from conference.core.i18n import LANGUAGES, language
from conference.core.templating import external_url
from conference.events.models import Event
from conference.events.telling import said_plainly
from conference.mail.letters import Attachment, Letter, composer
from conference.mail.rendering import own_words
from conference.registration.models import Registration
from conference.registration.placeholders import values_of
from conference.registration.queries import get_registration

from . import announcement_queries as queries
from . import links, previews, recipients, rules
from .models import Announcement, AnnouncementState

ONE_CLICK = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
ENDED = (AnnouncementState.DRAFT, AnnouncementState.STOPPED)


@composer(queries.KIND)
def sent(delivery_id: int) -> Letter | None:
    """Dropped for whoever cancelled, was declined or erased, unsubscribed, or no longer matches."""
    delivery = queries.get_delivery(delivery_id)
    if delivery is None or delivery.announcement.state in ENDED:
        return None
    announcement = delivery.announcement
    if not recipients.still_matches(announcement, announcement.event, delivery.registration_id):
        return None
    person = get_registration(delivery.registration_id)
    return replace(letter(announcement, person), to=(person.name, person.email))


@composer(queries.TEST_KIND)
def test(announcement_id: int) -> Letter | None:
    """To an organiser: as it would be to whoever registered last."""
    announcement = db.session.get(Announcement, announcement_id)
    person = previews.person_for(announcement.event, "") if announcement else None
    return letter(announcement, person, is_masked=True) if announcement and person else None


def letter(announcement: Announcement, person: Registration, *, is_masked: bool = False) -> Letter:
    """`is_masked`: for the eyes of organisers, with none of the person's links and secrets."""
    event: Event = announcement.event
    values = values_of(person, is_masked=is_masked)
    subject, body, written_in = rules.texts_in(announcement, language(), event.main_language)
    own = own_words(subject, body, written_in, values)
    address = links.unsubscribe_address(person, "hidden" if is_masked else "")
    facts = {
        "event": event,
        "own": own,
        "link": values["link"].text,
        "unsubscribe": address,
        "event_page": external_url(url_for("events.show_event", slug=event.slug)),
    }
    return Letter(
        subject=own.subject,
        text=render_template("correspondence/mail/announcement.txt", **facts),
        html=render_template("correspondence/mail/announcement.html", subject=own.subject, **facts),
        attachments=tuple(
            Attachment(file.filename, file.media_type, file.data) for file in queries.files_of(announcement.id)
        ),
        reply_to=event.contact_email or None,
        event_name=said_plainly(event, "title"),
        headers=() if is_masked else (("List-Unsubscribe", f"<{address}>"), ONE_CLICK),
    )


def languages_of(event: Event) -> list[str]:
    """The languages in which letters are written."""
    return [code for code in LANGUAGES if code in event.languages] or ["en"]
