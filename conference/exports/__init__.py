"""Other programs' formats: calendars, tables."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing to set up yet beyond the tables."""
