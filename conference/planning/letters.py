"""What a release changed for somebody, as a mail says it: in sentences, and as entries for the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import current_app

from conference.core.calendar import Method, Who, invitation
from conference.core.i18n import language
from conference.core.translated import Words
from conference.events.models import Event
from conference.events.telling import said_plainly
from conference.mail.letters import Attachment
from conference.programme import queries
from conference.programme.agenda import Item
from conference.programme.calendar import address_of, entry_of
from conference.programme.change_groups import names_of
from conference.programme.change_words import say, title_of
from conference.programme.changes import Change, Changes, What
from conference.programme.models import Release


@dataclass(frozen=True)
class Told:
    """One session: its title, what happened to it, and its page ("" where visitors cannot see it)."""

    title: Words
    sentences: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Entries:
    """The slots of a release, and of the one before for what is gone, by their ids."""

    now: Mapping[int, Item]
    before: Mapping[int, Item]

    def of(self, change: Change) -> list[tuple[Item, Method]]:
        """Which entries a calendar has to learn of: of one slot, or all of a session whose words changed."""
        if change.slot_id is None:
            items = [item for item in self.now.values() if item.session_id == change.session_id]
            return [(item, "REQUEST") for item in items if not item.is_cancelled]
        item = self.now.get(change.slot_id) or self.before.get(change.slot_id)
        if item is None:
            return []
        return [(item, "CANCEL" if change.what in (What.CANCELLED, What.GONE) else "REQUEST")]


def told(event: Event, changes: Changes, pages: Mapping[int, str]) -> list[Told]:
    """pages: addresses by session."""
    names = names_of(event)
    return [
        Told(
            title_of(of_one[-1], names.language), tuple(say(change, names) for change in of_one), pages.get(session, "")
        )
        for session, of_one in changes.by_session.items()
    ]


def entries_of(release: Release, last: Release | None, *, speaker_id: int | None = None) -> Entries:
    def by_slot(one: Release | None) -> dict[int, Item]:
        items = queries.agenda(one.id, language=language(), speaker_id=speaker_id) if one else []
        return {item.slot_id: item for item in items}

    return Entries(by_slot(release), by_slot(last))


def pages_of(event: Event, entries: Entries) -> dict[int, str]:
    """The address of each session; none while the event is not published."""
    if not event.is_published:
        return {}
    return {item.session_id: address_of(item, event) for item in entries.now.values()}


def invitations(
    event: Event, release: Release, changes: Changes, entries: Entries, attendee: Who
) -> tuple[Attachment, ...]:
    """A calendar file for each slot that changed; a program that knows the slot takes the change over."""
    organiser = Who(said_plainly(event, "title"), f"mailto:{event.contact_email or current_app.config['MAIL_FROM']}")
    wanted: dict[int, tuple[Item, Method]] = {}
    for change in changes:
        for item, method in entries.of(change):
            wanted.setdefault(item.slot_id, (item, method))
    files = []
    for item, method in sorted(wanted.values(), key=lambda pair: (pair[0].starts_at, pair[0].slot_id)):
        entry = entry_of(item, event, language=language())
        status = "CANCELLED" if method == "CANCEL" else entry.status
        # the release's own time: who was taken out of a session and is in it again gets a later stamp each time
        entry = replace(entry, status=status, organiser=organiser, stamp=release.published_at)
        data = invitation(entry, method, attendee=attendee)
        files.append(Attachment(f"{item.code}.ics", "text/calendar", data, (("charset", "utf-8"), ("method", method))))
    return tuple(files)
