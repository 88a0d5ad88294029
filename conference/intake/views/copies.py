"""Copying the programme of another event."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.events.models import Event
from conference.events.permissions import PERMISSIONS, Permission, Role
from conference.events.queries import events_of_user
from conference.events.web import event_page

from ..copy_forms import CopyForm
from ..copy_rules import mark_of
from ..copy_services import copy_programme, would_copy
from ..copy_words import COUNT_WORDS
from .start import intake

Answer = str | AnyResponse | tuple[str, int]


@intake.route("/copy", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def copy(event: Event) -> Answer:
    """Choose an event at which one may edit the programme, and what to take over; what that adds is shown first."""
    sources = sources_of(event)
    form, slug, counts = CopyForm([(other.slug, other.title) for other in sources]), event.slug, None
    if form.validate_on_submit():
        ident, source_id = event.id, next(other.id for other in sources if other.slug == form.source.data)
        parts = form.parts.data or ()
        try:
            counts = would_copy(source_id, ident, parts, at=now())
            mark = mark_of(form.source.data, parts, counts)
            if form.seen.data == mark:
                counts = copy_programme(source_id, ident, parts, actor=current_actor(), at=now())
                flash(_("Copied into the draft. %(counts)s", counts=told(counts)), "success")
                return redirect(url_for("intake.start", slug=slug))
            form.seen.data = mark
        except Refused as refusal:
            form.refuse(refusal, "parts")
    elif request.method == "GET":
        form.show()
    page = render_template(
        "intake/copy.html", event=event, form=form, sources=sources, counts=counts, words=COUNT_WORDS
    )
    return page, form.status


def told(counts: dict[str, int]) -> str:
    return ", ".join(f"{COUNT_WORDS[name]}: {count}" for name, count in counts.items() if count)


def sources_of(event: Event) -> list[Event]:
    """The other events at which the person may edit the programme, the newest first."""
    mine = events_of_user(current_actor().id or 0)
    may = [other for other, role in mine if Permission.EDIT_PROGRAMME in PERMISSIONS[Role(role)]]
    return sorted((other for other in may if other.id != event.id), key=lambda other: other.starts_at, reverse=True)
