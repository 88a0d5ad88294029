"""The letters about a registration whose words organisers may replace, with the built-in words as they begin from."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.mail.wordings import WordingKind

from .placeholders import PERSON, TICKET

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


def link_body() -> str:
    return paragraphs(
        _(
            "Somebody, probably you, registered with this address once more or asked for its link. You are registered "
            "already, and nothing has changed."
        )
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
)
