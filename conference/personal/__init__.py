"""My agenda: the sessions that a visitor starred, on the device alone or behind a secret address."""

from flask import Flask


def register(app: Flask) -> None:
    from . import models  # noqa: F401 - its tables
