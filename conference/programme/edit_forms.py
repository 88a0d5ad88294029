"""The plain forms behind the agenda: one session, one speaker, a release."""

import re
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import FieldList, FormField
from wtforms import Form as PlainForm
from wtforms.validators import Optional

from conference.core.forms import (
    ChoiceField,
    Form,
    LineField,
    MailField,
    TextField,
    VersionField,
    WallTimeField,
    required,
)
from conference.core.templating import country_choices, language_name
from conference.events.forms import EVENT_LANGUAGES, PlacesField, TickList
from conference.events.models import Event, Room

from .models import Placement, Session, Speaker, SpeakerRole, Track
from .rules import BadPlacement, Place, ProjectPart, SessionValues, SpeakerPart, SpeakerValues
from .words import KIND_WORDS, ROLE_WORDS

EMPTY_SPEAKER_ROWS = 3


class Rows(FieldList):  # type: ignore[type-arg]  # generic only in the stubs
    """Rows of a form; only names with a plain number between the dashes are rows."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        is_row = re.compile(rf"{re.escape(prefix)}-[0-9]{{1,4}}(-.*)?", re.DOTALL).fullmatch
        found: Iterator[int] = super()._extract_indices(prefix, [name for name in formdata if is_row(name)])  # type: ignore[misc]
        return found


class SpeakerRow(PlainForm):
    """One speaker's part; an empty choice leaves the row out."""

    speaker = ChoiceField(_l("Speaker"), [Optional()])
    role = ChoiceField(_l("Role"), choices=[(str(role), words) for role, words in ROLE_WORDS.items()])


class SessionForm(Form):
    version = VersionField()
    title = LineField(_l("Title"), required(_l("Enter the title of the session")), most=300)
    kind = ChoiceField(_l("Kind"), choices=[(str(kind), words) for kind, words in KIND_WORDS.items()])
    abstract = TextField(_l("Abstract (Markdown)"))
    starts_at = WallTimeField(_l("Starts"))
    ends_at = WallTimeField(_l("Ends"))
    room = ChoiceField(_l("Room"), [Optional()])
    track = ChoiceField(_l("Track"), [Optional()])
    parts = TickList(_l("Run by"))
    lead = ChoiceField(_l("Leading project"), [Optional()])
    languages = TickList(_l("Languages of speech"))
    interpretation = TickList(_l("Interpretation into"))
    capacity = PlacesField(_l("Places"))
    speakers = Rows(FormField(SpeakerRow))

    def __init__(
        self, event: Event, *, rooms: list[Room], tracks: list[Track], speakers: list[Speaker], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        nothing = ("", _("– none –"))
        self.room.choices = [nothing, *((str(room.id), room.name) for room in rooms)]
        self.track.choices = [nothing, *((str(track.id), track.name) for track in tracks)]
        self.lead.choices = [nothing, *((str(project.id), project.code) for project in event.projects)]
        self.parts.choices = list(self._part_choices(event))
        self.languages.choices = self.interpretation.choices = [(c, language_name(c)) for c in EVENT_LANGUAGES]
        self._speakers = [nothing, *((speaker.code, speaker.name) for speaker in speakers)]
        self._offer_speakers()

    @staticmethod
    def _part_choices(event: Event) -> Any:
        """A project as a whole, "7", or one of its components, "7/31"."""
        for project in event.projects:
            yield str(project.id), project.code
            for part in project.components:
                yield f"{project.id}/{part.id}", f"{project.code} {part.number}: {part.title}"

    def _offer_speakers(self) -> None:
        for row in self.speakers:
            row.form.speaker.choices = self._speakers

    def show(self, session: Session | None, placement: Placement | None, zone: str) -> None:
        if session is not None:
            for name in ("version", "title", "kind", "abstract", "languages", "interpretation", "capacity"):
                self[name].data = getattr(session, name)
            self.track.data = str(session.track_id or "")
            links = session.project_links
            self.parts.data = [
                f"{x.project_id}/{x.component_id}" if x.component_id else str(x.project_id) for x in links
            ]
            self.lead.data = next((str(link.project_id) for link in links if link.is_lead), "")
            for link in session.speaker_links:
                self.speakers.append_entry({"speaker": link.speaker.code, "role": link.role})
        if placement is not None:
            self.room.data = str(placement.room_id or "")
            self.starts_at.show(placement.starts_at, zone)
            self.ends_at.show(placement.ends_at, zone)
        for _row in range(EMPTY_SPEAKER_ROWS):
            self.speakers.append_entry({"speaker": "", "role": SpeakerRole.SPEAKER})
        self._offer_speakers()

    def values(self, zone: str) -> SessionValues:
        """Raises Refused for a time that the zone's clocks skip."""
        return SessionValues(
            title=self.title.data,
            kind=self.kind.data,
            abstract=self.abstract.data or "",
            track_id=int(self.track.data) if self.track.data else None,
            languages=tuple(self.languages.data or ()),
            interpretation=tuple(self.interpretation.data or ()),
            capacity=self.capacity.data,
            places=self._places(zone),
            projects=tuple(self._project_parts()),
            speakers=tuple(
                SpeakerPart(code=row.form.speaker.data, role=row.form.role.data)
                for row in self.speakers
                if row.form.speaker.data
            ),
        )

    def _places(self, zone: str) -> tuple[Place, ...]:
        starts_at, ends_at = self.starts_at.at(zone), self.ends_at.at(zone)
        if starts_at is None and ends_at is None:
            return ()
        if starts_at is None or ends_at is None:
            raise BadPlacement(_("Give both the start and the end, or neither"))
        return (Place(int(self.room.data) if self.room.data else None, starts_at, ends_at),)

    def _project_parts(self) -> Any:
        chosen = self.parts.data or []
        lead = self.lead.data or (chosen[0].partition("/")[0] if chosen else "")
        has_lead = False
        for value in chosen:
            project, _slash, component = value.partition("/")
            is_lead = project == lead and not has_lead
            has_lead = has_lead or is_lead
            yield ProjectPart(int(project), int(component) if component else None, is_lead)


class SpeakerForm(Form):
    version = VersionField()
    name = LineField(_l("Name"), required(_l("Enter the speaker's name")))
    national_name = LineField(_l("Name in the person's own script"))
    position = LineField(_l("Position"))
    organisation = LineField(_l("Organisation"), most=300)
    country = ChoiceField(_l("Country"), [Optional()])
    biography = TextField(_l("Biography (Markdown)"))
    email = MailField(_l("E-mail address (never shown)"))
    photo = FileField(_l("Photo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices(_("Choose a country"))

    def show(self, speaker: Speaker) -> None:
        for name in ("version", "name", "national_name", "position", "country", "biography", "email"):
            self[name].data = getattr(speaker, name)
        self.organisation.data = speaker.affiliation

    def values(self) -> SpeakerValues:
        return SpeakerValues(
            name=self.name.data,
            national_name=self.national_name.data or "",
            position=self.position.data or "",
            organisation=self.organisation.data or "",
            country=self.country.data or None,
            biography=self.biography.data or "",
            email=self.email.data or "",
        )
