"""When a file can be made. Pure."""

from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.events.models import Event


class NothingPublic(Refused):
    code: ClassVar[str] = "nothing_public"


def why_no_snapshot(event: Event) -> NothingPublic | None:
    """Say why there are no pages to gather; None when there are."""
    return None if event.is_published else NothingPublic(_("Publish the event first: it has no public pages yet"))
