"""Who may keep which view of the table of registrations. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from ..models import TableView

MOST_VIEWS = 60  # that one person sees at an event


class ViewNameTaken(Refused):
    code: ClassVar[str] = "view_name_taken"


class TooManyViews(Refused):
    code: ClassVar[str] = "too_many_views"


class ViewOfAnother(Refused):
    code: ClassVar[str] = "view_of_another"


@dataclass(frozen=True)
class Keeper:
    """Who keeps a view; `may_share`: with the team of the event."""

    user_id: int
    may_share: bool


@dataclass(frozen=True)
class ViewValues:
    """What a view is called, who sees it, and what it shows: see TableView."""

    name: str
    is_shared: bool
    query: dict[str, Any]
    columns: list[str]


def why_not_change(view: TableView, keeper: Keeper) -> Refused | None:
    """A view of one's own is changed by its owner alone; a shared one by whoever may share."""
    if view.owner_id == keeper.user_id or (view.is_shared and keeper.may_share):
        return None
    return ViewOfAnother(_("This view belongs to somebody else"))


def why_not_keep(name: str, *, is_shared: bool, keeper: Keeper, others: Iterable[TableView]) -> Refused | None:
    """`others`: the views that the person sees, but the one that is changed."""
    seen = list(others)
    if is_shared and not keeper.may_share:
        return ViewOfAnother(_("Your role at this event does not let you share views"))
    if any(view.name.casefold() == name.casefold() for view in seen):
        return ViewNameTaken(_("There is a view with this name already"))
    if len(seen) >= MOST_VIEWS:
        return TooManyViews(_("There are very many views already: delete one that is no longer needed"))
    return None
