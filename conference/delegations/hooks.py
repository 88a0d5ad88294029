"""Whom not to remind: higher features join when they start."""

from collections.abc import Callable

# The addresses, as compared, that want no mail of an event.
UNWANTED: list[Callable[[int], set[str]]] = []


def unwanted(event_id: int) -> set[str]:
    return {key for source in UNWANTED for key in source(event_id)}
