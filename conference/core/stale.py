"""Tells the second of two people who saved the same thing first, and when."""

from typing import Any

from flask_babel import gettext as _

from . import audit, times
from .errors import StaleEdit


def stale_edit(row: Any, zone: str = "UTC") -> StaleEdit:
    """The refusal of an edit of `row` that somebody else changed; times are those of `zone`."""
    entry = audit.newest(row)
    if entry is None:
        return StaleEdit(_("Somebody else saved this in the meantime. Open the page anew and make your change again."))
    return StaleEdit(
        _(
            "%(who)s saved this in the meantime, %(when)s (%(zone)s). Open the page anew and make your change again.",
            who=audit.who(entry),
            when=times.instant(entry.at, zone),
            zone=zone,
        )
    )
