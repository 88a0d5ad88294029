"""What a page with many sessions on it needs to show each: words and addresses, looked up once for all of them."""

from collections.abc import Iterable, Mapping
from functools import cache

from flask import get_template_attribute, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from conference.core.templating import language_name
from conference.events.models import Event

from .agenda import Item, RunBy
from .changes import What
from .models import SpeakerRole
from .notes import Note
from .words import kinds, roles, speech

PLACEHOLDER = "CODE"


class Cards:
    """The sessions of one event as cards, in the reader's language; made anew for each page.

    Addresses are the router's answer for one code, with the others put in its place: codes are letters and
    digits. Marks are drawn once for each set of projects. Both done 200 times cost more than all the rest.
    """

    def __init__(self, event: Event, notes: Mapping[int, Note] | None = None) -> None:
        self.slug = event.slug
        self.notes = notes or {}
        self.kinds, self.roles = kinds(), roles()
        self.words = {"until": _("until"), "run_by": _("Run by")}
        self.usual_languages = tuple(event.languages)
        self._speech, self.in_language = cache(speech), cache(in_language)
        self._marks, self._rail = cache(self._make_marks), cache(self._make_rail)
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

    def marks(self, item: Item) -> Markup:
        """The marks of the projects behind the session, the lead first; none for a break."""
        return Markup() if item.is_set_back else self._marks(item.run_by)

    def rail(self, item: Item) -> Markup:
        return Markup() if item.is_set_back else self._rail(item.run_by)

    def _mark(self, run: RunBy) -> Markup:
        mark = get_template_attribute("components/project_mark.html", "project_mark")
        address = self.address("project_at_event", run.project.code)
        return Markup(mark(run.project, href=address, component=run.component))  # noqa: S704 - a template made it

    def _make_marks(self, run_by: tuple[RunBy, ...]) -> Markup:
        return Markup("\n").join(map(self._mark, run_by))

    def _make_rail(self, run_by: tuple[RunBy, ...]) -> Markup:
        rail = get_template_attribute("components/project_rail.html", "project_rail")
        return Markup(rail([run.project for run in run_by])) if run_by else Markup()  # noqa: S704 - a template made it

    def languages(self, item: Item) -> str:
        """Said only where it is not what the whole event speaks."""
        if item.is_set_back or (item.languages == self.usual_languages and not item.interpretation):
            return ""
        return self.speech(item.languages, item.interpretation)

    def speech(self, languages: Iterable[str], interpretation: Iterable[str]) -> str:
        return self._speech(tuple(languages), tuple(interpretation))

    def note(self, item: Item) -> Note | None:
        """What happened to it since the release before; that it is cancelled, always."""
        if item.is_cancelled and item.slot_id not in self.notes:
            return Note(What.CANCELLED, _("Cancelled"))
        return self.notes.get(item.slot_id)

    def made_public(self, item: Item) -> str:
        """Whether what is said there can be seen elsewhere or later."""
        words = [_("streamed") if item.is_streamed else "", _("recorded") if item.is_recorded else ""]
        return ", ".join(filter(None, words)).capitalize()

    def has(self, item: Item) -> str:
        """Everything that can be asked for, as scripts look it up: "|p=bomca|r=hall|l=en|"."""
        values = [("p", run.project.code) for run in item.run_by]
        values += [("t", item.track_key), ("r", item.room_code or item.room), ("k", item.kind)]
        values += [("l", code) for code in (*item.languages, *item.interpretation)]
        values += [("x", "cancelled")] if item.is_cancelled else []
        return f"|{'|'.join(f'{name}={value}' for name, value in values if value).casefold()}|"


def in_language(code: str) -> str:
    """Beside a text that is not in the reader's language: "in English"."""
    return str(_("in: %(language)s", language=language_name(code)))
