"""What each release changed, for visitors: the organisers' note, then every difference in a sentence."""

from dataclasses import dataclass
from itertools import pairwise

from flask import render_template
from flask_babel import ngettext

from conference.core.i18n import language
from conference.events.caching import shared_page
from conference.events.models import Event
from conference.events.web import event_page

from .. import queries
from ..agenda import SET_BACK
from ..cards import Cards
from ..change_groups import Group, groups_of, names_of
from ..change_words import say_counts
from ..changes import changes_between
from ..models import Release
from .public import Answer, programme

MOST = 20  # releases on the page; who was away for longer reads the agenda itself


@dataclass(frozen=True)
class Version:
    """A release as visitors read of it. `counts`: how much changed, in words; "" when nothing that they see did."""

    release: Release
    counts: str
    groups: list[Group]


@programme.get("/events/<slug>/agenda/changes")
@event_page(public=True)
def changes(event: Event) -> Answer:
    newest = queries.newest_release(event.id)
    return shared_page(event, newest and newest.number, "changes", render=lambda: render(event, newest))


def render(event: Event, newest: Release | None) -> str:
    releases = queries.releases_of_event(event.id) if newest else []
    return render_template(
        "programme/public/changes.html",
        event=event,
        versions=versions(event, releases) if newest else [],
        is_cut=len(releases) > MOST,
    )


def versions(event: Event, releases: list[Release]) -> list[Version]:
    """releases: newest first. Of the first one it is told only how many sessions it held."""
    cards, names = Cards(event), names_of(event)
    pages = {item.session_id: cards.href(item) for item in queries.agenda(releases[0].id, language=language())}
    states = [queries.state_of_release(release) for release in releases[: MOST + 1]]
    found = []
    for place, (release, before) in enumerate(pairwise([*releases[: MOST + 1], None])):
        if release is None or place == MOST:
            break
        if before is None:
            sessions = {said for said, content in states[place].contents.items() if content.kind not in SET_BACK}
            words = ngettext(
                "The first version: %(num)d session.", "The first version: %(num)d sessions.", len(sessions)
            )
            found.append(Version(release, str(words), []))
        else:
            between = changes_between(states[place + 1], states[place])
            found.append(Version(release, say_counts(between), groups_of(between, names, pages.get)))
    return found
