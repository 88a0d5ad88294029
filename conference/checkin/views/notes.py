"""Organisers: what the door is told of a person, set for one or for many."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.registration.views.batches import asked_ids
from conference.registration.views.manage import get_registration

from .. import services
from ..note_forms import MarkForm, NotesForm
from ..queries.notes import marks_of

manage_notes = Blueprint("manage_notes", __name__, url_prefix="/manage/<slug>/registrations")
Answer = str | Response | tuple[str, int]


@manage_notes.route("/<code>/door", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def person(event: Event, code: str) -> Answer:
    found, form, slug = get_registration(event, code), NotesForm(), event.slug
    if found.erased_at is not None:
        abort(404)
    if request.method == "GET":
        form.show(marks_of([found.id]).get(found.id, {}), found.version)
    elif form.validate_on_submit():
        try:
            services.set_notes(found.id, form.notes(), version=form.version.number, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
            found = get_registration(event, code)
            form.version.data = str(found.version)
        else:
            flash(_("The notes for the door are saved."), "success")
            return redirect(url_for("manage_registrations.show", slug=slug, code=code))
    return render_template("checkin/notes/person.html", event=event, registration=found, form=form), form.status


@manage_notes.post("/door")
@event_page(Permission.EDIT_ATTENDEES)
def many(event: Event) -> Answer:
    """Which note, and how many are meant. Nothing is done yet."""
    if not ActionForm().validate_on_submit():
        abort(400)
    return many_page(event, MarkForm(formdata=None))


def many_page(event: Event, form: MarkForm, *, is_stale: bool = False) -> tuple[str, int]:
    ids, fields = asked_ids(event)
    page = render_template(
        "checkin/notes/many.html", event=event, form=form, fields=fields, total=len(ids), is_stale=is_stale
    )
    return page, 409 if is_stale else form.status


@manage_notes.post("/door/do")
@event_page(Permission.EDIT_ATTENDEES)
def mark(event: Event) -> Answer:
    """Do it; when others are meant by now, it is shown anew."""
    form, slug = MarkForm(), event.slug
    if not form.validate_on_submit():
        return many_page(event, form)
    ids, _fields = asked_ids(event)
    if not ids or str(len(ids)) != request.form.get("total"):
        return many_page(event, form, is_stale=True)
    changed = services.mark_many(
        event.id, ids, form.kind.data, form.words(), is_set=form.is_given, actor=current_actor(), at=now()
    )
    flash(ngettext("The door knows it of %(num)s person.", "The door knows it of %(num)s people.", changed), "success")
    return redirect(url_for("manage_registrations.list", slug=slug), 303)
