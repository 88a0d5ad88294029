"""The organiser's first pages: events, counts, what needs attention."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing to set up yet beyond the tables."""

