"""What people read for the choices of this feature."""

from typing import Any

from flask_babel import lazy_gettext as _l

SORT_WORDS: dict[str, Any] = {
    "name": _l("Name"),
    "last": _l("Last word of the name"),
    "organisation": _l("Organisation"),
}
DEED_WORDS: dict[str, Any] = {
    "attendance.fixed": _l("Attendance corrected by hand"),
    "attendance.fix_ended": _l("A correction of attendance taken back"),
}
