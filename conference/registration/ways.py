"""Other ways to the form than the public one: a personal invitation, an access code. Higher features offer them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.events.models import Event

from . import rules
from .models import Category, Registration

Settle = Callable[[Registration, datetime], bool]


@dataclass(frozen=True)
class Way:
    """What a link or a code opens. It has hours of its own: those of the event and of the categories do not count.

    categories: what may be chosen, public or not. filled: what the form starts with, by the names of its fields.
    settle: called with the new registration in its transaction, before places are taken; notes what was used, raises
    Refused when it is used up, and is True when the registration has a place that was kept for it.
    has_place: such a place is there, so that nothing can be full. is_approved: the organisers' approval is given.
    proved_key: the address that the link was mailed to, as compared. template: shown above the form, sees `way`.
    """

    source: str
    categories: tuple[Category, ...]
    settle: Settle
    template: str
    filled: Mapping[str, Any] = field(default_factory=dict)
    has_place: bool = False
    is_approved: bool = False
    proved_key: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def why_not(self, event: Event, category: Category | None, at: datetime, mode: str) -> Refused | None:
        """Say why nobody may take part in `category` this way; None when they may."""
        if not event.is_published:
            return rules.NotPublished(_("This event is not published yet"))
        if at >= event.ends_at:
            return rules.EventOver(_("This event is over"))
        if category is None or category.id not in {one.id for one in self.categories}:
            return rules.CategoryClosed(_("Choose one of the ways of taking part that are open to you"))
        if self.has_place:
            return None
        return rules.why_no_place(event, category, rules.mode_of(event, category, mode))
