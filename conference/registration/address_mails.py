"""Mails about another address: to the new one, whether it is theirs; to the old one, that it was changed."""

from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.i18n import language
from conference.core.templating import external_url
from conference.events.telling import said_plainly
from conference.mail.letters import Letter, composer
from conference.mail.rendering import OwnWords, Value
from conference.mail.wordings import Sample, own_words_for

from . import links, manage_queries, queries
from .models import Registration
from .placeholders import greeted, value_of_name, values_of_event


@composer("address.confirm")
def confirm(change_id: int) -> Letter | None:
    change = queries.find_change(change_id)
    if change is None or change.confirmed_at is not None or not change.registration.is_alive:
        return None
    person = change.registration
    address = url_for("registration.new_address", slug=person.event.slug, secret=links.address_link(change))
    return letter("confirm", person, address)


@composer("address.changed")
def changed(change_id: int) -> Letter | None:
    change = queries.find_change(change_id)
    if change is None or change.confirmed_at is None or change.registration.erased_at is not None:
        return None
    person = change.registration
    return letter("changed", person, url_for("registration.lost_link", slug=person.event.slug))


def letter(name: str, person: Registration, address: str) -> Letter:
    own = own_words_for(f"address.{name}", person.event_id, language(), values_of(person, address))
    subject = {
        "confirm": _("Is this your address? %(event)s", event=said_plainly(person.event, "title")),
        "changed": _("Your address was changed: %(event)s", event=said_plainly(person.event, "title")),
    }[name]
    return written(name, person, own.subject if own else subject, own, address)


def values_of(person: Registration, address: str) -> dict[str, Value]:
    """Nothing of the registration: the address may be somebody else's."""
    link = Value(external_url(address), is_link=True)
    return {**values_of_event(person.event), "name": value_of_name(person.name), "link": link}


def sample_of(kind: str, event_id: int, words: str) -> Sample | None:
    person = manage_queries.find_person(event_id, words)
    if person is None:
        return None
    name, slug = kind.partition(".")[2], person.event.slug
    address = url_for("registration.lost_link", slug=slug)
    if name == "confirm":
        address = url_for("registration.new_address", slug=slug, secret="hidden")  # noqa: S106 - it hides one
    to = f"{person.name} <{person.email}>"
    return Sample(to, values_of(person, address), lambda own: written(name, person, own.subject, own, address))


def written(name: str, person: Registration, subject: str, own: OwnWords | None, address: str) -> Letter:
    facts = {"event": person.event, "greeted": greeted(person.name), "own": own, "link": external_url(address)}
    return Letter(
        subject=subject,
        text=render_template(f"registration/mail/address_{name}.txt", **facts),
        html=render_template(f"registration/mail/address_{name}.html", subject=subject, **facts),
        reply_to=person.event.contact_email or None,
        event_name=said_plainly(person.event, "title"),
    )
