"""The directory of organisations: names, aliases, kinds, countries, logos.

Its pages stand in `events`, where it is known who may edit it.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from . import models  # noqa: F401 - its tables belong to the schema

    audit.describe(
        {
            "organisation.added": _l("Organisation added"),
            "organisation.changed": _l("Organisation changed"),
            "organisation.merged": _l("Another entry merged into this one"),
            "organisation.deleted": _l("Organisation deleted"),
        }
    )
