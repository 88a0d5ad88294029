"""The boxes of an event, and who lies in which: for badges, lists and pages."""

from collections.abc import Iterable

from flask_babel import gettext as _

from conference.badges.hooks import FieldSource
from conference.core.db import db
from conference.events.models import Event, Mode
from conference.registration.models import Registration

from . import boxes
from .boxes import Box
from .models import PickupPlan
from .rules import Filed, filing_name


def boxes_of(event_id: int) -> list[Box]:
    """In their order; none where the event has none."""
    plan = db.session.get(PickupPlan, event_id)
    return [Box(*box) for box in plan.boxes] if plan else []


def division(event: Event) -> list[Box]:
    return boxes_of(event.id)


def labels(event: Event, people: Iterable[Filed]) -> dict[int, str]:
    """The label of each person's box, by registration."""
    found = boxes_of(event.id)
    return {row.id: boxes.box_of(filing_name(row), found).label for row in people} if found else {}


def box_words(registration: Registration) -> str:
    """Say in which box the badge waits, like "Box A–F"; "" for who gets no badge, and where there are no boxes."""
    if registration.state != "confirmed" or registration.mode == Mode.ONLINE:
        return ""
    label = labels(registration.event, [registration]).get(registration.id, "")
    return _("Box %(label)s", label=label) if label else ""


SOURCE = FieldSource(labels, common=division)
