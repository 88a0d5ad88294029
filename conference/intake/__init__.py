"""Bringing a programme in: from tables, from the exchange files of other systems, from another event."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing to add yet."""
