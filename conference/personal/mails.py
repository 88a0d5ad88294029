"""What a release changed in the agenda of somebody who is registered."""

from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.calendar import Who
from conference.core.templating import external_url
from conference.events.telling import said_plainly
from conference.mail.letters import Letter, composer
from conference.planning import letters
from conference.programme.changes import changes_between
from conference.programme.queries import state_of_release
from conference.registration.mails import greeted

from . import links, queries


@composer("personal.released")
def released(notice_id: int) -> Letter | None:
    """Dropped when the person has cancelled, or put the sessions out of the agenda, in the meantime."""
    notice = queries.find_notice(notice_id)
    if notice is None or (person := notice.agenda.registration) is None or not person.is_alive:
        return None
    agenda, release, last = notice.agenda, notice.release, notice.last
    still = queries.chosen_ids(agenda) & set(notice.sessions)
    changes = changes_between(state_of_release(last, still), state_of_release(release, still))
    if not changes:
        return None
    event, entries = agenda.event, letters.entries_of(release, last)
    subject = _("Your sessions have changed: %(event)s", event=said_plainly(event, "title"))
    facts = {
        "event": event,
        "greeted": greeted(person.name),
        "note": release.note,
        "told": letters.told(event, changes, letters.pages_of(event, entries)),
        "link": external_url(url_for("personal.mine", secret=links.secret_of(agenda))),
    }
    return Letter(
        subject=subject,
        text=render_template("personal/mail/released.txt", **facts),
        html=render_template("personal/mail/released.html", subject=subject, **facts),
        attachments=letters.invitations(event, release, changes, entries, Who(person.name, f"mailto:{person.email}")),
        reply_to=event.contact_email or None,
        event_name=said_plainly(event, "title"),
    )
