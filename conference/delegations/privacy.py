"""Invitations of a person, for the copy that they get of their data."""

from collections.abc import Iterator

from flask_babel import gettext as _

from conference.registration.keepers import Kept, Line
from conference.registration.models import Registration

from . import group_queries, privacy_queries
from .words import STATE_WORDS

TABLES = ("invitation", "access_code_use", "group_member")


def copy(registration: Registration) -> Iterator[Kept]:
    rows = [
        [
            Line("name", _("Full name"), row.name),
            Line("email", _("E-mail address"), row.email),
            Line("position", _("Position"), row.job),
            Line("delegation", _("Delegation"), row.delegation.name if row.delegation else ""),
            Line("state", _("Status"), str(STATE_WORDS[row.state])),
            Line("created_at", _("When"), row.created_at),
        ]
        for row in privacy_queries.invitations_of(registration)
    ]
    yield Kept("invitations", _("Invitations"), rows)
    groups = [
        [
            Line("name", _("Full name"), member.name),
            Line("email", _("E-mail address"), member.email),
            Line("registered_by", _("Registered by"), f"{group.name}, {group.email}"),
            Line("created_at", _("When"), group.created_at),
        ]
        for member, group in group_queries.memberships(registration)
    ]
    yield Kept("groups", _("Groups"), groups)
    codes = [[Line("code", _("Access code"), code)] for code in privacy_queries.codes_of(registration.id)]
    yield Kept("access_codes", _("Access codes"), codes)
