"""The templates of papers: rendered without a request or an application, their words are handed over."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .faces import ROOT


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_paper(template: str, **values: Any) -> str:
    """The HTML of a paper, for `render_pdf` or as backgrounds for `stamp_pdf`."""
    return _environment().get_template(template).render(**values)
