"""What delegations, invitations and codes may do when. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from conference.core.errors import Refused

from .models import Delegation, Invitation, InvitationState
from .words import STATE_WORDS

MOST_PEOPLE = 500  # on one list
KEPT_FOR = timedelta(days=30)  # after the event: names of those who did not register
REMIND_BEFORE = timedelta(days=3)  # the cut-off: who has not answered is asked once more


class DelegationClosed(Refused):
    code: ClassVar[str] = "delegation_closed"


class QuotaFull(Refused):
    code: ClassVar[str] = "quota_full"


class CategoryQuotaFull(QuotaFull):
    code: ClassVar[str] = "category_quota_full"


class NamedAlready(Refused):
    code: ClassVar[str] = "named_already"


class BadQuota(Refused):
    code: ClassVar[str] = "bad_quota"


class Removed(Refused):
    code: ClassVar[str] = "delegation_removed"


class NotAnswerable(Refused):
    code: ClassVar[str] = "not_answerable"


class InvitedAlready(Refused):
    code: ClassVar[str] = "invited_already"


class BadTime(Refused):
    code: ClassVar[str] = "bad_time"


@dataclass(frozen=True)
class DelegationValues:
    """`quotas`: places by the id of a category, none for those that may not be named."""

    name: str
    country: str | None
    focal_name: str
    focal_email: str
    language: str
    most: int | None
    closes_at: datetime
    is_reserved: bool
    note: str
    quotas: Mapping[int, int]


@dataclass(frozen=True)
class Nominee:
    """Who is named or invited, as a form or a line of a list hands it over: cleaned."""

    name: str
    email: str
    category_id: int
    language: str = "en"
    job: str = ""


@dataclass(frozen=True)
class Fill:
    """How far a quota is used: `sent` have not answered yet."""

    places: int
    sent: int = 0
    accepted: int = 0

    @property
    def taken(self) -> int:
        return self.sent + self.accepted

    @property
    def free(self) -> int:
        return max(0, self.places - self.taken)


def why_not_delegation(values: DelegationValues, at: datetime, event_ends_at: datetime) -> Refused | None:
    total = sum(values.quotas.values())
    if not total:
        return BadQuota(_("Give at least one place"))
    if values.is_reserved and values.most is not None and values.most != total:
        return BadQuota(_("Places that are kept are those of the categories: leave the total empty"))
    if values.closes_at > event_ends_at:
        return BadTime(_("Choose a cut-off before the event ends"))
    return None


def why_not_shrink(values: DelegationValues, taken: Mapping[int, int]) -> BadQuota | None:
    """Say why the quotas cannot be as low as that; `taken`: people named so far, by the id of the category."""
    if any(count > values.quotas.get(category_id, 0) for category_id, count in taken.items()):
        return BadQuota(_("More people are named already: withdraw some of them first"))
    if values.most is not None and sum(taken.values()) > values.most:
        return BadQuota(_("More people are named already: withdraw some of them first"))
    return None


def is_open(delegation: Delegation, at: datetime) -> bool:
    return delegation.removed_at is None and at < delegation.closes_at


def why_not_open(delegation: Delegation, at: datetime) -> DelegationClosed | None:
    if is_open(delegation, at):
        return None
    return DelegationClosed(_("The time for changes is over. Please write to the organisers."))


def why_not_name(delegation: Delegation, category_id: int, taken: Mapping[int, int]) -> Refused | None:
    """Say why nobody more of the category can be named; `taken`: people named so far, by the id of the category."""
    quota = next((quota for quota in delegation.quotas if quota.category_id == category_id), None)
    if quota is None or not quota.places:
        return CategoryQuotaFull(_("Choose one of the categories of your quota"))
    if delegation.most is not None and sum(taken.values()) >= delegation.most:
        return QuotaFull(_("Every place of the quota is taken: replace or withdraw somebody"))
    if taken.get(category_id, 0) >= quota.places:
        words = ngettext(
            "The %(num)d place of this category is taken: replace or withdraw somebody",
            "All %(num)d places of this category are taken: replace or withdraw somebody",
            quota.places,
        )
        return CategoryQuotaFull(words)
    return None


def why_not_expiry(expires_at: datetime, event_ends_at: datetime, at: datetime) -> BadTime | None:
    if at < expires_at <= event_ends_at:
        return None
    return BadTime(_("Choose a time to come, before the event ends"))


def named_already() -> NamedAlready:
    return NamedAlready(_("This address is on your list already"))


def invited_already() -> InvitedAlready:
    return InvitedAlready(_("This address is invited already"))


def state_at(invitation: Invitation, at: datetime) -> InvitationState:
    """The state as people see it: whoever did not answer in time is expired, also before a job has noted it."""
    if invitation.state == InvitationState.SENT and at >= ends_at(invitation):
        return InvitationState.EXPIRED
    return InvitationState(invitation.state)


def ends_at(invitation: Invitation) -> datetime:
    """Until when it may be accepted."""
    return invitation.delegation.closes_at if invitation.delegation else invitation.expires_at


def why_not_answer(invitation: Invitation, at: datetime) -> NotAnswerable | None:
    """Say why the invitation cannot be accepted or declined any more; None when it can."""
    state = state_at(invitation, at)
    if state == InvitationState.SENT:
        return None
    if state == InvitationState.EXPIRED:
        return NotAnswerable(_("The time to answer this invitation is over"))
    if state == InvitationState.WITHDRAWN:
        return NotAnswerable(_("This invitation was withdrawn"))
    return NotAnswerable(_("This invitation is answered already: %(state)s", state=STATE_WORDS[state]))


def not_registered() -> NotAnswerable:
    return NotAnswerable(_("Your registration changed meanwhile. Open the link in your mail once more."))


def why_not_change(delegation: Delegation) -> Removed | None:
    if delegation.removed_at is None:
        return None
    return Removed(_("This delegation is deleted. Bring it back before you change it."))


def left_with(delegation: Delegation, invitation: Invitation) -> bool:
    """The invitation was withdrawn because the delegation was deleted, so it comes back with it."""
    is_out = invitation.state == InvitationState.WITHDRAWN and delegation.removed_at is not None
    return is_out and invitation.answered_at == delegation.removed_at


def fills(delegation: Delegation, counts: Mapping[tuple[int, str], int]) -> dict[int, Fill]:
    """By category; `counts`: people by category and state."""
    return {
        quota.category_id: Fill(
            quota.places,
            counts.get((quota.category_id, InvitationState.SENT), 0),
            counts.get((quota.category_id, InvitationState.ACCEPTED), 0),
        )
        for quota in delegation.quotas
    }


def fill_of(delegation: Delegation, parts: Iterable[Fill]) -> Fill:
    parts = list(parts)
    return Fill(delegation.places, sum(part.sent for part in parts), sum(part.accepted for part in parts))


def what_goes(delegation: Delegation, fill: Fill) -> list[str]:
    """What happens when the delegation is deleted, in sentences."""
    found = []
    if fill.accepted:
        found.append(
            ngettext(
                "%(num)d person who accepted stays registered.",
                "%(num)d people who accepted stay registered.",
                fill.accepted,
            )
        )
    if fill.sent:
        found.append(
            ngettext(
                "The link of %(num)d person who has not answered ends.",
                "The links of %(num)d people who have not answered end.",
                fill.sent,
            )
        )
    if held := sum(quota.held for quota in delegation.quotas):
        found.append(
            ngettext(
                "%(num)d place that is kept is free for others.",
                "%(num)d places that are kept are free for others.",
                held,
            )
        )
    if delegation.link_digest:
        found.append(_("The focal point's link leads nowhere."))
    return [*found, _("You can bring the delegation back at any time.")]
