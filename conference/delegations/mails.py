"""Letters to focal points, to who is invited, and to who registered a group. Each tells the truth of its moment."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.clock import now
from conference.core.db import db
from conference.core.i18n import language
from conference.core.templating import external_url
from conference.core.translated import in_language
from conference.events.models import Event
from conference.events.words import place_of
from conference.mail.letters import Letter, composer
from conference.registration.models import Registration
from conference.registration.placeholders import greeted

from . import links, queries, rules
from .models import Delegation, Invitation, InvitationState, RegistrationGroup


@composer("delegation.invited")
def delegation_invited(delegation_id: int) -> Letter | None:
    return to_focal_point("focal_invited", delegation_id)


@composer("delegation.reminded")
def delegation_reminded(delegation_id: int) -> Letter | None:
    """Dropped when every place was filled before it went out."""
    return to_focal_point("focal_reminded", delegation_id, only_with_places=True)


def to_focal_point(name: str, delegation_id: int, *, only_with_places: bool = False) -> Letter | None:
    delegation = db.session.get(Delegation, delegation_id)
    if delegation is None or delegation.link_digest is None or not rules.is_open(delegation, now()):
        return None
    taken = sum(queries.taken_by_category(delegation.id).values())
    if only_with_places and taken >= delegation.places:
        return None
    event = db.session.get_one(Event, delegation.event_id)
    subject = {
        "focal_invited": _("Name your delegation: %(event)s", event=event.title),
        "focal_reminded": _("Places are left in your delegation: %(event)s", event=event.title),
    }[name]
    address = url_for("focal.delegation", slug=event.slug, token=links.token_of_focal_point(delegation))
    facts = {"delegation": delegation, "taken": taken, "greeted": greeted(delegation.focal_name)}
    return letter(name, event, subject, link=external_url(address), **facts)


@composer("invitation.sent")
def invitation_sent(invitation_id: int) -> Letter | None:
    return to_invited("invited", invitation_id)


@composer("invitation.nominated")
def invitation_nominated(invitation_id: int) -> Letter | None:
    return to_invited("nominated", invitation_id)


@composer("invitation.reminded")
def invitation_reminded(invitation_id: int) -> Letter | None:
    return to_invited("reminded", invitation_id)


def to_invited(name: str, invitation_id: int) -> Letter | None:
    """None for who has answered or is not wanted any more."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or rules.state_at(invitation, now()) != InvitationState.SENT:
        return None
    event = db.session.get_one(Event, invitation.event_id)
    subject = {
        "invited": _("Your invitation: %(event)s", event=event.title),
        "nominated": _("You are nominated: %(event)s", event=event.title),
        "reminded": _("Please answer: %(event)s", event=event.title),
    }[name]
    address = url_for("invitation.own", slug=event.slug, token=links.token_of_invitation(invitation))
    facts = {
        "invitation": invitation,
        "delegation": invitation.delegation,
        "category": in_language(invitation.category, "name", language(), event.main_language).text,
        "ends_at": rules.ends_at(invitation),
        "kept_days": rules.KEPT_FOR.days,
        "greeted": greeted(invitation.name),
    }
    return letter(name, event, subject, link=external_url(address), **facts)


@composer("group.registered")
def group_registered(group_id: int) -> Letter | None:
    group = db.session.get(RegistrationGroup, group_id)
    if group is None:
        return None
    event = db.session.get_one(Event, group.event_id)
    address = url_for("groups.own", slug=event.slug, token=links.token_of_group(group))
    subject = _("Your group: %(event)s", event=event.title)
    facts = {"people": [(greeted(name), email) for name, email in group.people], "greeted": greeted(group.name)}
    return letter("group", event, subject, link=external_url(address), **facts)


def origin_of_member(registration: Registration) -> str:
    """Who gave us the data of somebody of a group (GDPR, article 14)."""
    group = queries.find_group(registration.group_key)
    if group is None:
        return ""
    return _(
        "You get this because %(name)s (%(address)s) registered you for this event and gave us your name, address and "
        "organisation, for your place and your badge alone. If you do not want that, open the link and cancel; there "
        "you also see, correct and delete your data.",
        name=greeted(group.name) or group.email,
        address=group.email,
    )


def letter(name: str, event: Event, subject: str, **facts: Any) -> Letter:
    facts = facts | {
        "event": event,
        "place": place_of(event),
        "privacy": external_url(url_for("events.privacy", slug=event.slug)),
    }
    return Letter(
        subject=subject,
        text=render_template(f"delegations/mail/{name}.txt", **facts),
        html=render_template(f"delegations/mail/{name}.html", subject=subject, **facts),
        reply_to=event.contact_email or None,
    )
