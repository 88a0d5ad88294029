"""The questions among all that is to be translated at an event."""

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from conference.events.models import Event
from conference.programme.translation_queries import Texts

from .queries import rows_of


def texts_of_form(event: Event) -> Texts:
    slug = event.slug

    def address(row: Any, language: str) -> str:
        return url_for("manage_form.question", slug=slug, code=row.code, _anchor=f"texts-{language}")

    return _l("Registration form"), [row for row in rows_of(event.id) if row.retired_at is None], address
