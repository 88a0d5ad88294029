"""What is said of several people who are registered in one go, and until when their list changes. Pure."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.events.models import Event
from conference.registration.rules import Free


class Short(StrEnum):
    """What happens when there are not places for all of a group."""

    NOBODY = "nobody"  # nobody is registered
    SOME = "some"  # those who fit get places, the rest wait
    ALL = "all"  # the whole group waits together


class GroupRefused(Refused):
    """`row`: the number of the person, from 0, whose row is at fault."""

    code: ClassVar[str] = "group_refused"

    def __init__(self, row: int, words: str) -> None:
        super().__init__(words)
        self.row = row


class GroupClosed(Refused):
    code: ClassVar[str] = "group_closed"


class MemberGone(Refused):
    code: ClassVar[str] = "member_gone"


class OnList(Refused):
    code: ClassVar[str] = "on_list"


@dataclass(frozen=True)
class Contact:
    """Who registers several people in one go."""

    name: str
    email: str
    organisation: str
    language: str = "en"
    country: str | None = None


def who_fits(free: Free, wanted: Sequence[tuple[int, str]], short: Short) -> list[bool]:
    """Who of a group gets a place, by category and mode of each; without a choice everybody has to."""
    left = deepcopy(free)
    fits = [left.take(*one) for one in wanted]
    if short == Short.NOBODY or all(fits):
        return [True] * len(fits)
    return fits if short == Short.SOME else [False] * len(fits)


def changes_until(event: Event) -> datetime:
    return min(event.registration_closes_at or event.starts_at, event.starts_at)


def why_not_change(event: Event, at: datetime) -> GroupClosed | None:
    if at < changes_until(event):
        return None
    return GroupClosed(_("The time for changes is over. Please write to the organisers."))


def member_gone() -> MemberGone:
    return MemberGone(_("This person is not on your list any more"))


def on_list() -> OnList:
    return OnList(_("This address is on your list already"))
