"""What higher features tell about a registration on its page for organisers; they join when they start."""

from collections.abc import Callable

from .models import Registration

Fact = tuple[str, str]  # a term and what is true of it, in the reader's language
FACT_SOURCES: list[Callable[[Registration], list[Fact]]] = []


def facts_about(registration: Registration) -> list[Fact]:
    return [fact for source in FACT_SOURCES for fact in source(registration)]
