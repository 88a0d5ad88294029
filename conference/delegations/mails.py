"""Letters to focal points, to who is invited, and to who registered a group. Each tells the truth of its moment."""

from dataclasses import dataclass, field
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.clock import now
from conference.core.db import db
from conference.core.i18n import language
from conference.core.templating import external_url
from conference.core.times import instant, zone_label
from conference.core.translated import in_language
from conference.events.models import Event
from conference.events.telling import said_plainly
from conference.events.words import place_of
from conference.mail.letters import Letter, composer
from conference.mail.rendering import OwnWords, Value, Values
from conference.mail.wordings import Sample, own_words_for
from conference.registration.models import Registration
from conference.registration.placeholders import greeted, value_of_name, values_of_event
from conference.registration.wordings import EVENT

from . import group_queries, letter_queries, links, queries, rules
from .models import Delegation, Invitation, InvitationState, RegistrationGroup
from .wordings import KINDS

NAMES = {
    "delegation.invited": "focal_invited",
    "delegation.reminded": "focal_reminded",
    "invitation.sent": "invited",
    "invitation.nominated": "nominated",
    "invitation.reminded": "reminded",
    "group.registered": "group",
}


@dataclass(frozen=True)
class Content:
    """What a letter is made of: `values` for placeholders, `facts` for its template."""

    event: Event
    name: str
    email: str
    link: str
    values: Values = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


@composer("delegation.invited")
def delegation_invited(delegation_id: int) -> Letter | None:
    return to_focal_point("delegation.invited", delegation_id)


@composer("delegation.reminded")
def delegation_reminded(delegation_id: int) -> Letter | None:
    """Dropped when every place was filled before it went out."""
    return to_focal_point("delegation.reminded", delegation_id, only_with_places=True)


def to_focal_point(kind: str, delegation_id: int, *, only_with_places: bool = False) -> Letter | None:
    delegation = db.session.get(Delegation, delegation_id)
    if delegation is None or delegation.link_digest is None or not rules.is_open(delegation, now()):
        return None
    content = of_focal_point(delegation, links.token_of_focal_point(delegation))
    if only_with_places and content.facts["taken"] >= delegation.places:
        return None
    return letter(kind, content)


def of_focal_point(delegation: Delegation, token: str) -> Content:
    event = db.session.get_one(Event, delegation.event_id)
    taken = sum(queries.taken_by_category(delegation.id).values())
    values = {
        "delegation": Value(delegation.name),
        "places": Value(str(delegation.places)),
        "taken": Value(str(taken)),
        "deadline": Value(until(delegation.closes_at, event)),
    }
    link = external_url(url_for("focal.delegation", slug=event.slug, token=token))
    facts = {"delegation": delegation, "taken": taken}
    return Content(event, delegation.focal_name, delegation.focal_email, link, values, facts)


@composer("invitation.sent")
def invitation_sent(invitation_id: int) -> Letter | None:
    return to_invited("invitation.sent", invitation_id)


@composer("invitation.nominated")
def invitation_nominated(invitation_id: int) -> Letter | None:
    return to_invited("invitation.nominated", invitation_id)


@composer("invitation.reminded")
def invitation_reminded(invitation_id: int) -> Letter | None:
    return to_invited("invitation.reminded", invitation_id)


def to_invited(kind: str, invitation_id: int) -> Letter | None:
    """None for who has answered or is not wanted any more."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or rules.state_at(invitation, now()) != InvitationState.SENT:
        return None
    return letter(kind, of_invited(invitation, links.token_of_invitation(invitation)))


def of_invited(invitation: Invitation, token: str) -> Content:
    event = db.session.get_one(Event, invitation.event_id)
    category = in_language(invitation.category, "name", language(), event.main_language).text
    ends_at = rules.ends_at(invitation)
    values = {
        "delegation": Value(invitation.delegation.name if invitation.delegation else ""),
        "category": Value(category),
        "deadline": Value(until(ends_at, event)),
    }
    facts = {
        "invitation": invitation,
        "delegation": invitation.delegation,
        "category": category,
        "ends_at": ends_at,
        "kept_days": rules.KEPT_FOR.days,
    }
    link = external_url(url_for("invitation.own", slug=event.slug, token=token))
    return Content(event, invitation.name, invitation.email, link, values, facts)


@composer("group.registered")
def group_registered(group_id: int) -> Letter | None:
    group = db.session.get(RegistrationGroup, group_id)
    return letter("group.registered", of_group(group, links.token_of_group(group))) if group else None


def of_group(group: RegistrationGroup, token: str) -> Content:
    event = db.session.get_one(Event, group.event_id)
    link = external_url(url_for("groups.own", slug=event.slug, token=token))
    people = group_queries.members_of(group.id)
    facts = {"people": [(greeted(one.name), one.email) for one in people if one.gone_at is None]}
    return Content(event, group.name, group.email, link, facts=facts)


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


def until(at: Any, event: Event) -> str:
    return f"{instant(at, event.zone)} ({zone_label(at, event.zone)})"


def sample_of(kind: str, event_id: int, words: str) -> Sample | None:
    """The letter as it would be to whoever is found by the words, or else to the newest; under no real link."""
    if kind.startswith("delegation."):
        delegation = letter_queries.find_delegation(event_id, words)
        content = of_focal_point(delegation, "hidden") if delegation else None
    elif kind.startswith("invitation."):
        is_nominated = {"invitation.nominated": True, "invitation.sent": False}.get(kind)
        invitation = letter_queries.find_invitation(event_id, words, is_nominated=is_nominated)
        content = of_invited(invitation, "hidden") if invitation else None
    else:
        group = letter_queries.find_group(event_id, words)
        content = of_group(group, "hidden") if group else None
    if content is None:
        return None
    return Sample(
        f"{content.name} <{content.email}>", values_of(content), lambda own: written(kind, content, own.subject, own)
    )


def values_of(content: Content) -> Values:
    name, link = value_of_name(content.name), Value(content.link, is_link=True)
    return {**values_of_event(content.event), **content.values, "name": name, "link": link}


def letter(kind: str, content: Content) -> Letter:
    """In the event's own words where it has some."""
    own = own_words_for(kind, content.event.id, language(), values_of(content))
    wording = next(one for one in KINDS if one.kind == kind)
    subject = own.subject if own else wording.subject().replace(EVENT, said_plainly(content.event, "title"))
    return written(kind, content, subject, own)


def written(kind: str, content: Content, subject: str, own: OwnWords | None) -> Letter:
    event = content.event
    facts = content.facts | {
        "event": event,
        "own": own,
        "greeted": greeted(content.name),
        "link": content.link,
        "place": place_of(event, language()),
        "privacy": external_url(url_for("events.privacy", slug=event.slug)),
    }
    return Letter(
        subject=subject,
        text=render_template(f"delegations/mail/{NAMES[kind]}.txt", **facts),
        html=render_template(f"delegations/mail/{NAMES[kind]}.html", subject=subject, **facts),
        reply_to=event.contact_email or None,
        event_name=said_plainly(event, "title"),
    )
