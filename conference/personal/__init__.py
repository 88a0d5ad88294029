"""A visitor's own agenda: the sessions they starred, and a calendar feed of them."""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing to add yet."""
