"""Organisers: tell everybody that the dates or the place of the event changed."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.forms import Form, VersionField
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import event_changes, services
from .manage import manage_registrations

FIELD_WORDS: dict[str, Any] = {
    "title": _l("Title"),
    "starts_at": _l("Begin"),
    "ends_at": _l("End"),
    "zone": _l("Time zone"),
    "mode": _l("How it takes place"),
    "venue": _l("Venue"),
    "address": _l("Address"),
    "city": _l("City"),
    "country": _l("Country"),
}


class TellForm(Form):
    version = VersionField()


@manage_registrations.route("/tell", methods=["GET", "POST"], endpoint="tell")
@event_page(Permission.SEND_MAIL)
def tell(event: Event) -> Response | tuple[str, int]:
    """What is different, how many get the mail, and the button that sends it."""
    form = TellForm(obj=event)
    slug = event.slug
    if form.validate_on_submit():
        count = services.tell_of_event(event.id, version=form.version.number, actor=current_actor(), at=now())
        flash(ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", count), "success")
        return redirect(url_for(".list", slug=slug), 303)
    page = render_template(
        "registration/manage/tell.html",
        event=event,
        form=form,
        changed=[str(FIELD_WORDS[name]) for name in event_changes.untold(event)],
        count=event_changes.count_confirmed(event.id),
    )
    return page, form.status


def must_tell(event: Event) -> bool:
    """For the list: people's calendars are no longer true, and this user may tell them."""
    return may(Permission.SEND_MAIL) and bool(event_changes.untold(event))


manage_registrations.add_app_template_global(must_tell, "must_tell")
