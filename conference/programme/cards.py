"""What a page with many sessions on it needs to show each: words and addresses, looked up once for all of them."""

from collections.abc import Iterable
from functools import cache

from flask import url_for
from flask_babel import gettext as _

from conference.events.models import Event

from .agenda import Item, Mark
from .models import SpeakerRole
from .words import kinds, roles, speech

PLACEHOLDER = "CODE"


class Cards:
    """The sessions of one event as cards, in the reader's language; made anew for each page.

    Addresses are the router's answer for one code, with the others put in its place: codes are letters and
    digits, and asking 500 times would cost more than everything else on the page.
    """

    def __init__(self, event: Event) -> None:
        self.slug = event.slug
        self.kinds, self.roles = kinds(), roles()
        self.usual_languages = tuple(event.languages)
        self._speech = cache(speech)
        self.parts = {
            endpoint: url_for(f"programme.{endpoint}", slug=event.slug, code=PLACEHOLDER).rpartition(PLACEHOLDER)
            for endpoint in ("session", "speaker", "project_at_event")
        }

    def address(self, endpoint: str, code: str) -> str:
        before, _placeholder, after = self.parts[endpoint]
        return before + code + after

    def href(self, item: Item) -> str | None:
        """A break has no page of its own."""
        return None if item.is_set_back else self.address("session", item.code)

    def kind(self, item: Item) -> str:
        return "" if item.is_set_back else self.kinds[item.kind]

    def people(self, item: Item) -> list[tuple[str, str, str]]:
        """(name, role unless it is the usual one, address) of each speaker."""
        return [
            (part.name, "" if part.role == SpeakerRole.SPEAKER else self.roles[part.role],
             self.address("speaker", part.code))
            for part in item.people
        ]  # fmt: skip

    def projects(self, item: Item) -> list[tuple[Mark, str, int | None]]:
        """(project, address, number of the component) of each project behind the session, the lead first."""
        if item.is_set_back:
            return []
        return [(run.project, self.address("project_at_event", run.project.code), run.component) for run in item.run_by]

    def languages(self, item: Item) -> str:
        """Said only where it is not what the whole event speaks."""
        if item.is_set_back or (item.languages == self.usual_languages and not item.interpretation):
            return ""
        return self.speech(item.languages, item.interpretation)

    def speech(self, languages: Iterable[str], interpretation: Iterable[str]) -> str:
        return self._speech(tuple(languages), tuple(interpretation))

    def note(self, item: Item) -> str:
        return _("Cancelled") if item.is_cancelled else ""
