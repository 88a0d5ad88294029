"""The organiser's list of the sessions in the draft."""

from flask import render_template, request
from flask_babel import gettext as _

from conference.core.times import day
from conference.events.models import Event
from conference.events.navigation import manage_menu
from conference.events.permissions import Permission
from conference.events.telling import name_of
from conference.events.web import event_page

from .. import edit_queries, hooks, queries
from .. import session_list as rules
from ..change_words import say_counts
from ..changes import changes_between
from ..session_list import Known, Listed, SessionState
from ..words import SESSION_STATE_WORDS, kinds
from .manage import manage

Choices = dict[str, list[tuple[str, str]]]


@manage.get("/sessions")
@event_page(Permission.EDIT_PROGRAMME)
def sessions(event: Event) -> str:
    """All of the draft, or what the address asks for."""
    newest = queries.newest_release(event.id)
    before = queries.state_of_release(newest)
    changes = changes_between(before, queries.state_of_draft(event, before))
    known = Known(before.contents.keys(), changes.by_session.keys(), hooks.clashes_of(event))
    everything = rules.listed(edit_queries.draft_sessions(event.id), known, event.languages)
    choices = choices_of(event, everything)
    wanted = rules.read(request.args, {name: [value for value, _words in pairs] for name, pairs in choices.items()})
    return render_template(
        "programme/manage/sessions.html",
        event=event,
        everything=everything,
        rows=rules.narrowed(everything, wanted, event.zone),
        wanted=wanted,
        choices=choices,
        newest=newest,
        changes=say_counts(changes),
        releases_address=manage_menu.address("manage_releases.releases"),
        kind_words=kinds(),
    )


def choices_of(event: Event, rows: list[Listed]) -> Choices:
    """What can be asked for, each with the number of its sessions; what no session has is not offered."""
    counts = rules.counts(rows, event.zone)
    found = {row.session.track.name: row.session.track for row in rows if row.session.track}
    tracks = sorted(found.values(), key=lambda one: (one.position, one.id))
    words = {
        "day": [(on.isoformat(), day(on)) for on in rules.days(rows, event.zone)],
        "kind": kinds().items(),
        "track": [(one.name, name_of(one, event)) for one in tracks],
        "project": [(code, code) for code in sorted(counts["project"])],
        "state": [(str(state), str(SESSION_STATE_WORDS[state])) for state in SessionState],
    }
    return {
        name: [(value, _("%(words)s (%(count)d)", words=said, count=counts[name][value]))
               for value, said in pairs if counts[name][value]]
        for name, pairs in words.items()
    }  # fmt: skip
