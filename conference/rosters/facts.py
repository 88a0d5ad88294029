"""What organisers read of a registration: who may be the same person, and what it was merged with."""

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from conference.organisations.queries import find_by_name
from conference.registration.hooks import Fact
from conference.registration.models import Registration
from conference.registration.queries import get_registration

from . import twin_queries


def facts_of(registration: Registration) -> list[Fact]:
    found: list[Fact] = _entry_of(registration)
    if registration.merged_into_id is not None:
        found.append((_("Merged into"), _links([get_registration(registration.merged_into_id)])))
    elif registration.is_alive and (alike := twin_queries.like_one(registration)):
        to_all = Markup('<br><a href="{}">{}</a>').format(
            url_for("rosters.twins", slug=registration.event.slug), _("Compare and merge")
        )
        found.append((_("Perhaps registered twice"), _links(alike) + to_all))
    if taken := twin_queries.merged_into(registration):
        found.append((_("Took in"), _links(taken)))
    return found


def _entry_of(registration: Registration) -> list[Fact]:
    """What the directory calls the organisation, where the person wrote something else."""
    entry = find_by_name(registration.organisation) if registration.organisation else None
    if entry is None or entry.name == registration.organisation:
        return []
    everybody = url_for("manage_registrations.list", slug=registration.event.slug, organisation=entry.name)
    return [
        (_("Organisation in the directory"), Markup('<a href="{}"><bdi>{}</bdi></a>').format(everybody, entry.name))
    ]


def _links(rows: list[Registration]) -> Markup:
    return Markup(", ").join(
        Markup('<a href="{}"><bdi>{}</bdi></a>').format(
            url_for("manage_registrations.show", slug=row.event.slug, code=row.code), row.name
        )
        for row in rows
    )
