"""Importing schedule.xml and schedule.json of other systems."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.files import clean_filename
from conference.core.web import is_too_large
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import schedule_services
from ..schedule_forms import ScheduleForm
from ..schedule_reading import read_schedule
from ..table_reading import NotATable
from ..table_uploads import MOST_SENT, too_large
from .start import intake

Answer = str | AnyResponse | tuple[str, int]


@intake.route("/schedule", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def schedule(event: Event) -> Answer:
    """Upload the file; what it would do is shown as for a table of sessions."""
    form, slug = ScheduleForm(formdata=None) if is_too_large(MOST_SENT) else ScheduleForm(), event.slug
    if is_too_large(MOST_SENT):
        form.refuse(too_large(), "file")
    elif form.validate_on_submit():
        file = request.files.get("file")
        name = file.filename if file is not None and file.filename else ""
        try:
            if file is None or not name:
                raise NotATable(_("Choose a file"))
            read = read_schedule(file.stream.read())
            filename = clean_filename(name, name.rpartition(".")[2][:8] or "xml")
            kept = schedule_services.upload_schedule(event, read, filename, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, "file")
        else:
            if kept.speakers:
                words = _(
                    "The file also tells of the speakers. Import them first, so that their biographies come along."
                )
                flash(words, "info")
            return redirect(url_for(".table", slug=slug, code=kept.speakers or kept.sessions))
    return render_template("intake/schedule.html", event=event, form=form), form.status
