"""The ways to bring something in; the start page lists them, each part of the feature adds its own."""

from dataclasses import dataclass
from typing import Any

WAYS: list["Way"] = []


@dataclass(frozen=True, order=True)
class Way:
    """`order` is its place in the list, `endpoint` its first page, `words` say what for."""

    order: int
    endpoint: str
    title: Any
    words: Any


def add_way(way: Way) -> None:
    if way.endpoint not in {known.endpoint for known in WAYS}:
        WAYS.append(way)
        WAYS.sort()
