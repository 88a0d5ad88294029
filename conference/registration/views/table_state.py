"""How the table is shown: by the address, by a view that somebody kept, by what the person is used to."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from conference.accounts.web import signed_in_user
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import may

from .. import manage_queries, table_queries
from ..columns import asked_keys, keys_of_file, known_keys, usual_columns
from ..manage_queries import RegistrationFilter
from ..models import Category, TableHabit, TableView
from ..rules.table_views import Keeper
from .table_filter import query_of, read_filter

VIEW = "view"  # in an address: a view as it was kept
BASE = "from"  # in an address: the view that was changed since, by what else the address asks for
EVERYBODY = "all"  # the view without any filter, which needs no row


@dataclass(frozen=True)
class State:
    """`view`: the one that is shown, perhaps changed; None for everybody. `is_lost`: it is not there for this person.

    `columns`: keys beside the name; `are_chosen`: the address names them. `views`: all that the person sees.
    """

    event: Event
    wanted: RegistrationFilter
    columns: tuple[str, ...]
    view: TableView | None
    views: list[TableView]
    categories: list[Category]
    habit: TableHabit | None
    are_chosen: bool = False
    is_lost: bool = False

    @property
    def user_id(self) -> int:
        return signed_in_user().id

    @property
    def is_changed(self) -> bool:
        """Whether what is shown is another thing than the view."""
        if self.view is None:
            return self.wanted != RegistrationFilter() or self.are_chosen
        kept = known_keys(self.event, self.view.columns) or usual_columns(self.event)
        return query_of(self.wanted) != self.view.query or self.columns != kept

    @property
    def query(self) -> dict[str, Any]:
        """What an address says to show the same."""
        found = {BASE: self.view.code if self.view else EVERYBODY, **query_of(self.wanted)}
        return found | ({"columns": ",".join(self.columns)} if self.are_chosen else {})

    @property
    def export_columns(self) -> str:
        """The columns of the table, as the address of an export names them."""
        return ",".join(keys_of_file(self.event, self.columns))

    @property
    def default_view(self) -> TableView | None:
        """The one that the table opens with."""
        ident = self.habit.view_id if self.habit else None
        return next((view for view in self.views if view.id == ident), None)

    def address(self, **changes: Any) -> str:
        return url_for("manage_registrations.list", slug=self.event.slug, **{**self.query, **changes})


def read_state(event: Event, args: MultiDict[str, str]) -> State:
    user_id = signed_in_user().id
    categories = manage_queries.categories_of_event(event.id)
    views, habit = table_queries.views_of(event.id, user_id), table_queries.habit_of(event.id, user_id)
    code = args.get(VIEW) or args.get(BASE, "")
    view = next((one for one in views if one.code == code), None)
    asked = MultiDict(view.query) if view and args.get(VIEW) else args
    named = asked_keys(event, args["columns"]) if args.get("columns") and not args.get(VIEW) else ()
    kept = known_keys(event, view.columns) if view else ()
    return State(
        event=event,
        wanted=read_filter(asked, categories),
        columns=named or kept or usual_columns(event, habit),
        view=view,
        views=views,
        categories=categories,
        habit=habit,
        are_chosen=bool(named),
        is_lost=view is None and code not in ("", EVERYBODY),
    )


def keeper() -> Keeper:
    """Who asks, as somebody who keeps views."""
    return Keeper(signed_in_user().id, may(Permission.EDIT_ATTENDEES))
