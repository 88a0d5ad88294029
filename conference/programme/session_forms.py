"""The form of one session: everything that organisers say of it, in one page that works without a script."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional

from conference.core import times
from conference.core.fields import CONTENT_LANGUAGES, ShownField, WebField, WholeNumberField
from conference.core.forms import (
    MOST_DIGITS,
    ChoiceField,
    LineField,
    TextField,
    WallTimeField,
    YesField,
    required,
)
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import language_name
from conference.events.forms import PlacesField, TickList
from conference.events.models import Event, Room

from .models import InterpretationTeam, Placement, Session, Speaker, SpeakerRole, Track
from .rules import Place, ProjectPart, SessionValues, SpeakerPart
from .words import KIND_WORDS, ROLE_WORDS

LONGEST_TITLE = 300
MOST_MINUTES = 24 * 60
MOST_SLOTS = 50  # of one session; more is a mistake
ROWS = ("slots", "speakers")
TEXTS = ("title", "subtitle", "abstract")
Choices = list[tuple[str, Any]]


class SlotRow(PlainForm):
    """When and where the session is held once; `ident` is the slot's id. An empty row is left out."""

    ident = HiddenField()
    starts_at = WallTimeField(_l("Starts"))
    ends_at = WallTimeField(_l("Ends"))
    room = ChoiceField(_l("Room"), [Optional()])

    @property
    def slot_id(self) -> int | None:
        typed = str(self.ident.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None


class SpeakerRow(PlainForm):
    """One speaker's part; an empty choice leaves the row out."""

    ident = HiddenField()
    speaker = ChoiceField(_l("Speaker"), [Optional()])
    role = ChoiceField(_l("Role"), choices=[(str(role), words) for role, words in ROLE_WORDS.items()])


class TextsRow(PlainForm):
    """The texts in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    title = LineField(_l("Title"), most=LONGEST_TITLE)
    subtitle = LineField(_l("Subtitle"), most=LONGEST_TITLE)
    abstract = TextField(_l("Abstract (Markdown)"))


class SessionForm(RowsForm):
    shown = ShownField()
    title = LineField(_l("Title"), required(_l("Enter the title of the session")), most=LONGEST_TITLE)
    subtitle = LineField(_l("Subtitle"), most=LONGEST_TITLE)
    kind = ChoiceField(_l("Kind"), choices=[(str(kind), words) for kind, words in KIND_WORDS.items()])
    abstract = TextField(_l("Abstract (Markdown)"))
    slots = Rows(FormField(SlotRow))
    minutes = WholeNumberField(
        _l("Planned length in minutes"),
        least=1,
        most=MOST_MINUTES,
        words=_l("Enter a number of minutes from 1 to 1440"),
        default=30,
    )
    track = ChoiceField(_l("Track"), [Optional()])
    parts = TickList(_l("Run by"))
    lead = ChoiceField(_l("Leading project"), [Optional()])
    speakers = Rows(FormField(SpeakerRow))
    languages = TickList(_l("Languages of speech"))
    interpretation = TickList(_l("Interpretation into"))
    team = ChoiceField(_l("Team of interpreters"), [Optional()])
    capacity = PlacesField(_l("Places"))
    is_recorded = YesField(_l("The session is recorded"))
    is_streamed = YesField(_l("The session is streamed"))
    stream_url = WebField(_l("Address of the stream"))
    texts = Rows(FormField(TextsRow))
    notes = TextField(_l("Notes for organisers"))

    def __init__(
        self,
        event: Event,
        *,
        rooms: Sequence[Room],
        tracks: Sequence[Track],
        teams: Sequence[InterpretationTeam],
        speakers: Sequence[Speaker],
        placements: Sequence[Placement] = (),
        **kwargs: Any,
    ) -> None:
        """`placements`: where the session is in the draft now."""
        super().__init__(**kwargs)
        self._stored = {row.slot_id: row for row in placements}
        nothing = ("", _("– none –"))
        self.event, self.other_languages = event, event.languages[1:]
        self.track.choices = [nothing, *((str(track.id), track.name) for track in tracks)]
        self.team.choices = [nothing, *((str(team.id), team.name) for team in teams)]
        self.lead.choices = [nothing, *((str(project.id), project.code) for project in event.projects)]
        self.parts.choices = list(part_choices(event))
        self.languages.choices = self.interpretation.choices = [(c, language_name(c)) for c in CONTENT_LANGUAGES]
        self._rooms: Choices = [nothing, *((str(room.id), room.name) for room in rooms)]
        self._speakers: Choices = [nothing, *((speaker.code, speaker.name) for speaker in speakers)]
        self.offer()

    def offer(self) -> None:
        """Give the rows their choices; again after rows were added."""
        for row in self.slots:
            row.form.room.choices = self._rooms
        for row in self.speakers:
            row.form.speaker.choices = self._speakers

    def show_new(self) -> None:
        """A session that is not there yet: one empty row of each kind to begin with."""
        self.slots.append_entry({})
        self.speakers.append_entry({"role": SpeakerRole.SPEAKER})
        self.languages.data = self.event.languages[:1]
        self._show_texts({})
        self.offer()

    def show(self, session: Session, shown: str) -> None:
        for name in ("title", "subtitle", "kind", "abstract", "languages", "interpretation", "capacity", "minutes",
                     "is_recorded", "is_streamed", "stream_url", "notes"):  # fmt: skip
            self[name].data = getattr(session, name)
        self.shown.data = shown
        self.track.data, self.team.data = str(session.track_id or ""), str(session.interpretation_team_id or "")
        links = session.project_links
        self.parts.data = [part_value(link.project_id, link.component_id) for link in links]
        self.lead.data = next((str(link.project_id) for link in links if link.is_lead), "")
        for place in self._stored.values():
            self.slots.append_entry({"ident": place.slot_id, "room": str(place.room_id or "")})
            self.slots[-1].form.starts_at.show(place.starts_at, self.event.zone)
            self.slots[-1].form.ends_at.show(place.ends_at, self.event.zone)
        for link in session.speaker_links:
            self.speakers.append_entry({"ident": link.id, "speaker": link.speaker.code, "role": link.role})
        self._show_texts(session.translations or {})
        self.offer()

    def _show_texts(self, translations: dict[str, dict[str, str]]) -> None:
        for language in self.other_languages:
            self.texts.append_entry({"ident": language, **translations.get(language, {})})

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        for row in self.slots:
            form = row.form
            if form.starts_at.errors or form.ends_at.errors:
                continue
            if (form.starts_at.data is None) != (form.ends_at.data is None):
                missing = form.ends_at if form.starts_at.data else form.starts_at
                blame(self.slots, missing, _("Give both the start and the end, or neither"))
            elif form.starts_at.data and form.ends_at.data <= form.starts_at.data:
                blame(self.slots, form.ends_at, _("The session must end after it starts"))
        if len(self.slots) > MOST_SLOTS:
            self.form_errors = [*self.form_errors, _("A session has at most %(most)d slots", most=MOST_SLOTS)]
            is_valid = False
        return is_valid and not self.slots.errors

    def values(self) -> SessionValues:
        """Raises Refused for a time that the zone's clocks skip."""
        return SessionValues(
            title=self.title.data,
            subtitle=self.subtitle.data or "",
            kind=self.kind.data,
            abstract=self.abstract.data or "",
            notes=self.notes.data or "",
            track_id=number_or_none(self.track.data),
            languages=tuple(self.languages.data or ()),
            interpretation=tuple(self.interpretation.data or ()),
            interpretation_team_id=number_or_none(self.team.data),
            capacity=self.capacity.data,
            is_recorded=self.is_recorded.data,
            is_streamed=self.is_streamed.data,
            stream_url=self.stream_url.data or "",
            minutes=self.minutes.data or 30,
            places=tuple(self._places()),
            projects=tuple(self._project_parts()),
            speakers=tuple(self._speaker_parts()),
            translations=self._translations(),
        )

    def _places(self) -> Iterator[Place]:
        zone = self.event.zone
        for row in self.slots:
            stored = self._stored.get(row.form.slot_id or 0)
            starts_at = instant_of(row.form.starts_at, zone, stored.starts_at if stored else None)
            ends_at = instant_of(row.form.ends_at, zone, stored.ends_at if stored else None)
            if starts_at and ends_at:
                yield Place(number_or_none(row.form.room.data), starts_at, ends_at, row.form.slot_id)

    def _speaker_parts(self) -> Iterator[SpeakerPart]:
        rows = [(row.form.speaker.data, row.form.role.data) for row in self.speakers if row.form.speaker.data]
        for code, role in dict.fromkeys(rows):
            yield SpeakerPart(code=code, role=role)

    def _project_parts(self) -> Iterator[ProjectPart]:
        """The first chosen part of the leading project leads; without a choice the first of all."""
        chosen = self.parts.data or []
        lead = self.lead.data or (chosen[0].partition("/")[0] if chosen else "")
        has_lead = False
        for value in chosen:
            project, _slash, component = value.partition("/")
            is_lead = project == lead and not has_lead
            has_lead = has_lead or is_lead
            yield ProjectPart(int(project), int(component) if component else None, is_lead)

    def _translations(self) -> dict[str, dict[str, str]]:
        rows = {row.form.ident.data: row.form for row in self.texts}
        return {
            language: {name: rows[language][name].data or "" for name in TEXTS}
            for language in self.other_languages
            if language in rows
        }


def instant_of(field: WallTimeField, zone: str, stored: datetime | None) -> datetime | None:
    """The instant typed; the stored one where its wall time was left alone, as one may come twice in a night."""
    if stored and field.data == times.to_zone(stored, zone).replace(tzinfo=None):
        return stored
    return field.at(zone)


def number_or_none(value: str | None) -> int | None:
    return int(value) if value else None


def part_value(project_id: int, component_id: int | None) -> str:
    """A project as a whole, "7", or one of its components, "7/31"."""
    return f"{project_id}/{component_id}" if component_id else str(project_id)


def part_choices(event: Event) -> Iterator[tuple[str, str]]:
    for project in event.projects:
        yield part_value(project.id, None), project.code
        for part in project.components:
            yield part_value(project.id, part.id), f"{project.code} {part.number}: {part.title}"
