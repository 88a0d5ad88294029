"""The form of one session: everything that organisers say of it, in one page that works without a script."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField
from wtforms.validators import Optional

from conference.core.fields import CONTENT_LANGUAGES, ShownField, WholeNumberField
from conference.core.forms import ChoiceField, LineField, SubmitKeyField, TextField, YesField, required
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import language_name
from conference.events.forms import PlacesField, TickList
from conference.events.models import Event, Room
from conference.events.telling import name_of

from .material_forms import LinkField
from .models import InterpretationTeam, Placement, Session, SessionProject, Speaker, SpeakerRole, Track
from .rules import Place, ProjectPart, SessionValues, SpeakerPart
from .session_rows import LONGEST_TITLE, ProjectRow, SlotReader, SlotRow, SpeakerRow, TextsRow, number_in
from .session_rules import NEW_PLACES, PLACE, TEXT, StaleSession
from .words import KIND_WORDS

MOST_MINUTES = 24 * 60
MOST_SLOTS = 50  # of one session; more is a mistake
ROWS = ("slots", "projects", "speakers")  # that buttons add, move and remove
TEXTS = Session.TEXTS
OWN = ("title", "subtitle", "kind", "abstract", "languages", "interpretation", "capacity", "minutes", "is_recorded",
       "is_streamed", "stream_url", "notes")  # fmt: skip
FIELDS = {"track_id": "track", "interpretation_team_id": "team"}  # where the form calls it otherwise
Choices = list[tuple[str, Any]]


class SessionForm(RowsForm):
    shown = ShownField()
    key = SubmitKeyField()
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
    projects = Rows(FormField(ProjectRow))
    speakers = Rows(FormField(SpeakerRow))
    languages = TickList(_l("Languages of speech"))
    interpretation = TickList(_l("Interpretation into"))
    team = ChoiceField(_l("Team of interpreters"), [Optional()])
    capacity = PlacesField(_l("Places"))
    is_recorded = YesField(_l("The session is recorded"))
    is_streamed = YesField(_l("The session is streamed"))
    stream_url = LinkField(_l("Address of the stream"))
    texts = Rows(FormField(TextsRow))
    notes = TextField(_l("Notes for organisers"))

    def __init__(
        self,
        event: Event,
        session: Session | None = None,
        *,
        rooms: Sequence[Room],
        tracks: Sequence[Track],
        teams: Sequence[InterpretationTeam],
        speakers: Sequence[Speaker],
        placements: Sequence[Placement] = (),
        **kwargs: Any,
    ) -> None:
        """`session`: None for a new one; `placements`: where it is in the draft now."""
        super().__init__(**kwargs)
        self.event, self.session, self.other_languages = event, session, event.languages[1:]
        self._stored = {row.slot_id: row for row in placements}
        self._slots = SlotReader(event, self.slots, self._stored)
        links = sorted(session.project_links, key=lambda x: (not x.is_lead, x.position)) if session else []
        nothing = ("", _("– none –"))
        in_use = {row.room_id for row in placements}
        self.track.choices = [nothing, *((str(track.id), name_of(track, event)) for track in tracks)]
        self.team.choices = [nothing, *((str(team.id), team.name) for team in teams)]
        self.languages.choices = self._tongues(session.languages if session else [])
        self.interpretation.choices = self._tongues(session.interpretation if session else [])
        offered_rooms = [room for room in rooms if not room.hidden_at or room.id in in_use]
        self._rooms: Choices = [nothing, *((str(room.id), name_of(room, event)) for room in offered_rooms)]
        self._speakers: Choices = [nothing, *((speaker.code, speaker.name) for speaker in speakers)]
        self._links, self._parts = links, [nothing, *dict(part_choices(event, links)).items()]
        self.offer()

    def _tongues(self, chosen: Iterable[str]) -> Choices:
        codes = dict.fromkeys([*self.event.languages, *CONTENT_LANGUAGES, *chosen])
        return [(code, language_name(code)) for code in codes]

    def offer(self) -> None:
        """Give the rows their choices; again after rows were added."""
        for row in self.slots:
            row.form.room.choices = self._rooms
        for row in self.projects:
            row.form.part.choices = self._parts
        for row in self.speakers:
            row.form.speaker.choices = self._speakers

    def show_new(self) -> None:
        """A session that is not there yet: one empty row of each kind to begin with."""
        self.slots.append_entry({})
        self.projects.append_entry({})
        self.speakers.append_entry({"role": SpeakerRole.SPEAKER})
        self.languages.data = self.event.languages[:1]
        self._show_texts({})
        self.offer()

    def show(self, session: Session, shown: str) -> None:
        for name in OWN:
            self[name].data = getattr(session, name)
        self.shown.data = shown
        self.track.data, self.team.data = str(session.track_id or ""), str(session.interpretation_team_id or "")
        for place in sorted(self._stored.values(), key=lambda row: (row.starts_at, row.slot_id)):
            self.slots.append_entry({"ident": place.slot_id, "room": str(place.room_id or "")})
            self.slots[-1].form.starts_at.show(place.starts_at, self.event.zone)
            self.slots[-1].form.ends_at.show(place.ends_at, self.event.zone)
        for project in self._links:
            self.projects.append_entry({"part": part_value(project.project_id, project.component_id)})
        for link in session.speaker_links:
            self.speakers.append_entry({"ident": link.id, "speaker": link.speaker.code, "role": link.role})
        self._show_texts(session.translations or {})
        self.offer()

    def _show_texts(self, translations: dict[str, dict[str, str]]) -> None:
        for language in self.other_languages:
            texts = translations.get(language, {})
            self.texts.append_entry({"ident": language, **{name: texts.get(name, "") for name in TEXTS}})

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if len(self.slots) > MOST_SLOTS:
            self.form_errors = [*self.form_errors, _("A session has at most %(most)d slots", most=MOST_SLOTS)]
            return False
        is_read = self._slots.is_read()
        self._refuse_twice(self.speakers, "speaker", _("This speaker has this role already"))
        self._refuse_twice(self.projects, "part", _("This is chosen already"))
        return is_valid and is_read and not (self.speakers.errors or self.projects.errors)

    @staticmethod
    def _refuse_twice(rows: Rows, name: str, words: str) -> None:
        known = set()
        for row in rows:
            chosen = (row.form[name].data, row.form.role.data if "role" in row.form else "")
            if chosen[0] and chosen in known:
                blame(rows, row.form[name], words)
            known.add(chosen)

    def values(self) -> SessionValues:
        """Of a form that is valid."""
        stored = self.session
        return SessionValues(
            title=self.title.data,
            subtitle=self.subtitle.data or "",
            kind=self.kind.data,
            abstract=self.abstract.data or "",
            notes=self.notes.data or "",
            track_id=number_in(self.track),
            languages=in_order(self.languages.data or (), stored.languages if stored else ()),
            interpretation=in_order(self.interpretation.data or (), stored.interpretation if stored else ()),
            interpretation_team_id=number_in(self.team),
            capacity=self.capacity.data,
            is_recorded=self.is_recorded.data,
            is_streamed=self.is_streamed.data,
            stream_url=self.stream_url.data or "",
            minutes=self.minutes.data or (stored.minutes if stored else 30),
            places=self.places,
            projects=tuple(self._project_parts()),
            speakers=tuple(
                SpeakerPart(row.form.speaker.data, row.form.role.data) for row in self.speakers if row.form.speaker.data
            ),
            translations=self._translations(),
        )

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._slots.places)

    def _project_parts(self) -> Iterator[ProjectPart]:
        """The first leads."""
        chosen = [row.form.part.data.partition("/") for row in self.projects if row.form.part.data]
        for place, (project, _slash, component) in enumerate(chosen):
            yield ProjectPart(int(project), int(component) if component else None, is_lead=not place)

    def _translations(self) -> dict[str, dict[str, str]]:
        rows = {row.form.ident.data: row.form for row in self.texts}
        return {
            language: {name: rows[language][name].data or "" for name in TEXTS}
            for language in self.other_languages
            if language in rows
        }

    def show_stale(self, refusal: StaleSession) -> None:
        """Say at the top who was faster, and beside what both changed what it says now."""
        self.refuse(refusal)
        rows = {row.form.ident.data: row.form for row in self.texts}
        for name, value in refusal.now.items():
            if name.startswith(TEXT):
                _text, language, column = name.split(":")
                self._say_now(rows[language][column], value, self.texts)
            elif name.startswith((PLACE, NEW_PLACES)) or name in ROWS:
                rows_of = self.slots if name.startswith(PLACE) or name == NEW_PLACES else self[name]
                rows_of.errors = list(dict.fromkeys([*rows_of.errors, _("Somebody else changed this meanwhile")]))
            else:
                self._say_now(self[FIELDS.get(name, name)], value, None)

    def _say_now(self, field: Any, value: Any, rows: Rows | None) -> None:
        words = _("Somebody else changed this meanwhile")
        if isinstance(value, str) and value and field.type in ("LineField", "TextField", "LinkField"):
            words = _("Somebody else changed this meanwhile. It says now: %(text)s", text=value)
        if rows is None:
            field.errors = [*field.errors, words]
        else:
            blame(rows, field, words)


def in_order(chosen: Iterable[str], stored: Sequence[str]) -> tuple[str, ...]:
    """What was ticked: what was there before in its order, then what is new."""
    ticked = list(dict.fromkeys(chosen))
    return (*(code for code in stored if code in ticked), *(code for code in ticked if code not in stored))


def part_value(project_id: int, component_id: int | None) -> str:
    """A project as a whole, "7", or one of its components, "7/31"."""
    return f"{project_id}/{component_id}" if component_id else str(project_id)


def part_choices(event: Event, links: Iterable[SessionProject]) -> Iterator[tuple[str, str]]:
    """Those of the event, and those that the session has although they are not of the event any more."""
    for project in dict.fromkeys([*event.projects, *(link.project for link in links)]):
        yield part_value(project.id, None), project.code
        for part in project.components:
            yield part_value(project.id, part.id), f"{project.code} {part.number}: {part.title}"
