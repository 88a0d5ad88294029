"""What speakers get by mail: their link, and a reminder of what is left. Each tells the state of the moment."""

from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.clock import now
from conference.core.db import db
from conference.core.templating import external_url
from conference.events.models import Event
from conference.events.telling import said_plainly
from conference.mail.letters import Letter, composer
from conference.programme.models import Speaker

from . import links, queries
from .rules import is_link_alive


@composer("speaker.invited")
def invited(speaker_id: int) -> Letter | None:
    return letter("invited", speaker_id)


@composer("speaker.reminded")
def reminded(speaker_id: int) -> Letter | None:
    """Dropped when everything was answered before it went out."""
    return letter("reminded", speaker_id, only_unanswered=True)


def letter(name: str, speaker_id: int, *, only_unanswered: bool = False) -> Letter | None:
    speaker = db.session.get(Speaker, speaker_id)
    if speaker is None or not is_link_alive(speaker.link_digest, speaker.link_expires_at, now()):
        return None
    state = queries.standing_of(speaker, now())
    if only_unanswered and state.is_done:
        return None
    event = db.session.get_one(Event, speaker.event_id)
    subject = {
        "invited": _("Your part in the agenda: %(event)s", event=said_plainly(event, "title")),
        "reminded": _("Still open: your part in the agenda of %(event)s", event=said_plainly(event, "title")),
    }[name]
    parts = [part for part in queries.parts_of(speaker.id) if part.session.cancelled_at is None]
    facts = {
        "event": event,
        "speaker": speaker,
        "state": state,
        "parts": parts,
        "has_places": any(part.places for part in parts),
        "link": external_url(url_for("speaking.own", slug=event.slug, token=links.token_of(speaker))),
    }
    return Letter(
        subject=subject,
        text=render_template(f"speaking/mail/{name}.txt", **facts),
        html=render_template(f"speaking/mail/{name}.html", subject=subject, **facts),
        reply_to=event.contact_email or None,
        event_name=said_plainly(event, "title"),
    )
