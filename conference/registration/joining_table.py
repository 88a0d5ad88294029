"""What the table of registrations, its views and its export add when the application starts."""

from flask_babel import lazy_gettext as _l

from conference.core import audit
from conference.core.jobs.handlers import CHORES
from conference.organisations.hooks import MENTIONS

from . import marks, organisation_queries
from .services import forget_views
from .views import columns, export, saved_views, table  # noqa: F401 - add their routes to the blueprint


def join_table() -> None:
    audit.describe({
        "table_view.added": _l("View added"),
        "table_view.changed": _l("View changed"),
        "table_view.deleted": _l("View deleted"),
        "table_view.restored": _l("View brought back"),
    })  # fmt: skip
    marks.join(marks.Mark("mail", "bounced", _l("E-mail address"), _l("Mail came back"), marks.came_back))
    if organisation_queries.mentions not in MENTIONS:
        MENTIONS.append(organisation_queries.mentions)
    if forget_views not in CHORES:
        CHORES.append(forget_views)
