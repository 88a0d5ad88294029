"""Planning the agenda: its editor, what clashes in the draft, free places, making releases."""

from flask import Flask


def register(app: Flask) -> None:
    pass
