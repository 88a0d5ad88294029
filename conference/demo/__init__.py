"""The reference event and synthetic ones."""

from flask import Flask

from .cli import demo_cli


def register(app: Flask) -> None:
    app.cli.add_command(demo_cli)
