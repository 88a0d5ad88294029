"""One scan at one point: who passes, and why not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..models import Outcome, Policy, ScanKind
from .folding import NOT_SEEN, Seen, local_day


class Reason(StrEnum):
    """Why a scan let nobody pass: stable words for programs."""

    NOT_A_TICKET = "not_a_ticket"
    OTHER_EVENT = "other_event"
    PENDING = "pending"
    WAITING = "waiting"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    ONLINE = "online"
    REPLACED = "replaced"
    BLANK = "blank"  # a blank badge that has not been given to anybody yet
    VOID = "void"
    ALREADY = "already"
    LEFT_FIRST = "left_first"  # leaves, though nobody saw them come in
    WRONG_DAY = "wrong_day"
    WRONG_POINT = "wrong_point"
    NOT_SIGNED_UP = "not_signed_up"
    ROOM_FULL = "room_full"
    NO_SEAT = "no_seat"  # offline, and the device has given away the seats that it was lent
    EXPIRED_LIST = "expired_list"
    JUST = "just"  # the page's own word: this phone scanned this badge a moment ago


OPEN_STATE = "ok"
ADMITTED = ""


@dataclass(frozen=True)
class Badge:
    """What the list says of a badge: `state` is "ok" or a Reason.

    `opens`: the points that it opens, each with None or the local days. `slots`: those that need to be signed up for
    and that its person may enter.
    """

    state: str
    opens: Mapping[str, Collection[str] | None] = field(default_factory=dict)
    slots: Collection[int] = ()


@dataclass(frozen=True)
class Asked:
    """The question: may this badge pass the point at `at` (milliseconds)."""

    point: str
    policy: str
    is_strict: bool
    at: int
    kind: str = ScanKind.ENTRY


@dataclass(frozen=True)
class Context:
    """`slot`: the session that the point scans for now. `is_guarded`: it is open only to whom the badge names it.

    `free`: places left at a strict point. `is_online`: the server is asked.
    """

    zone: str
    slot: int | None = None
    is_guarded: bool = False
    free: int | None = None
    is_online: bool = True
    is_list_expired: bool = False


@dataclass(frozen=True)
class Verdict:
    outcome: str
    reason: str = ADMITTED


def judge(badge: Badge | None, seen: Seen | None, asked: Asked, context: Context) -> Verdict:
    """Decide one scan; `badge` None: no list has it."""
    reason = _why_not(badge, seen or NOT_SEEN, asked, context)
    return Verdict(Outcome.DENY if reason else Outcome.ADMIT, reason)


def _why_not(badge: Badge | None, seen: Seen, asked: Asked, context: Context) -> str:
    if context.is_list_expired:
        return Reason.EXPIRED_LIST
    if badge is None:
        return Reason.NOT_A_TICKET
    if asked.kind == ScanKind.EXIT:  # whoever is inside may leave
        return ADMITTED if seen.is_inside else Reason.LEFT_FIRST
    return _why_not_open(badge, asked, context) or _why_not_in(seen, asked, context)


def _why_not_open(badge: Badge, asked: Asked, context: Context) -> str:
    if badge.state != OPEN_STATE:
        return badge.state
    if asked.point not in badge.opens:
        return Reason.WRONG_POINT
    days = badge.opens[asked.point]
    if days is not None and local_day(asked.at, context.zone) not in days:
        return Reason.WRONG_DAY
    if context.is_guarded and context.slot is not None and context.slot not in badge.slots:
        return Reason.NOT_SIGNED_UP
    return ADMITTED


def _why_not_in(seen: Seen, asked: Asked, context: Context) -> str:
    if asked.policy == Policy.ONCE and seen.first is not None:
        return Reason.ALREADY
    if asked.policy == Policy.ONCE_PER_DAY and local_day(asked.at, context.zone) in seen.days:
        return Reason.ALREADY
    if asked.policy == Policy.REENTRY and seen.is_inside:
        return Reason.ALREADY
    if asked.is_strict and context.free is not None and context.free < 1 and not seen.is_inside:
        return Reason.ROOM_FULL if context.is_online else Reason.NO_SEAT
    return ADMITTED
