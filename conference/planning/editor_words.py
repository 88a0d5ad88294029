"""What people read of each other's work in the editor."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _

from conference.core import audit, times
from conference.core.audit import LogEntry


def notice(entry: LogEntry, title: str, rooms: Mapping[int, str], zone: str) -> str:
    """Olga moved “Opening” to 12 May 2027, 10:15, Hall B."""
    detail, who = entry.detail, audit.who(entry)
    if entry.action == "session.taken_out":
        return _("%(who)s took “%(title)s” out of the agenda", who=who, title=title)
    if entry.action == "session.added" and not detail.get("starts_at"):
        return _("%(who)s added “%(title)s”", who=who, title=title)
    if not detail.get("starts_at"):
        return _("%(who)s changed “%(title)s”", who=who, title=title)
    when = times.instant(datetime.fromisoformat(detail["starts_at"]), zone)
    where = ", ".join(filter(None, [when, rooms.get(detail.get("room") or 0, "")]))
    if entry.action == "session.added":
        return _("%(who)s added “%(title)s”, %(where)s", who=who, title=title, where=where)
    if entry.action == "session.repeated":
        return _("%(who)s holds “%(title)s” once more, %(where)s", who=who, title=title, where=where)
    return _("%(who)s moved “%(title)s” to %(where)s", who=who, title=title, where=where)
