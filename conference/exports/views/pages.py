"""Pages that tell people how to read the agenda elsewhere, and the script that other sites load for it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Blueprint, current_app, render_template, url_for
from werkzeug.wrappers import Response

from conference.core.i18n import language
from conference.core.qr import qr_svg
from conference.core.templating import external_url
from conference.core.web import public
from conference.events.caching import shared_page
from conference.events.models import Event
from conference.events.web import event_page
from conference.programme import asking
from conference.programme.queries import newest_release

from .. import widget as widgets
from ..answers import EDITION, file, open_to_every_site
from ..openapi import document
from ..released import Released, newest

pages = Blueprint("exports_pages", __name__)
scripts = Blueprint("exports_scripts", __name__)
open_to_every_site(scripts)
SECURE_ONLY = "https://outlook.office.com/calendar/0/addfromweb?url={}&name={}"
GOOGLE = "https://calendar.google.com/calendar/render?cid={}"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed as calendars take it: its address, and the links that open it in one of them."""

    words: str
    address: str

    @property
    def webcal(self) -> str:
        return f"webcal://{self.address.partition('://')[2]}"

    @property
    def google(self) -> str:
        return GOOGLE.format(quote(self.webcal, safe=""))

    @property
    def outlook(self) -> str:
        return SECURE_ONLY.format(quote(self.address, safe=""), quote(self.words, safe=""))


@pages.get("/events/<slug>/feeds")
@event_page(public=True)
def feeds(event: Event) -> Response | str:
    released = Released(event, newest_release(event.id), language())
    return shared_page(event, EDITION, released.number, render=lambda: _feeds(released))


def _feeds(released: Released) -> str:
    event = released.event
    choices = asking.choices(released.items, event.zone)
    app = external_url(url_for("exports.schedule_as_xml", slug=event.slug, lang=None))
    return render_template(
        "exports/feeds.html",
        event=event,
        release=released.release,
        whole=_subscription(event, released.text(event, "title")),
        parts={
            "project": [_subscription(event, project.code, project=project.code) for project in choices.projects],
            "track": [_subscription(event, words, track=value) for value, words in choices.tracks],
            "room": [_subscription(event, words, room=value) for value, words in choices.rooms],
        },
        app_address=app,
        app_code=qr_svg(app),
        json_address=external_url(url_for("exports.schedule_as_json", slug=event.slug, lang=None)),
        news_address=external_url(url_for("exports.releases", slug=event.slug, lang=None)),
        is_reachable=urlsplit(current_app.config["BASE_URL"]).scheme == "https",
    )


def _subscription(event: Event, words: str, **asked: str) -> Subscription:
    values: dict[str, Any] = {"lang": None if language() == event.main_language else language(), **asked}
    return Subscription(words, external_url(url_for("exports.agenda_calendar", slug=event.slug, **values)))


@pages.get("/events/<slug>/widget")
@event_page(public=True)
def widget(event: Event) -> Response | str:
    """The agenda as it looks on another site, and the two lines that bring it there."""
    address = url_for("exports_scripts.widget_script", slug=event.slug, lang=None)
    return shared_page(
        event,
        EDITION,
        render=lambda: render_template(
            "exports/widget.html",
            event=event,
            script=address,
            address=external_url(address),
            origin=current_app.config["BASE_URL"],
        ),
    )


@scripts.get("/events/<slug>/widget.js")
@event_page(public=True)
def widget_script(event: Event) -> Response:
    return file(newest(event), "js", "widget.js", widgets.script)


@pages.get("/api/")
@public
def api() -> str:
    """The read API for people; programs read /api/openapi.json."""
    return render_template("exports/api.html", api=document(current_app.config["BASE_URL"]))
