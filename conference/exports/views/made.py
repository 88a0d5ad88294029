"""The agenda as a PDF for everybody; the snapshot of the public pages for organisers."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.csvfile import safe_name
from conference.core.errors import Refused
from conference.core.forms import Form
from conference.core.i18n import language as language_in_force
from conference.core.web import DOWNLOAD_CSP, download
from conference.events.caching import tagged
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.programme.queries import newest_release

from .. import booklet
from .. import made_queries as queries
from .. import made_services as services
from ..made_models import MadeFile, MadeKind
from ..made_words import PROGRESS_WORDS

made = Blueprint("made", __name__)
LOOK_AGAIN = 3  # seconds
Answer = str | AnyResponse | tuple[str, int] | tuple[str, int, dict[str, str]]


@made.get("/events/<slug>/agenda.pdf")
@event_page(public=True)
def agenda_booklet(event: Event) -> Answer:
    """The booklet of the newest release; who comes before it is drawn sees a page that waits for it."""
    release, language = newest_release(event.id), language_in_force()
    if release is None:
        abort(404)
    state = booklet.state_of(event, release, language)
    file = queries.find_made(event.id, MadeKind.BOOKLET, language, state)
    if file is None:
        services.ask_for(event.id, MadeKind.BOOKLET, state, language=language, at=now())
        file = queries.find_made(event.id, MadeKind.BOOKLET, language, state)
    progress = queries.progress_of(file, now()) if file else "waiting"
    if file is None or progress != "ready":
        page = render_template("exports/booklet_waiting.html", event=event, progress=progress)
        if progress == "failed":
            return page, 503
        return page, 202, {"Refresh": str(LOOK_AGAIN), "Retry-After": str(LOOK_AGAIN)}
    if request.if_none_match.contains_weak(state):
        return tagged(Response(status=304), state)
    response = tagged(Response(mimetype="application/pdf"), state)
    response.headers.set("Content-Disposition", "inline", filename=f"agenda-{safe_name(event.slug)}-{language}.pdf")
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    response.data = queries.data_of(file) or b""
    return response


@made.route("/manage/<slug>/snapshot", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def snapshots(event: Event) -> Answer:
    """Ask for a snapshot, and find those that are still kept."""
    form = Form()
    if form.validate_on_submit():
        try:
            code = services.ask_for_snapshot(event.id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".snapshot", slug=event.slug, code=code))
    at = now()
    kept = [(file, queries.progress_of(file, at)) for file in queries.made_of_event(event.id, MadeKind.SNAPSHOT, at)]
    page = render_template("exports/snapshots.html", event=event, form=form, kept=kept, words=PROGRESS_WORDS)
    return page, form.status


@made.get("/manage/<slug>/snapshot/<code>")
@event_page(Permission.EDIT_EVENT)
def snapshot(event: Event, code: str) -> Answer:
    file = get_snapshot(event, code)
    progress = queries.progress_of(file, now())
    page = render_template(
        "exports/snapshot.html", event=event, file=file, progress_state=progress, words=PROGRESS_WORDS
    )
    return page, 410 if progress == "expired" else 200


@made.get("/manage/<slug>/snapshot/<code>.zip")
@event_page(Permission.EDIT_EVENT)
def snapshot_zip(event: Event, code: str) -> Response:
    file = get_snapshot(event, code)
    progress = queries.progress_of(file, now())
    if progress != "ready":
        abort(410 if progress == "expired" else 404)
    return download(queries.data_of(file) or b"", f"{safe_name(event.slug)}.zip", "application/zip")


def get_snapshot(event: Event, code: str) -> MadeFile:
    file = queries.find_made_by_code(event.id, code)
    return file if file is not None and file.kind == MadeKind.SNAPSHOT else abort(404)
