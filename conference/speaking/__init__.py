"""Speakers without accounts: their personal links, what they say of themselves, and reminders."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing to add yet."""
