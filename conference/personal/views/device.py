"""My agenda on the device: the page knows every session, a script shows those that the visitor starred."""

from flask import Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from conference.core.assets import ROOT
from conference.core.clock import now
from conference.core.i18n import language
from conference.core.throttle import hit
from conference.core.web import client_key, private_answer
from conference.events.caching import shared_file, shared_page
from conference.events.models import Event
from conference.events.web import event_page
from conference.planning.queries import ways_of
from conference.programme import queries as programme
from conference.programme.models import Release

from .. import links, pages, services
from ..forms import CodesForm
from . import personal

WORKER = ROOT / "static" / "js" / "mine" / "worker.js"
KEPT_A_CLIENT, LIMIT_SECONDS = 30, 3600  # a whole delegation may sit behind one address


@personal.get("/events/<slug>/my-agenda")
@event_page(public=True)
def my_agenda(event: Event) -> AnyResponse | str:
    release = programme.newest_release(event.id)
    return shared_page(event, release and release.number, "mine", render=lambda: render(event, release))


def render(event: Event, release: Release | None) -> str:
    items = programme.agenda(release.id, language=language()) if release else []
    own = [item for item in items if not item.is_set_back]
    return render_template(
        "personal/device.html",
        event=event,
        release=release,
        days=pages.days_of(event, own, now()),
        cards=pages.cards_of(event, release, own),
        ways=ways_of(event),
    )


@personal.route("/events/<slug>/my-agenda/take", methods=["GET", "POST"])
@event_page(public=True)
def take(event: Event) -> AnyResponse | tuple[str, int]:
    """Keep what the device has starred behind a secret address of its own."""
    private_answer()
    if programme.newest_release(event.id) is None:
        abort(404)
    form = CodesForm()
    if form.validate_on_submit():
        hit("my.keep", client_key(), limit=KEPT_A_CLIENT, seconds=LIMIT_SECONDS)
        agenda = services.keep_agenda(event.id, form.chosen, at=now())
        return redirect(url_for(".mine", secret=links.secret_of(agenda)), 303)
    return render_template("personal/take.html", event=event, form=form), form.status


@personal.get("/events/<slug>/my-agenda/worker.js")
@event_page(public=True)
def worker(event: Event) -> Response:
    """Keeps the page for when there is no network; below its address, so that it looks after no other page."""
    response = shared_file(event, "worker", render=WORKER.read_bytes, mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = url_for(".my_agenda", slug=event.slug, lang=None)
    return response
