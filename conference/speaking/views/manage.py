"""Organisers: who has which link, who answered, and asking those who did not."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.templating import external_url
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.programme.models import Speaker
from conference.programme.speaker_queries import find_speaker_of_event

from .. import links, queries, services
from ..rules import is_link_alive

manage_speaking = Blueprint("manage_speaking", __name__, url_prefix="/manage/<slug>/speaking")
Answer = str | Response | tuple[str, int]


@manage_speaking.get("/")
@event_page(Permission.EDIT_PROGRAMME)
def list_speakers(event: Event) -> str:
    rows = queries.standings(event.id, now())
    return render_template(
        "speaking/manage/list.html",
        event=event,
        rows=rows,
        unanswered=sum(not state.is_done for _speaker, state in rows),
        waiting=[speaker for speaker, state in rows if not state.is_done and not speaker.email],
    )


@manage_speaking.post("/")
@event_page(Permission.EDIT_PROGRAMME)
def mail_chosen(event: Event) -> Answer:
    """Send links to the speakers who are ticked, or remind those of them who have not answered."""
    if not ActionForm().validate_on_submit():
        abort(400)
    chosen = [speaker.id for speaker in queries.speakers_by_codes(event.id, request.form.getlist("speaker"))]
    if not chosen:
        flash(_("Choose at least one speaker"), "error")
    elif request.form.get("deed") == "remind":
        count = services.remind(event.id, chosen, actor=current_actor(), at=now())
        flash(
            ngettext("%(num)d reminder is on its way.", "%(num)d reminders are on their way.", count)
            if count
            else _("Nobody of them has a link and something left to answer."),
            "success" if count else "error",
        )
    else:
        try:
            count = services.invite(event.id, chosen, actor=current_actor(), at=now())
            flash(ngettext("%(num)d link is on its way.", "%(num)d links are on their way.", count), "success")
        except Refused as refusal:
            flash(str(refusal), "error")
    return redirect(url_for(".list_speakers", slug=event.slug), 303)


@manage_speaking.get("/<code>")
@event_page(Permission.EDIT_PROGRAMME)
def speaker(event: Event, code: str) -> str:
    found = speaker_or_404(event, code)
    is_alive = is_link_alive(found.link_digest, found.link_expires_at, now())
    address = url_for("speaking.own", slug=event.slug, token=links.token_of(found)) if is_alive else ""
    return render_template(
        "speaking/manage/speaker.html",
        event=event,
        speaker=found,
        address=external_url(address) if address else "",
        parts=queries.parts_of(found.id),
        consents=queries.consents_of(found.id),
        state=queries.standing_of(found, now()),
    )


@manage_speaking.post("/<code>/link")
@event_page(Permission.EDIT_PROGRAMME)
def change_link(event: Event, code: str) -> Response:
    """Make a link, replace it or end it."""
    found = speaker_or_404(event, code)
    if not ActionForm().validate_on_submit():
        abort(400)
    if request.form.get("deed") == "revoke":
        services.revoke_link(found.id, actor=current_actor(), at=now())
        flash(_("The link leads nowhere any more."), "success")
    else:
        services.make_link(found.id, actor=current_actor(), at=now())
        flash(_("There is a new link. One that was there before leads nowhere any more."), "success")
    return redirect(url_for(".speaker", slug=event.slug, code=code), 303)


def speaker_or_404(event: Event, code: str) -> Speaker:
    found = find_speaker_of_event(event.id, code)
    if found is None:
        abort(404)
    return found
