"""What this feature knows of a registration and of a category, for the organisers' pages of these."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.events.models import Event
from conference.organisations.hooks import Use
from conference.registration.hooks import Fact
from conference.registration.models import Category, Registration

from . import queries
from .models import AccessCode, AccessCodeCategory, AccessCodeUse, Delegation, DelegationQuota, Invitation


def facts_of(registration: Registration) -> list[Fact]:
    """Who named or invited the person, by which code they came, who registered them with others."""
    invited = (
        select(Invitation)
        .where(Invitation.registration_id == registration.id)
        .options(joinedload(Invitation.delegation))
        .order_by(Invitation.id)
    )
    facts = [
        (_("Delegation"), one.delegation.name) if one.delegation else (_("Invitation"), _("by the organisers"))
        for one in db.session.scalars(invited)
    ]
    used = select(AccessCode.code).join(AccessCodeUse).where(AccessCodeUse.registration_id == registration.id)
    facts += [(_("Access code"), code) for code in db.session.scalars(used)]
    if registration.group_key and (group := queries.find_group(registration.group_key)) and group.name:
        facts.append((_("Registered by"), f"{group.name}, {group.email}"))
    return facts


def uses_of_category(category_id: int) -> list[Use]:
    """Delegations with a quota of it, codes that open it, and people who are invited to it."""
    slug = (
        db.session.scalar(
            select(Event.slug).join(Category, Category.event_id == Event.id).where(Category.id == category_id)
        )
        or ""
    )
    quotas = select(Delegation.name, Delegation.code, Delegation.removed_at).join(DelegationQuota)
    found = [
        Use(
            _("Delegation"),
            _("%(name)s (deleted)", name=name) if removed_at else name,
            "manage_delegations.delegation",
            {"slug": slug, "code": code},
        )
        for name, code, removed_at in db.session.execute(quotas.where(DelegationQuota.category_id == category_id))
    ]
    opened = select(AccessCode.code).join(AccessCodeCategory)
    found += [
        Use(_("Access code"), code, "manage_codes.overview", {"slug": slug})
        for code in db.session.scalars(opened.where(AccessCodeCategory.category_id == category_id))
    ]
    invited = select(Invitation.id).where(Invitation.category_id == category_id).limit(1)
    if db.session.scalar(invited) is not None:
        found.append(
            Use(_("Invitations"), _("people are invited to it"), "manage_invitations.overview", {"slug": slug})
        )
    return found
