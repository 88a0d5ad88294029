"""What this floor holds about a person, for the copy that they get of it."""

from collections.abc import Iterator

from flask_babel import gettext as _

from conference.core import audit
from conference.core.audit import LogEntry
from conference.core.i18n import language
from conference.core.templating import country_name, language_name
from conference.events.telling import said_plainly
from conference.mail.models import Message
from conference.mail.queries import messages_to
from conference.mail.words import STATE_WORDS as MAIL_WORDS
from conference.mail.words import title_of
from conference.questions.models import Kind
from conference.questions.queries import form_of
from conference.questions.words import answer_words

from . import queries, room_queries
from .keepers import Kept, Line
from .models import Consent, Registration, RoomWish, Ticket
from .words import CONSENT_WORDS, MODE_WORDS, STATE_WORDS, TICKET_WORDS, TOLD_SOURCE_WORDS, words_of_deed


def copy(registration: Registration) -> Iterator[Kept]:
    yield Kept("registration", _("Your registration"), [list(details(registration))])
    yield Kept("answers", _("Your answers"), [[line] for line in answers(registration)])
    yield Kept("consents", _("Your consents"), [list(consent(row, registration)) for row in registration.consents])
    yield Kept("tickets", _("Your tickets"), [list(ticket(row)) for row in registration.tickets])
    yield Kept("address_changes", _("Changes of your address"), [
        [
            Line("from", _("From"), row.old_email), Line("to", _("To"), row.email),
            Line("asked_at", _("Asked for"), row.asked_at), Line("confirmed_at", _("Confirmed"), row.confirmed_at),
        ]
        for row in queries.address_changes(registration.id)
    ])  # fmt: skip
    yield Kept("room_wish", _("A place in the room"), [list(room_wish(row)) for row in room_wishes(registration)])
    yield Kept("history", _("What happened"), [list(deed(entry)) for entry in reversed(audit.history(registration))])
    sent = messages_to(registration.event_id, registration.email, [("registration.", registration.id)])
    yield Kept("messages", _("E-mails to you"), [list(message(row)) for row in reversed(sent)])


def details(row: Registration) -> Iterator[Line]:
    yield Line("event", _("Event"), said_plainly(row.event, "title"))
    yield Line("code", _("Registration"), row.code)
    yield Line("state", _("Status"), str(STATE_WORDS[row.state]))
    yield Line("category", _("Category"), row.category.name_in(language()))
    yield Line("name", _("Full name"), row.name)
    yield Line("national_name", _("Name in your own script"), row.national_name)
    yield Line("name_key", _("Name as it is searched"), row.name_key)
    yield Line("email", _("E-mail address"), row.email)
    yield Line("organisation", _("Organisation"), row.organisation)
    yield Line("position", _("Position"), row.position)
    yield Line("country", _("Country"), country_name(row.country))
    yield Line("language", _("Language of your e-mails"), language_name(row.language))
    yield Line("mode", _("Takes part"), str(MODE_WORDS[row.mode]))
    yield Line("note", _("Note of the organisers"), row.note)
    yield Line("source", _("How we came to know of you"), str(TOLD_SOURCE_WORDS.get(row.source, row.source)))
    yield Line("group", _("Registered together with others"), row.group_key)
    yield Line("priority", _("Priority on the waiting list"), row.priority or None)
    for key, label, at in (
        ("created_at", _("Registered"), row.created_at),
        ("changed_at", _("Changed"), row.changed_at),
        ("verified_at", _("Address confirmed"), row.verified_at),
        ("waiting_since", _("Waiting since"), row.waiting_since),
        ("offered_until", _("A place is kept until"), row.offered_until),
        ("offer_ended_at", _("The offer ended without an answer"), row.offer_ended_at),
        ("joined_at", _("Went to the stream"), row.joined_at),
        ("cancelled_at", _("Cancelled"), row.cancelled_at),
    ):
        yield Line(key, label, at)


def room_wishes(registration: Registration) -> list[RoomWish]:
    wish = room_queries.find_wish(registration.id)
    return [wish] if wish else []


def room_wish(row: RoomWish) -> Iterator[Line]:
    yield Line("asked_at", _("Asked for"), row.asked_at)
    yield Line("offered_until", _("A place is kept until"), row.offered_until)
    yield Line("offer_ended_at", _("The offer ended without an answer"), row.offer_ended_at)
    yield Line("moved_at", _("Came to the room"), row.moved_at)


def answers(row: Registration) -> Iterator[Line]:
    form = form_of(row.event)
    known = {question.code: question for question in form.questions}
    for code, value in (row.answers or {}).items():
        question = known.get(code)
        words = answer_words(question, value) if question else str(value)
        yield Line(code, question.label_in(row.language).text if question else code, words)


def consent(row: Consent, registration: Registration) -> Iterator[Line]:
    asked = {q.name: q for q in form_of(registration.event).questions if q.kind == Kind.CONSENT}
    known = CONSENT_WORDS.get(row.purpose) or (asked[row.purpose].code if row.purpose in asked else row.purpose)
    yield Line("purpose", _("Purpose"), str(known))
    yield Line("text", _("Text"), row.text)
    yield Line("given_at", _("Given"), row.given_at)
    yield Line("withdrawn_at", _("Taken back"), row.withdrawn_at)


def ticket(row: Ticket) -> Iterator[Line]:
    yield Line("version", _("Number"), row.version)
    yield Line("issued_at", _("Issued"), row.issued_at)
    yield Line("revoked_at", _("Ended"), row.revoked_at)
    yield Line("revoked_reason", _("Why"), str(TICKET_WORDS.get(row.revoked_reason, row.revoked_reason)))


def deed(entry: LogEntry) -> Iterator[Line]:
    yield Line("at", _("When"), entry.at)
    yield Line("action", _("What"), words_of_deed(entry))
    yield Line("by", _("By"), _("the organisers") if entry.actor_id else audit.who(entry))
    yield Line("reason", _("Why"), entry.detail.get("reason"))
    yield Line("fields", _("Details"), ", ".join(entry.detail.get("fields", ())))


def message(row: Message) -> Iterator[Line]:
    yield Line("at", _("When"), row.sent_at or row.created_at)
    yield Line("to", _("To"), row.to_email)
    yield Line("subject", _("Subject"), row.subject or title_of(row))
    yield Line("state", _("Status"), str(MAIL_WORDS[row.state]))
