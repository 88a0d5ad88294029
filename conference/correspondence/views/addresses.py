"""Organisers: the addresses that get no announcements, and why."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import queries, services
from . import manage_mail


@manage_mail.get("/addresses")
@event_page(Permission.VIEW_MAIL)
def addresses(event: Event) -> str:
    return render_template(
        "correspondence/addresses.html",
        event=event,
        undeliverable=queries.undeliverable_addresses(event.id),
        unsubscribed=queries.unsubscribed_addresses(event.id),
        may_send=may(Permission.SEND_MAIL),
    )


@manage_mail.post("/addresses/works")
@event_page(Permission.SEND_MAIL)
def address_works(event: Event) -> Response:
    if not ActionForm().validate_on_submit():
        abort(400)
    slug, email = event.slug, request.form.get("email", "")[:254]
    services.address_works(event.id, email, actor=current_actor(), at=now())
    flash(_("The address gets announcements again."), "success")
    return redirect(url_for(".addresses", slug=slug))
