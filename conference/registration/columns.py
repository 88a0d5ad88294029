"""What the table can show of a person, and an export can hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class TableColumn:
    """`key` names it in addresses; `sort` is a key of manage_queries.SORTS, "" for none; `kind`: of the macro."""

    key: str
    label: Any
    sort: str = ""
    kind: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {"key": self.sort or None, "label": self.label, "kind": self.kind, "name": self.key}


NAME = TableColumn("name", _l("Name"), "name")
COLUMNS = {
    column.key: column
    for column in (
        TableColumn("code", _l("Code")),
        TableColumn("organisation", _l("Organisation"), "organisation"),
        TableColumn("position", _l("Position")),
        TableColumn("category", _l("Category"), "category"),
        TableColumn("status", _l("Status"), "status"),
        TableColumn("email", _l("E-mail")),
        TableColumn("country", _l("Country"), "country"),
        TableColumn("mode", _l("Takes part")),
        TableColumn("language", _l("Language")),
        TableColumn("source", _l("Came by")),
        TableColumn("registered", _l("Registered"), "registered", "when"),
        TableColumn("changed", _l("Changed"), "changed", "when"),
    )
}
USUAL = ("organisation", "category", "status", "registered")
USUAL_HYBRID = ("organisation", "category", "mode", "status", "registered")  # where people choose how they take part


def chosen_columns(keys: Sequence[str] = USUAL) -> list[dict[str, Any]]:
    """The name and the columns of these keys, as the table macro takes them."""
    return [NAME.as_dict(), *(COLUMNS[key].as_dict() for key in keys if key in COLUMNS)]
