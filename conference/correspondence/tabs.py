"""The pages about mail, as a row of links on each of them."""

from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import may
from conference.programme.agenda import Item
from conference.registration.models import Registration
from conference.signup.models import SignUpState

from .forms import PREFIX
from .links import token_of
from .narrowings import times_of


def mail_tabs() -> list[tuple[str, str, bool]]:
    """(label, address, is it the present page)."""
    tabs = (
        (_("Announcements"), "manage_announcements.announcements", ()),
        (_("Sent and waiting"), "manage_mail.list", ("manage_mail.show", "manage_mail.resend")),
        (_("Texts"), "manage_mail.texts", ("manage_mail.text",)),
        (_("Sender and pace"), "manage_mail.settings", ()),
        (_("Addresses"), "manage_mail.addresses", ()),
    )
    return [
        (label, url_for(endpoint, slug=g.event.slug), request.endpoint in (endpoint, *below))
        for label, endpoint, below in tabs
    ]


def own_unsubscribe_address(registration: Registration) -> str:
    """Where a person says on which mails they can do without, from the page of their registration."""
    return url_for("correspondence.unsubscribe", slug=registration.event.slug, token=token_of(registration))


def write_to_signed_up(event: Event, item: Item) -> str | None:
    """Where to write to who has a place in a session, at this time of it, or waits for one; None for who may not."""
    if not may(Permission.SEND_MAIL):
        return None
    which = item.slot_uuid if times_of(event, item.code) else item.code
    chosen: Any = [f"{state}:{which}" for state in (SignUpState.TAKEN, SignUpState.WAITING)]
    return url_for("manage_announcements.new_announcement", slug=event.slug, **{f"{PREFIX}sign_up": chosen})
