"""The supervisor's board and the public screen: kept for a moment for each event, told anew only when they changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, cast

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.codes import digest
from conference.core.forms import ActionForm
from conference.core.i18n import language
from conference.core.paging import asked_page
from conference.core.web import by_secret_link, private_answer
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import board as rules
from .. import services
from ..queries import live as queries
from ..queries.screens import event_of_screen, token_of_screen

live = Blueprint("door_live", __name__, url_prefix="/manage/<slug>/check-in/live")
hall = Blueprint("door_screen", __name__, url_prefix="/events/<slug>/door-screen")
MOST_KEPT = 64
MOST_SHOWN = 12
Key = tuple[str, int, str]


@dataclass(frozen=True)
class Kept:
    mark: tuple[Any, ...]
    made_at: datetime
    good_until: datetime
    html: str
    tag: str

    @property
    def markup(self) -> Markup:
        return Markup(self.html)  # noqa: S704 - rendered by a template of ours


class Fragments:
    """What was rendered last for each event and language, in this process."""

    def __init__(self) -> None:
        self._kept: dict[Key, Kept] = {}
        self._lock = Lock()

    def get(self, key: Key, mark: tuple[Any, ...], at: datetime, make: Callable[[], tuple[str, datetime]]) -> Kept:
        known = self._kept.get(key)
        if known is not None and known.mark == mark and known.made_at <= at < known.good_until:
            return known
        html, good_until = make()
        fresh = Kept(mark, at, good_until, html, digest(html)[:20])
        with self._lock:
            while len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = fresh
        return fresh


fragments = Fragments()


def fragment(name: str, event: Event, template: str) -> Kept:
    at = now()
    return fragments.get(
        (name, event.id, language()),
        (*queries.mark(event.id), event.version),
        at,
        lambda: _rendered(event, template, queries.board(event, at)),
    )


def _rendered(event: Event, template: str, shown: rules.Board) -> tuple[str, datetime]:
    most = rules.tallest(shown.points)
    html = render_template(
        template,
        event=event,
        board=shown,
        heights={point.code: rules.heights(point.bars, most) for point in shown.points},
        most_shown=MOST_SHOWN,
        bar_minutes=rules.BAR,
    )
    return html, shown.good_until


def answer(kept: Kept) -> Response:
    """The fragment, or 304 to who has it."""
    private_answer()
    response = Response(status=304) if kept.tag in request.if_none_match else make_response({"html": kept.html})
    response.set_etag(kept.tag)
    return response


@live.get("/", endpoint="board")
@event_page(Permission.VIEW_CHECK_IN)
def board_page(event: Event) -> str:
    kept = fragment("board", event, "checkin/live/_board.html")
    return render_template(
        "checkin/live/board.html",
        event=event,
        kept=kept,
        screen=token_of_screen(event.id),
        may_edit=may(Permission.EDIT_EVENT),
    )


@live.get("/board", endpoint="part")
@event_page(Permission.VIEW_CHECK_IN)
def board_part(event: Event) -> Response:
    return answer(fragment("board", event, "checkin/live/_board.html"))


@live.get("/missing", endpoint="missing")
@event_page(Permission.VIEW_ATTENDEES)
def missing(event: Event) -> str:
    """Who has a place and has not come: VIPs and speakers first."""
    asked = {name: request.args.get(name, "")[:100] for name in ("category", "delegation", "q")}
    shown, slug, words = queries.board(event, now()), event.slug, cast("dict[str, Any]", asked)
    return render_template(
        "checkin/live/missing.html",
        event=event,
        page=queries.missing(
            event, category=asked["category"], delegation=asked["delegation"], words=asked["q"], number=asked_page()
        ),
        asked=asked,
        page_url=lambda number: url_for(".missing", slug=slug, page=number, **words),
        categories=[(group.key, group.name) for group in shown.categories],
        delegations=[(group.key, group.name) for group in shown.delegations],
        name_of=lambda category: queries.name_of(event, category),
    )


@live.post("/screen/<any(open, close):deed>", endpoint="screen")
@event_page(Permission.EDIT_EVENT)
def switch_screen(event: Event, deed: str) -> AnyResponse:
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    change = services.open_screen if deed == "open" else services.close_screen
    change(event.id, actor=current_actor(), at=now())
    flash(
        _("The public screen has an address now.") if deed == "open" else _("The public screen is closed."), "success"
    )
    return redirect(url_for(".board", slug=slug), 303)


def shown_event(slug: str, token: str) -> Event:
    return event_of_screen(slug, token) or abort(404)


@hall.get("/<token>", endpoint="page")
@by_secret_link
def hall_page(slug: str, token: str) -> str:
    """Counts for a display in the hall: nothing about anybody."""
    private_answer()
    event = shown_event(slug, token)
    kept = fragment("hall", event, "checkin/live/_hall.html")
    return render_template("checkin/live/hall.html", event=event, kept=kept, token=token)


@hall.get("/<token>/part", endpoint="part")
@by_secret_link
def hall_part(slug: str, token: str) -> Response:
    return answer(fragment("hall", shown_event(slug, token), "checkin/live/_hall.html"))
