"""Organisers: the buttons on the page of an announcement."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor, signed_in_user
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.uploads import uploaded_file
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import announcement_services as services
from .. import mails, previews
from ..forms import AttachForm
from .announcements import announcement_or_404, announcement_page, manage_announcements

DEEDS: dict[str, Callable[..., Any]] = {
    "send": services.send,
    "unplan": services.unplan,
    "discard": services.discard,
    "pause": services.pause,
    "resume": services.resume,
    "stop": services.stop,
}
DONE = {
    "send": _l("It is on its way, or planned: this page shows how it stands."),
    "unplan": _l("It is a draft again. Nothing is sent."),
    "discard": _l("The draft is deleted."),
    "pause": _l("Paused: whatever the mail server does not have yet waits here."),
    "resume": _l("It goes on."),
    "stop": _l("Stopped: whatever the mail server does not have yet is never sent."),
}


@manage_announcements.post("/<code>/<any(send, unplan, discard, pause, resume, stop):deed>")
@event_page(Permission.SEND_MAIL)
def act(event: Event, code: str, deed: str) -> Response:
    found, slug = announcement_or_404(event, code), event.slug
    form = ActionForm()
    if form.validate_on_submit():
        try:
            DEEDS[deed](found.id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(str(DONE[deed]), "success")
            if deed == "discard":
                return redirect(url_for(".announcements", slug=slug))
            return redirect(url_for(".show_announcement", slug=slug, code=code))
    return announcement_page(event, announcement_or_404(event, code), form)


@manage_announcements.post("/<code>/test")
@event_page(Permission.SEND_MAIL)
def test(event: Event, code: str) -> Response:
    """Mail it to the organiser who asks."""
    found, slug = announcement_or_404(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    if previews.person_for(event, "") is None:
        flash(previews.nobody(""), "error")
        return redirect(url_for(".show_announcement", slug=slug, code=code))
    email = signed_in_user().email
    services.send_test(
        found.id,
        to_email=email,
        to_name=signed_in_user().name,
        languages=mails.languages_of(event),
        actor=current_actor(),
        at=now(),
    )
    flash(_("A test is on its way to %(address)s.", address=email), "success")
    return redirect(url_for(".show_announcement", slug=slug, code=code))


@manage_announcements.post("/<code>/files")
@event_page(Permission.SEND_MAIL)
def add_file(event: Event, code: str) -> Response:
    found, form, slug = announcement_or_404(event, code), AttachForm(), event.slug
    if form.validate_on_submit():
        try:
            file = uploaded_file("file")
            if file is None:
                form.file.errors = [_("Choose a file")]
            else:
                services.attach(found.id, file, actor=current_actor(), at=now())
                flash(_("The file goes along."), "success")
                return redirect(url_for(".show_announcement", slug=slug, code=code))
        except Refused as refusal:
            form.refuse(refusal, "file")
    return announcement_page(event, announcement_or_404(event, code), form)


@manage_announcements.post("/<code>/files/<uuid>/remove")
@event_page(Permission.SEND_MAIL)
def remove_file(event: Event, code: str, uuid: str) -> Response:
    found, slug = announcement_or_404(event, code), event.slug
    form = ActionForm()
    if form.validate_on_submit():
        try:
            services.detach(found.id, uuid, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".show_announcement", slug=slug, code=code))
    return announcement_page(event, announcement_or_404(event, code), form)
