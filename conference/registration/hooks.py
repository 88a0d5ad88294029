"""What higher features tell about a registration on its pages; they join when they start."""

from collections.abc import Callable

from .models import Registration

Fact = tuple[str, str]  # a term and what is true of it, in the reader's language
FACT_SOURCES: list[Callable[[Registration], list[Fact]]] = []


def facts_about(registration: Registration) -> list[Fact]:
    return [fact for source in FACT_SOURCES for fact in source(registration)]


# Templates shown on a registration's own page; they see its `registration`, `token` and `event`.
OWN_PARTS: list[str] = []
