"""What this feature knows of a person: for the organisers' page, and for the copy that people take."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.registration.hooks import Fact
from conference.registration.keepers import Kept, Line
from conference.registration.models import Registration

from . import pickup, queries, words

TITLES = {"printed_at": _l("Printed on"), "why": _l("Why"), "where": _l("Where")}


def facts_of(registration: Registration) -> list[Fact]:
    newest, box = queries.newest_print(registration.id), pickup.box_words(registration)
    facts = [(_("Badge printed"), words.when_and_who(newest, registration.event.zone))] if newest else []
    return [*facts, (_("Badge is picked up at"), box)] if box else facts


def copy(registration: Registration) -> list[Kept]:
    rows = [
        (
            Line("printed_at", str(TITLES["printed_at"]), row.printed_at),
            Line("why", str(TITLES["why"]), words.reason_of(row)),
            Line("where", str(TITLES["where"]), words.place_of(row)),
        )
        for row in queries.prints_of(registration.id)
    ]
    return [Kept("badges", _("Badges"), rows)]
