"""What people read for states, deeds and messages of this feature."""

from typing import Any

from flask_babel import lazy_gettext as _l

from conference.core import audit
from conference.core.audit import LogEntry
from conference.events.models import Mode

from .models import RegistrationState, Source

STATE_WORDS: dict[str, Any] = {
    RegistrationState.PENDING: _l("Pending"),
    RegistrationState.CONFIRMED: _l("Confirmed"),
    RegistrationState.WAITING: _l("Waiting list"),
    RegistrationState.DECLINED: _l("Declined"),
    RegistrationState.CANCELLED: _l("Cancelled"),
    RegistrationState.EXPIRED: _l("Expired"),
}
MODE_WORDS: dict[str, Any] = {Mode.IN_PERSON: _l("In person"), Mode.ONLINE: _l("Online")}
MODE_CHOICES: dict[str, Any] = {Mode.IN_PERSON: _l("I come to the room"), Mode.ONLINE: _l("I take part online")}
SOURCE_WORDS: dict[str, Any] = {
    Source.FORM: _l("The form"),
    Source.ORGANISER: _l("The organisers"),
    Source.IMPORT: _l("An imported list"),
    Source.INVITATION: _l("An invitation"),
    Source.DELEGATION: _l("A delegation"),
    Source.GROUP: _l("A group"),
    Source.WALK_IN: _l("The door"),
}
VERIFIED_WORDS: dict[str, Any] = {"yes": _l("Confirmed by its link"), "no": _l("Not confirmed")}
# how we came to know of a person, as we tell them
TOLD_SOURCE_WORDS: dict[str, Any] = {
    Source.FORM: _l("You registered yourself"),
    Source.ORGANISER: _l("The organisers registered you"),
    Source.IMPORT: _l("The organisers had you on a list"),
    Source.INVITATION: _l("The organisers invited you"),
    Source.DELEGATION: _l("Your organisation named you"),
    Source.GROUP: _l("Somebody registered you together with others"),
    Source.WALK_IN: _l("You registered at the entrance"),
}
DEED_WORDS: dict[str, Any] = {
    "registration.added": _l("Registered"),
    "registration.changed": _l("Details changed"),
    "registration.approved": _l("Approved"),
    "registration.declined": _l("Declined"),
    "registration.cancelled": _l("Cancelled"),
    "registration.restored": _l("Restored"),
    "registration.verified": _l("Address confirmed"),
    "registration.expired": _l("Expired"),
    "registration.offered": _l("A place was offered"),
    "registration.offer_ended": _l("The offer ended without an answer"),
    "registration.accepted": _l("The offered place was taken"),
    "registration.promoted": _l("Got a place from the waiting list"),
    "registration.waits_on": _l("Still wants a place"),
    "registration.line_moved": _l("Moved in the waiting list"),
    "registration.mode_changed": _l("Changed between room and online"),
    "registration.room_asked": _l("Asked for a place in the room"),
    "registration.room_offered": _l("A place in the room was offered"),
    "registration.room_offer_ended": _l("The offer of a place in the room ended without an answer"),
    "registration.stays_online": _l("Stays online"),
    "registration.joined": _l("Went to the stream"),
    "registration.undone": _l("Taken back"),
    "registration.resent": _l("E-mail sent again"),
    "registration.link_replaced": _l("Link replaced"),
    "registration.address_changed": _l("E-mail address changed"),
    "event.people_told": _l("People told of a change of the event"),
    "registration.erased": _l("Personal data erased"),
    "registration.copied": _l("Copy of the own data taken"),
    "ticket.issued": _l("New ticket"),
    "ticket.revoked": _l("Ticket revoked"),
    "consent.given": _l("Consent given"),
    "consent.withdrawn": _l("Consent taken back"),
    "badge.printed": _l("Badge printed"),
    "registration.pended": _l("Pending, as the new category needs approval"),
    "registration.kept_confirmed": _l("Stays confirmed in a category that needs approval"),
    "registration.queued": _l("Put on the waiting list by the organisers"),
    "submission.released": _l("Registered although the form looked like spam"),
    "submission.dropped": _l("Form dropped as spam"),
}
FIELD_WORDS: dict[str, Any] = {  # as they stand in the middle of a sentence
    "name": _l("name"),
    "national_name": _l("name in own script"),
    "organisation": _l("organisation"),
    "position": _l("position"),
    "country": _l("country"),
    "language": _l("language"),
    "answers": _l("answers"),
    "note": _l("note"),
    "category": _l("category"),
    "mode": _l("room or online"),
}
ACTOR_WORDS: dict[str, Any] = {
    "attendee": _l("the attendee"),
    "system": _l("the system"),
    "command line": _l("a command"),
}
TICKET_WORDS: dict[str, Any] = {  # why a ticket no longer opens the door
    "cancelled": _l("Revoked: cancelled"),
    "declined": _l("Revoked: declined"),
    "expired": _l("Revoked: expired"),
    "replaced": _l("Replaced by a newer one"),
    "lost": _l("Revoked: lost"),
}
CONSENT_WORDS: dict[str, Any] = {"photo": _l("Photos")}


def words_of_deed(entry: LogEntry) -> str:
    """What an entry of the history says, with what changed and the reason that was given.

    A deed without words is shown by its name.
    """
    words = str(DEED_WORDS.get(entry.action) or audit.WORDS.get(entry.action, entry.action))
    detail = entry.detail or {}
    if entry.action == "registration.changed" and detail.get("fields"):
        words += f" ({', '.join(str(FIELD_WORDS.get(name, name)) for name in detail['fields'])})"
    return f"{words}: {detail['reason']}" if detail.get("reason") else words


def words_of_actor(entry: LogEntry) -> str:
    return str(ACTOR_WORDS.get(entry.actor_label, entry.actor_label)) if entry.actor_id is None else entry.actor_label


OUTCOME_WORDS: dict[str, Any] = {  # why a deed could not be done to one of many
    "wrong_state": _l("its state has changed"),
    "full": _l("every place is taken"),
    "category_full": _l("every place of its kind is taken"),
    "registered_again": _l("the address was registered anew"),
}
