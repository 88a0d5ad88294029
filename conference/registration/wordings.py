"""The letters about a registration whose words organisers may replace, with the built-in words as they begin from."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.mail.rendering import Placeholder
from conference.mail.wordings import WordingKind

from .placeholders import NAME, OF_EVENT, PERSON, TICKET

EVENT = "{event}"


def paragraphs(*words: str) -> str:
    return "\n\n".join((_("Hello %(name)s,", name="{name}"), *words))


def received_body() -> str:
    return paragraphs(
        _(
            "Thank you: your registration has arrived. The organisers confirm each place; as soon as yours is "
            "confirmed, your ticket comes to this address."
        )
    )


def confirmed_body() -> str:
    return paragraphs(_("Your place is confirmed."))


def mistake() -> str:
    return _("If you think this is a mistake, please answer this mail.")


def declined_body() -> str:
    words = _("Thank you for your interest. Unfortunately the organisers cannot give you a place at this event.")
    return paragraphs(words, mistake())


def cancelled_body() -> str:
    return paragraphs(
        _("Your registration is cancelled.")
        + " "
        + _("Your place is free for somebody else, and your ticket no longer works.")
    )


def expired_body() -> str:
    return paragraphs(
        _("Your registration was not confirmed in time, so the place went to somebody else."),
        _("You can register again while there are places."),
    )


def waiting_body() -> str:
    return paragraphs(
        _("Thank you: your registration has arrived. Every place is taken for now, so you are in a line.")
    )


def greeting_body() -> str:
    """For letters whose very news is among what always stays."""
    return paragraphs()


def link_body() -> str:
    return paragraphs(
        _(
            "Somebody, probably you, registered with this address once more or asked for its link. You are registered "
            "already, and nothing has changed."
        )
    )


def event_changed_body() -> str:
    return paragraphs(_("The dates or the place of the event have changed. This is how it is now:"))


def address_confirm_body() -> str:
    return paragraphs(
        _(
            "Somebody, probably you, wants the mails about a registration for this event to come to this address. "
            "Open the link and confirm it. It works for 48 hours."
        )
    )


def address_changed_body() -> str:
    return paragraphs(
        _(
            "The mails about your registration go to another address now, as was asked on your page. The link that "
            "you had works no more."
        ),
        _("If it was not you, please answer this mail at once: the organisers can undo it."),
    )


KINDS = (
    WordingKind(
        "registration.received",
        _l("Registration received"),
        _l("date, time and place; the button to the own page; why it came"),
        PERSON,
        lambda: _("We have your registration: %(event)s", event=EVENT),
        received_body,
    ),
    WordingKind(
        "registration.verify",
        _l("Please confirm your address"),
        _l("until when the place is kept; the button that confirms; date, time and place; why it came"),
        PERSON,
        lambda: _("Please confirm your address: %(event)s", event=EVENT),
        greeting_body,
    ),
    WordingKind(
        "registration.waiting",
        _l("On the waiting list"),
        _l("the place in the line; what happens next; date, time and place; the button to the own page"),
        PERSON,
        lambda: _("You are on the waiting list: %(event)s", event=EVENT),
        waiting_body,
    ),
    WordingKind(
        "registration.offer",
        _l("A place is free for you"),
        _l("until when it is kept; the button to take it or leave it; date, time and place"),
        PERSON,
        lambda: _("A place for you: %(event)s", event=EVENT),
        greeting_body,
    ),
    WordingKind(
        "registration.offer_ended",
        _l("The offer has ended"),
        _l("what became of the place; the button to the own page"),
        PERSON,
        lambda: _("The offer has ended: %(event)s", event=EVENT),
        greeting_body,
    ),
    WordingKind(
        "registration.room_offer",
        _l("A place in the room is free for you"),
        _l("until when it is kept; the button to take it or stay online; date, time and place"),
        PERSON,
        lambda: _("A place in the room for you: %(event)s", event=EVENT),
        greeting_body,
    ),
    WordingKind(
        "registration.room_offer_ended",
        _l("The offer of a place in the room has ended"),
        _l("what became of the place; the button to the own page"),
        PERSON,
        lambda: _("You keep your place online: %(event)s", event=EVENT),
        greeting_body,
    ),
    WordingKind(
        "registration.confirmed",
        _l("Place confirmed, with the ticket"),
        _l("the ticket with its code; date, time and place; the button to the own page; the entry for the calendar"),
        (*PERSON, TICKET),
        lambda: _("Your ticket: %(event)s", event=EVENT),
        confirmed_body,
    ),
    WordingKind(
        "registration.declined",
        _l("No place"),
        _l("why it came"),
        PERSON,
        lambda: _("Your registration: %(event)s", event=EVENT),
        declined_body,
    ),
    WordingKind(
        "registration.cancelled",
        _l("Cancelled"),
        _l("who cancelled; how to take it back; the entry that leaves the calendar; why it came"),
        PERSON,
        lambda: _("Cancelled: %(event)s", event=EVENT),
        cancelled_body,
    ),
    WordingKind(
        "registration.expired",
        _l("Not confirmed in time"),
        _l("why it came"),
        PERSON,
        lambda: _("Your registration: %(event)s", event=EVENT),
        expired_body,
    ),
    WordingKind(
        "registration.link",
        _l("The link of the own page, asked for again"),
        _l("the button to the own page; date, time and place; why it came"),
        PERSON,
        lambda: _("Your link: %(event)s", event=EVENT),
        link_body,
    ),
    WordingKind(
        "registration.event_changed",
        _l("Date or place of the event changed"),
        _l("date, time and place as they are now; the button to the own page; the entry for the calendar"),
        PERSON,
        lambda: _("Changed: %(event)s", event=EVENT),
        event_changed_body,
    ),
)
# The first goes to an address that nobody has proved to be the person's: nothing of the registration may stand in it.
ADDRESS_KINDS = (
    WordingKind(
        "address.confirm",
        _l("Is this your address?"),
        _l("the button that confirms the new address; why it came"),
        (NAME, Placeholder("link", _l("the address that confirms")), *OF_EVENT),
        lambda: _("Is this your address? %(event)s", event=EVENT),
        address_confirm_body,
    ),
    WordingKind(
        "address.changed",
        _l("The address was changed"),
        _l("why it came"),
        (NAME, Placeholder("link", _l("the page where a lost link is asked for")), *OF_EVENT),
        lambda: _("Your address was changed: %(event)s", event=EVENT),
        address_changed_body,
    ),
)
