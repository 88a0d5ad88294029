"""What the form builder needs to know of higher features; they join when they start."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from .asked import AskedForm

Categories = Sequence[tuple[str, str]]  # (code, name) in the organisers' order
CategoriesOf = Callable[[int], Categories]
CountsOf = Callable[[int], Mapping[str, int]]  # how many answered each question of an event, by its code
PreviewOf = Callable[[Any, AskedForm, str, str], str]  # (event, form, category, language) -> HTML
JOINED: dict[str, Any] = {}


def join(categories: CategoriesOf, counts: CountsOf, preview: PreviewOf) -> None:
    """The feature that registers people joins, once it starts."""
    JOINED.update(categories=categories, counts=counts, preview=preview)


def categories_of(event_id: int) -> list[tuple[str, str]]:
    return list(JOINED["categories"](event_id))


def counts_of(event_id: int) -> dict[str, int]:
    return dict(JOINED["counts"](event_id))


def preview_of(event: Any, form: AskedForm, category: str, language: str) -> Markup:
    """The form as a person of `category` sees it in `language`; "" is whoever may choose."""
    return Markup(JOINED["preview"](event, form, category, language))  # noqa: S704 - a rendered template
