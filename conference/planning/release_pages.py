"""What the pages of releases show, made ready for templates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from conference.core.i18n import language
from conference.events.models import Event
from conference.programme import change_groups
from conference.programme import queries as programme
from conference.programme.agenda import Item
from conference.programme.change_groups import Group, names_of
from conference.programme.change_words import say_counts, title_of
from conference.programme.changes import Changes, State, changes_between
from conference.programme.models import Release

from . import release_hooks, release_queries, release_rules
from .clash_pages import addresses
from .kinds import Clash, Level
from .queries import board_of
from .sentences import Sentences
from .told import Recipient

DRAFT = "draft"
WITH_CHANGES = 5  # releases whose changes the list shows; the others are a link away


def groups_of(event: Event, changes: Changes, codes: Mapping[int, str]) -> list[Group]:
    """The changes by kind, with links to the forms. codes: of the sessions that are still there, by id."""

    def address(session_id: int) -> str | None:
        code = codes.get(session_id)
        return url_for("manage_programme.session", slug=event.slug, code=code) if code else None

    return change_groups.groups_of(changes, names_of(event), address)


class DraftPage:
    """The draft against the newest release: what publishing would change, what speaks against it, who would be told."""

    def __init__(self, event: Event, newest: Release | None) -> None:
        self.event, self.newest = event, newest
        self.before: State = programme.state_of_release(newest)
        self.after: State = programme.state_of_draft(event, self.before)
        self.changes = changes_between(self.before, self.after)
        self.codes = release_queries.codes_of_sessions(event.id)
        self.groups = groups_of(event, self.changes, self.codes)
        self.is_empty = not programme.has_draft(event.id)

    @property
    def counts(self) -> str:
        return say_counts(self.changes)

    @cached_property
    def clashes(self) -> list[Clash]:
        return release_queries.clashes_of_draft(self.event)

    @property
    def blocking(self) -> list[Markup]:
        return self._said(Level.BLOCK)

    @property
    def warnings(self) -> list[Markup]:
        return self._said(Level.WARN)

    @property
    def mark(self) -> str:
        return release_rules.mark_of(self.clashes)

    @property
    def may_publish(self) -> bool:
        return not self.blocking and not self.is_empty and (self.newest is None or bool(self.changes))

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(board_of(self.event), addresses(self.event))

    def _said(self, level: Level) -> list[Markup]:
        return [Markup(self._sentences.of(clash)) for clash in release_rules.of_level(self.clashes, level)]  # noqa: S704 - escaped there

    @cached_property
    def speakers(self) -> list[tuple[Recipient, list[str]]]:
        """(who, the titles of the sessions that the mail is about)."""
        return [
            (one, [title_of(of_one[0], language()).text for of_one in one.changes.by_session.values()])
            for one in release_queries.speakers_to_tell(self.before, self.after)
        ]

    @cached_property
    def others(self) -> list[str]:
        """How many people of other kinds would be told, in words."""
        return [words for ask in release_hooks.AUDIENCES if (words := ask(self.event, self.changes))]


@dataclass(frozen=True)
class Published:
    """A row of the list of releases. `groups` is None where the changes are a link away."""

    release: Release
    before: Release | None
    counts: str
    groups: list[Group] | None
    told: int


def published(event: Event, releases: list[Release]) -> list[Published]:
    """releases: newest first."""
    told = release_queries.told_speakers(release.id for release in releases)
    codes = release_queries.codes_of_sessions(event.id)
    states = [programme.state_of_release(release) for release in releases[: WITH_CHANGES + 1]]
    rows = []
    for place, (release, before) in enumerate(pairwise([*releases, None])):
        assert release is not None
        counts, groups = "", None
        if place < WITH_CHANGES:
            was = states[place + 1] if place + 1 < len(states) else State()
            changes = changes_between(was, states[place])
            counts, groups = _counted(changes, before), groups_of(event, changes, codes)
        rows.append(Published(release, before, counts, groups, told.get(release.id, 0)))
    return rows


def _counted(changes: Changes, before: Release | None) -> str:
    if before is None:
        count = len(changes.by_session)
        return str(ngettext("The first release: %(num)d session", "The first release: %(num)d sessions", count))
    return say_counts(changes) or str(_("Nothing that visitors see has changed"))


def items_of_draft(event: Event) -> list[Item]:
    """The draft as visitors would see it: without speakers who have not agreed to be named."""
    items = programme.draft_items(event, language=language())
    public = programme.speakers_by_code(event.id, {part.code for item in items for part in item.people})
    return [replace(item, people=tuple(part for part in item.people if part.code in public)) for item in items]
