"""What delegations, invitations and codes may do when. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from conference.core.errors import Refused

from .models import AccessCode, Delegation, Invitation, InvitationState
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


class NotAnswerable(Refused):
    code: ClassVar[str] = "not_answerable"


class InvitedAlready(Refused):
    code: ClassVar[str] = "invited_already"


class CodeUsedUp(Refused):
    code: ClassVar[str] = "code_used_up"


class UnknownCode(Refused):
    code: ClassVar[str] = "unknown_code"


class CodeTaken(Refused):
    code: ClassVar[str] = "code_taken"


class BadTime(Refused):
    code: ClassVar[str] = "bad_time"


class GroupRefused(Refused):
    """`row`: the number of the person, from 0, whose row is at fault."""

    code: ClassVar[str] = "group_refused"

    def __init__(self, row: int, words: str) -> None:
        super().__init__(words)
        self.row = row


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
class Contact:
    """Who registers several people in one go."""

    name: str
    email: str
    organisation: str
    language: str = "en"


@dataclass(frozen=True)
class CodeValues:
    code: str
    label: str
    category_ids: tuple[int, ...]
    most_uses: int | None
    expires_at: datetime | None
    is_reserved: bool


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
    return at < delegation.closes_at


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


def why_not_code(code: AccessCode, at: datetime) -> Refused | None:
    """Say why the code opens nothing; None when it does."""
    if code.ended_at is not None:
        return CodeUsedUp(_("This code is not in use any more"))
    if code.expires_at is not None and at >= code.expires_at:
        return CodeUsedUp(_("The time of this code is over"))
    if code.most_uses is not None and code.used >= code.most_uses:
        return used_up()
    return None


def used_up() -> CodeUsedUp:
    return CodeUsedUp(_("This code was used as often as it may be"))


def unknown_code() -> UnknownCode:
    return UnknownCode(_("We do not know this code. Look again at how it is written."))


def code_taken() -> CodeTaken:
    return CodeTaken(_("There is a code like that already"))


def why_not_code_values(values: CodeValues, used: int) -> Refused | None:
    if values.most_uses is not None and values.most_uses < used:
        return BadQuota(_("It was used more often already"))
    if values.is_reserved and (values.most_uses is None or len(values.category_ids) != 1):
        return BadQuota(_("To keep places, choose one category and say how many people may use the code"))
    return None


def key_of_code(typed: str) -> str:
    """A code as compared: people type it in lower case, with blanks and dashes of their own."""
    return "".join(char for char in typed.upper() if char.isalnum())


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
