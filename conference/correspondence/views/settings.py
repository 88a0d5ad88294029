"""Organisers: the name and address that mails carry, and how fast announcements go out."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.telling import said_plainly
from conference.events.web import event_page
from conference.mail.queries import settings_of
from conference.mail.smtp import sender

from .. import settings_services as services
from ..forms import SenderForm
from . import manage_mail


@manage_mail.route("/settings", methods=["GET", "POST"])
@event_page(Permission.SEND_MAIL)
def settings(event: Event) -> Response | tuple[str, int]:
    row, slug = settings_of(event.id), event.slug
    form = SenderForm(obj=row)
    if form.validate_on_submit():
        try:
            services.change_sender(
                event.id, form.values(), version=form.version.number, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved: the next e-mail carries it."), "success")
            return redirect(url_for(".settings", slug=slug))
    shown = sender(row.sender_name, current_app.config["MAIL_FROM"], said_plainly(event, "title"))
    page = render_template(
        "correspondence/settings.html",
        event=event,
        form=form,
        shown_from=str(shown),
        shown_reply_to=row.reply_to or event.contact_email,
    )
    return page, form.status
