"""Typing in lists that were ticked on paper: a name, Enter, the next one."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor, current_user_id
from conference.checkin import services
from conference.checkin.models import ScanKind
from conference.checkin.queries import find_point, find_scan, points_of_event, search_people
from conference.checkin.queries.paper import last_entered, names_to_choose
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.times import clock
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.registration.models import Registration

from ..paper_form import PaperForm
from ..picture_queries import find_person
from .blueprints import manage_attendance

Answer = str | Response | tuple[str, int]
MOST_COMPLETED = 1500  # names that the page carries to complete what is typed


@manage_attendance.route("/paper/entry", methods=["GET", "POST"], endpoint="paper_entry")
@event_page(Permission.EDIT_ATTENDEES)
def paper_entry(event: Event) -> Answer:
    at, form = now(), PaperForm()
    form.offer(points_of_event(event.id), at, event.zone)
    found: list[Registration] = []
    if form.validate_on_submit():
        found = people_meant(event, form.person.data)
        if len(found) == 1:
            return entered(event, form, found[0])
        if not found:
            form.person.errors = [_("Nobody found. Try another part of the name, or the code.")]
    return entry_page(event, form, found)


def people_meant(event: Event, words: str) -> list[Registration]:
    """Who it may be: one whose code ends the line, as when it was completed, or those with these words in the name."""
    tail = words.rsplit(maxsplit=1)[-1].strip("()") if words.split() else ""
    one = find_person(event.id, tail)
    return [one] if one else [row.registration for row in search_people(event.id, None, words)]


def entered(event: Event, form: PaperForm, person: Registration) -> Answer:
    """Note the line and show the form for the next one.

    Sent twice it changes nothing, so there is no other page in between, and nothing of it stands in an address.
    """
    point, name = find_point(event.id, form.point.data) or abort(404), person.name
    try:
        when = form.when.at(event.zone)
        assert when is not None  # it is required
        is_new = services.enter_from_paper(
            person.id, point.id, ScanKind(form.kind.data), when=when, note=form.note.data or "",
            actor=current_actor(), at=now(),
        )  # fmt: skip
    except Refused as refusal:
        form.refuse(refusal, "when")
        return entry_page(event, form, [])
    form.person.data, said = "", {"name": name, "time": clock(when, event.zone)}
    return entry_page(
        event, form, [], _("%(name)s, %(time)s: noted.", **said) if is_new
        else _("%(name)s, %(time)s: was noted already.", **said),
    )  # fmt: skip


def entry_page(event: Event, form: PaperForm, found: list[Registration], said: str = "") -> Answer:
    page = render_template(
        "attendance/paper_entry.html",
        event=event,
        form=form,
        found=found,
        said=said,
        names=names_to_choose(event.id, MOST_COMPLETED),
        entered=last_entered(event.id, current_user_id()),
    )
    return page, form.status


@manage_attendance.post("/paper/entry/<scan>/take-back", endpoint="paper_take_back")
@event_page(Permission.EDIT_ATTENDEES)
def take_back(event: Event, scan: str) -> Answer:
    slug, found = event.slug, find_scan(scan)
    if found is None or found.event_id != event.id:
        abort(404)
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.take_back_from_paper(event.id, scan, actor=current_actor(), at=now())
    except Refused:
        abort(404)
    flash(_("Taken back."), "success")
    return redirect(url_for(".paper_entry", slug=slug), 303)
