"""The tables of the programme."""

from .releases import Placement, Release, ReleasedSession, Slot
from .sessions import (
    AgendaSettings,
    InterpretationTeam,
    Material,
    Session,
    SessionKind,
    SessionProject,
    Shown,
    Track,
)
from .speakers import SessionSpeaker, Speaker, SpeakerAbsence, SpeakerAnswer, SpeakerRole

__all__ = [
    "AgendaSettings",
    "InterpretationTeam",
    "Material",
    "Placement",
    "Release",
    "ReleasedSession",
    "Session",
    "SessionKind",
    "SessionProject",
    "SessionSpeaker",
    "Shown",
    "Slot",
    "Speaker",
    "SpeakerAbsence",
    "SpeakerAnswer",
    "SpeakerRole",
    "Track",
]
