"""The form as attendees see it, for the organisers who build it."""

from typing import Any

from flask import render_template
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from conference.events.models import Event
from conference.questions.asked import AskedForm

from .. import hooks, manage_queries, queries
from ..forms import register_form


def form_preview(event: Event, asked: AskedForm, category: str, reader: str) -> Any:
    """`category`: "" lets the reader choose among those that people may choose themselves."""
    categories, _settings = queries.on_offer(event.id)
    if category:
        categories = [one for one in manage_queries.categories_of_event(event.id) if one.code == category]
    with force_locale(reader):
        form = register_form(event, asked, categories, {}, is_preview=True)
        parts = hooks.form_parts(event, MultiDict()).values()
        return render_template("registration/public/preview.html", event=event, form=form, parts=parts, reader=reader)
