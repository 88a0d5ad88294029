"""Mails about releases: to speakers, and to the planner of a release that could not be made."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.calendar import Who
from conference.core.db import db
from conference.core.templating import external_url
from conference.events.models import Event
from conference.events.telling import said_plainly
from conference.mail.letters import Attachment, Letter, composer
from conference.programme.queries import state_of_release

from . import letters, release_queries, release_rules
from .kinds import Level
from .models import Outcome, ScheduledRelease
from .queries import board_of
from .sentences import say
from .told import changes_for_speaker

MOST_CLASHES = 20  # in a mail; the page has all of them


@composer("planning.released")
def released(notice_id: int) -> Letter | None:
    """Dropped when the speaker has declined in the meantime, or nothing of it concerns them any more."""
    notice = release_queries.find_notice(notice_id)
    if notice is None or not notice.speaker.email:
        return None
    speaker, release, last = notice.speaker, notice.release, notice.last
    event = db.session.get_one(Event, release.event_id)
    before, after = state_of_release(last, notice.sessions), state_of_release(release, notice.sessions)
    changes = changes_for_speaker(speaker.id, before, after, release_queries.declined_parts([speaker.id]))
    if not changes:
        return None
    entries = letters.entries_of(release, last, speaker_id=speaker.id)
    subject = (
        _("Your sessions: %(event)s", event=said_plainly(event, "title"))
        if last is None
        else _("Your sessions have changed: %(event)s", event=said_plainly(event, "title"))
    )
    return letter(
        "released",
        subject,
        event,
        invitations=letters.invitations(event, release, changes, entries, Who(speaker.name, f"mailto:{speaker.email}")),
        greeted=f"{speaker.title} {speaker.name}".strip(),
        is_first=last is None,
        note=release.note,
        told=letters.told(event, changes, letters.pages_of(event, entries)),
    )


@composer("planning.refused")
def refused(scheduled_id: int) -> Letter | None:
    row = db.session.get(ScheduledRelease, scheduled_id)
    if row is None or row.outcome != Outcome.REFUSED or row.planner is None:
        return None
    event = db.session.get_one(Event, row.event_id)
    clashes = release_rules.of_level(release_queries.clashes_of_draft(event), Level.BLOCK)
    board = board_of(event)
    return letter(
        "refused",
        _("The agenda was not published: %(event)s", event=said_plainly(event, "title")),
        event,
        greeted=row.planner.name,
        row=row,
        sentences=[say(clash, board) for clash in clashes[:MOST_CLASHES]],
        more=max(0, len(clashes) - MOST_CLASHES),
        page=external_url(url_for("manage_releases.releases", slug=event.slug)),
    )


def letter(name: str, subject: str, event: Event, *, invitations: tuple[Attachment, ...] = (), **facts: Any) -> Letter:
    facts |= {"event": event}
    return Letter(
        subject=subject,
        text=render_template(f"planning/mail/{name}.txt", **facts),
        html=render_template(f"planning/mail/{name}.html", subject=subject, **facts),
        attachments=invitations,
        reply_to=event.contact_email or None,
        event_name=said_plainly(event, "title"),
    )
