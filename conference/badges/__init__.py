"""Badges: layouts in millimetres, sheets, single badges."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing to set up yet beyond the tables."""
    from . import models  # noqa: F401 - its tables belong to the schema
