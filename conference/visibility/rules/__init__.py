"""What is shown of the funder, when it may be left out, and what is missing. Pure."""

from .checking import CheckedProject, Event, Finding, Level, Place, findings
from .derogating import AlreadyInForce, DecidedLater, DerogationValues, why_not_derogate
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
    "Place",
    "Visibility",
    "findings",
    "visibility",
    "why_not_derogate",
]
