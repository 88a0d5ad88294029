"""What a session says, as a value: the draft's rows give it, a release keeps it, two of them can be compared. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from .models import Session


@dataclass(frozen=True, slots=True)
class RunBy:
    """A project, or one component of it, behind a session."""

    project_id: int
    component_id: int | None
    is_lead: bool


@dataclass(frozen=True, slots=True)
class SpokenBy:
    speaker_id: int
    role: str


@dataclass(frozen=True, slots=True)
class SessionContent:
    """Texts are in the language `main`; `translations` is {"ru": {"title": …}}. Projects and speakers are in order."""

    title: str
    main: str
    kind: str
    subtitle: str = ""
    abstract: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    track_id: int | None = None
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    capacity: int | None = None
    is_recorded: bool = False
    is_streamed: bool = False
    stream_url: str = ""
    is_cancelled: bool = False
    projects: tuple[RunBy, ...] = ()
    speakers: tuple[SpokenBy, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def differs_in(self, other: "SessionContent") -> tuple[str, ...]:
        """The names of the fields that are not the same."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name))


def content_of(session: Session, main: str) -> SessionContent:
    """What the draft says of a session; `main` is the main language of its event."""
    return SessionContent(
        title=session.title,
        main=main,
        kind=str(session.kind),
        subtitle=session.subtitle,
        abstract=session.abstract,
        translations=session.translations or {},
        track_id=session.track_id,
        languages=tuple(session.languages),
        interpretation=tuple(session.interpretation),
        capacity=session.capacity,
        is_recorded=session.is_recorded,
        is_streamed=session.is_streamed,
        stream_url=session.stream_url,
        is_cancelled=session.cancelled_at is not None,
        projects=tuple(RunBy(x.project_id, x.component_id, x.is_lead) for x in session.project_links),
        speakers=tuple(SpokenBy(link.speaker_id, str(link.role)) for link in session.speaker_links),
    )


def from_json(stored: Mapping[str, Any]) -> SessionContent:
    """What a release kept. Fields of later versions of the application, and missing ones, do no harm."""
    known = {f.name: stored[f.name] for f in fields(SessionContent) if f.name in stored}
    for name in ("languages", "interpretation"):
        known[name] = tuple(known.get(name, ()))
    known["projects"] = tuple(RunBy(**link) for link in known.get("projects", ()))
    known["speakers"] = tuple(SpokenBy(**link) for link in known.get("speakers", ()))
    return SessionContent(**known)
