"""Mails about another address: to the new one, whether it is theirs; to the old one, that it was changed."""

from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.templating import external_url
from conference.mail.letters import Letter, composer

from . import links, queries
from .models import AddressChange
from .placeholders import greeted


@composer("address.confirm")
def confirm(change_id: int) -> Letter | None:
    change = queries.find_change(change_id)
    if change is None or change.confirmed_at is not None or not change.registration.is_alive:
        return None
    event = change.registration.event
    address = url_for("registration.new_address", slug=event.slug, secret=links.address_link(change))
    return letter("address_confirm", _("Is this your address? %(event)s", event=event.title), change, address)


@composer("address.changed")
def changed(change_id: int) -> Letter | None:
    change = queries.find_change(change_id)
    if change is None or change.confirmed_at is None or change.registration.erased_at is not None:
        return None
    event = change.registration.event
    subject = _("Your address was changed: %(event)s", event=event.title)
    return letter("address_changed", subject, change, url_for("registration.lost_link", slug=event.slug))


def letter(name: str, subject: str, change: AddressChange, address: str) -> Letter:
    person = change.registration
    facts = {"event": person.event, "greeted": greeted(person.name), "own": None, "link": external_url(address)}
    return Letter(
        subject=subject,
        text=render_template(f"registration/mail/{name}.txt", **facts),
        html=render_template(f"registration/mail/{name}.html", subject=subject, **facts),
        reply_to=person.event.contact_email or None,
    )
