"""Which page shows an import of which kind."""

from .models import Intake, IntakeKind

PAGES: dict[IntakeKind, str] = {}  # kind -> endpoint that takes slug and code; filled when the feature starts


def page_of(intake: Intake) -> str | None:
    return PAGES.get(IntakeKind(intake.kind))
