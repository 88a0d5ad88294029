"""What visitors see of events: which there are, one of them, its privacy notice; how accessible this site is."""

from typing import Any

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.web import public

from .. import queries, rules
from ..caching import shared_page
from ..models import Event
from ..navigation import public_menu
from ..web import event_page

events = Blueprint("events", __name__)


def footer() -> dict[str, Any]:
    """What the foot of every public page of the present event links to."""
    privacy = (_("Privacy"), url_for("events.privacy", slug=g.event.slug))
    accessibility = (_("Accessibility"), url_for("events.accessibility"))
    return {"footer_items": [privacy, accessibility], "contact_email": g.event.contact_email}


@events.get("/")
@public
def list_events() -> str:
    at = now()
    upcoming, past = queries.published_events(at)
    return render_template(
        "events/public/list.html",
        upcoming=[(event, rules.standing(event, at)) for event in upcoming],
        past=past,
        footer_items=[(_("Accessibility"), url_for("events.accessibility"))],
    )


@events.get("/events/<slug>/")
@event_page(public=True)
def show_event(event: Event) -> Response | str:
    standing = rules.standing(event, now())
    return shared_page(
        event,
        standing,
        render=lambda: render_template(
            "events/public/show.html",
            event=event,
            standing=standing,
            agenda_address=public_menu.address("programme.agenda"),
            register_address=public_menu.address("registration.register"),
        ),
    )


@events.get("/events/<slug>/privacy")
@event_page(public=True)
def privacy(event: Event) -> Response | str:
    return shared_page(event, render=lambda: render_template("events/public/privacy.html", event=event))


@events.get("/accessibility")
@public
def accessibility() -> str:
    return render_template(
        "events/public/accessibility.html",
        footer_items=[(_("Accessibility"), url_for("events.accessibility"))],
    )
