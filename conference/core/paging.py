"""Long lists, a page at a time."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, func

from .db import db

PAGE_SIZE = 50
MOST_DIGITS = 6
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`number` is from 1 to `pages`, `total` how many rows there are on all pages."""

    rows: list[Row]
    number: int
    pages: int
    total: int


def asked_page() -> int:
    """The page that the address asks for; 1 when it asks for nonsense."""
    text = request.args.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 1


def page_of(query: Select[Any], number: int) -> Page[Any]:
    """One page of an ordered query; a number beyond the last page gives the last."""
    counted = query.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
    total = db.session.scalar(counted) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    rows = db.session.scalars(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(list(rows), number, pages, total)
