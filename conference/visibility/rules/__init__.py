"""What is shown of the funder, when it may be left out, and what is missing. Pure."""

from .checking import CheckedProject, Event, Finding, Level, Place, findings, findings_of_project
from .derogating import (
    AlreadyInForce,
    DecidedLater,
    DerogationValues,
    OnlyHere,
    why_not_derogate,
    why_not_everywhere,
)
from .showing import FundedProject, Logo, Visibility, visibility

__all__ = [
    "AlreadyInForce",
    "CheckedProject",
    "DecidedLater",
    "DerogationValues",
    "Event",
    "Finding",
    "FundedProject",
    "Level",
    "Logo",
    "OnlyHere",
    "Place",
    "Visibility",
    "findings",
    "findings_of_project",
    "visibility",
    "why_not_derogate",
    "why_not_everywhere",
]
