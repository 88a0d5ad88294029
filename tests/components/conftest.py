from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined

from conference.core.colours import ground
from conference.core.emblem import stars_path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
Draw = Callable[..., Any]


@pytest.fixture(scope="session")
def plain_app() -> Flask:
    """Templates and nothing behind them: components know no database."""
    app = Flask("components", static_folder=None, template_folder=str(TEMPLATES))
    app.jinja_env.undefined = StrictUndefined
    app.add_template_filter(ground)
    app.add_template_global(lambda: "a-token", "csrf_token")
    app.add_template_global(stars_path)
    Babel(app)
    return app


@pytest.fixture
def draw(plain_app: Flask) -> Draw:
    """Render a piece of template; answers the parsed tree, after checking that it is valid HTML."""

    def render(source: str, **values: Any) -> Any:
        with plain_app.test_request_context("/"):
            html = plain_app.jinja_env.from_string("{% autoescape true %}" + source + "{% endautoescape %}").render(
                **values
            )
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(f"<!doctype html><html lang=en><title>x</title><body><main>{html}</main>")
        assert parser.errors == [], html
        for element in tree.iter():
            element.tag = str(element.tag).rpartition("}")[2]  # drawings have a namespace of their own
        return tree.find(".//main")

    return render
