"""What is not yet written in the languages of the event."""

from flask import Blueprint, render_template, request

from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from ..translation_queries import progress_of

manage_translations = Blueprint("manage_translations", __name__, url_prefix="/manage/<slug>/translations")


@manage_translations.get("")
@event_page(Permission.EDIT_PROGRAMME)
def translations(event: Event) -> str:
    """How far each language is, and what it lacks; `?language=` keeps one."""
    every = progress_of(event)
    asked = request.args.get("language", "")
    shown = [one for one in every if one.language == asked] or every
    return render_template("programme/manage/translations.html", event=event, every=every, shown=shown, asked=asked)
