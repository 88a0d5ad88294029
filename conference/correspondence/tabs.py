"""The pages about mail, as a row of links on each of them."""

from flask import g, request, url_for
from flask_babel import gettext as _


def mail_tabs() -> list[tuple[str, str, bool]]:
    """(label, address, is it the present page)."""
    tabs = (
        (_("Sent and waiting"), "manage_mail.list", ("manage_mail.show", "manage_mail.resend")),
        (_("Texts"), "manage_mail.texts", ("manage_mail.text",)),
        (_("Sender and pace"), "manage_mail.settings", ()),
    )
    return [
        (label, url_for(endpoint, slug=g.event.slug), request.endpoint in (endpoint, *below))
        for label, endpoint, below in tabs
    ]
