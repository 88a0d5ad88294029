"""An agenda behind its secret address: to read, to change, to subscribe to, to end."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask_babel import refresh
from werkzeug.wrappers import Response as AnyResponse

from conference.core.clock import now
from conference.core.i18n import LANGUAGES, force_locale, language
from conference.core.qr import qr_svg
from conference.core.templating import external_url
from conference.core.throttle import hit
from conference.core.web import DOWNLOAD_CSP, by_secret_link, client_key, private_answer
from conference.events.caching import unshared_file
from conference.planning.queries import ways_of
from conference.planning.ways import hints, hints_by_slot
from conference.programme import queries as programme
from conference.registration.links import find_by_token

from .. import links, pages, queries, services
from ..calendars import calendar
from ..forms import CodesForm
from ..models import PersonalAgenda
from . import personal

View = TypeVar("View", bound=Callable[..., Any])
MISSES_A_MINUTE = 60  # wrong links from one client
EDITION = 2  # of the feed; another one makes other tags
personal.add_app_template_global(pages.chosen_of, "chosen_of")


def own_agenda(view: View) -> View:
    """Hand the view the agenda behind `secret`; a wrong one tells nothing."""

    @wraps(view)
    def page(secret: str) -> Any:
        found = links.find_by_secret(secret)
        if found is None or not found.event.is_published:
            private_answer()
            hit("my.miss", client_key(), limit=MISSES_A_MINUTE, seconds=60)
            abort(404)
        g.event, g.role = found.event, None
        if found.registration is not None and found.registration.language in LANGUAGES:
            g.preferred_language = found.registration.language
            refresh()
        return view(agenda=found, secret=secret)

    return page  # type: ignore[return-value]


@personal.get("/my/<secret>")
@by_secret_link
@own_agenda
def mine(agenda: PersonalAgenda, secret: str) -> str:
    private_answer()
    event = agenda.event
    release = programme.newest_release(event.id)
    items = queries.picked_items(agenda, language())
    picked = {item.code for item in items}
    every = programme.agenda(release.id, language=language(), with_people=False) if release else []
    feed_url = external_url(url_for(".calendar_feed", secret=secret, lang=None))
    page_url = external_url(url_for(".mine", secret=secret, lang=None))
    return render_template(
        "personal/mine.html",
        event=event,
        agenda=agenda,
        secret=secret,
        days=pages.days_of(event, items, now()),
        cards=pages.cards_of(event, release, items),
        hints=hints_by_slot(hints(items, ways_of(event))),
        codes=",".join(sorted(picked)),
        choices={item.code: item for item in every if not item.is_set_back and item.code not in picked}.values(),
        feed_url=feed_url,
        subscribe_url=f"webcal://{feed_url.partition('://')[2]}",
        page_url=page_url,
        qr=qr_svg(page_url),
    )


@personal.get("/my/<secret>.ics")
@by_secret_link
@own_agenda
def calendar_feed(agenda: PersonalAgenda, secret: str) -> Response:
    """Answered with 304 to who has it already. Nothing on the way may keep it."""
    event, release = agenda.event, programme.newest_release(agenda.event_id)
    asked = request.args.get("lang", "")
    person = agenda.registration
    words = asked if asked in event.languages else person.language if person else event.main_language
    picks = sorted(queries.chosen_ids(agenda))
    state = (EDITION, event.uuid, event.version, release and release.number, agenda.changed_at, picks, words, secret)

    def render() -> bytes:
        with force_locale(words if words in LANGUAGES else "en"):
            return calendar(agenda, release, secret, words)

    response = unshared_file(state, render, "text/calendar")
    response.headers.set("Content-Disposition", "inline", filename=f"{event.slug}.ics")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    return response


@personal.post("/my/<secret>/add")
@by_secret_link
@own_agenda
def add(agenda: PersonalAgenda, secret: str) -> AnyResponse:
    form = sent_from_our_page()
    is_new = services.add_picks(agenda.id, form.chosen, at=now()) > 0
    return back(secret, done="added" if is_new else None)


@personal.post("/my/<secret>/remove")
@by_secret_link
@own_agenda
def remove(agenda: PersonalAgenda, secret: str) -> AnyResponse:
    form = sent_from_our_page()
    for code in form.chosen[:1]:
        services.remove_pick(agenda.id, code, at=now())
    return back(secret)


@personal.post("/my/<secret>/renew")
@by_secret_link
@own_agenda
def renew(agenda: PersonalAgenda, secret: str) -> AnyResponse:
    sent_from_our_page()
    renewed = services.renew_link(agenda.id, at=now())
    return back(links.secret_of(renewed), done="renewed")


@personal.post("/my/<secret>/forget")
@by_secret_link
@own_agenda
def forget(agenda: PersonalAgenda, secret: str) -> AnyResponse:
    sent_from_our_page()
    slug = agenda.event.slug
    services.forget_agenda(agenda.id)
    return redirect(url_for(".my_agenda", slug=slug, done="forgotten"), 303)


@personal.post("/events/<slug>/registrations/<token>/my-agenda")
@by_secret_link
def of_registration(slug: str, token: str) -> AnyResponse:
    """Open the agenda that belongs to a registration; it is made the first time."""
    private_answer()
    found = find_by_token(slug, token)
    if found is None or not found.is_alive:
        hit("my.miss", client_key(), limit=MISSES_A_MINUTE, seconds=60)
        abort(404)
    sent_from_our_page()
    return back(links.secret_of(services.agenda_of(found.id, at=now())))


def back(secret: str, *, done: str | None = None) -> AnyResponse:
    """`done` says what happened; no cookie is needed for that."""
    return redirect(url_for(".mine", secret=secret, done=done), 303)


def sent_from_our_page() -> CodesForm:
    private_answer()
    form = CodesForm()
    if not form.validate_on_submit():
        abort(400)
    return form
