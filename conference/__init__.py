"""Conference: registration, agenda, badges and the door of institutional events."""

from importlib import import_module
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

import config as settings

# Bottom to top: a feature may import only from features that stand before it. tests/architecture keeps it so.
FEATURES = (
    "core",
    "mail",
    "accounts",
    "organisations",
    "projects",
    "events",
    "programme",
    "visibility",
    "planning",
    "speaking",
    "intake",
    "questions",
    "registration",
    "delegations",
    "signup",
    "personal",
    "badges",
    "printing",
    "checkin",
    "attendance",
    "correspondence",
    "rosters",
    "exports",
    "dashboard",
    "demo",
)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the application from the environment; `overrides` are config values for tests."""
    app = Flask("conference", static_folder=None, template_folder=str(settings.ROOT / "templates"))
    app.config.from_mapping({**settings.load(), **(overrides or {})})
    app.jinja_env.undefined = StrictUndefined
    for feature in FEATURES:
        import_module(f"conference.{feature}").register(app)
    return app
