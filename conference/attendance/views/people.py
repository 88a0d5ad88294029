"""One person: where they were and when; corrections by hand."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.checkin.queries import search_people
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.registration.models import Registration

from .. import services, tables
from ..days import Holding
from ..forms import FixForm
from ..picture_queries import find_person, fixes_of, picture
from ..pictures import NOTHING, Picture
from .blueprints import manage_attendance
from .sessions import numbers_of, slot_or_404

Answer = str | Response | tuple[str, int]
PERSON = "/sessions/<code>/<int:number>/<person>"


@manage_attendance.get("/people/<person>", endpoint="person")
@event_page(Permission.VIEW_ATTENDEES)
def person_page(event: Event, person: str) -> str:
    who = find_person(event.id, person) or abort(404)
    shown = picture(event, [who.id], at=now())
    return render_template(
        "attendance/person.html",
        event=event,
        registration=who,
        own=shown.people.get(who.id, NOTHING),
        items=shown.items,
        slot_numbers=numbers_of(shown),
        fixes=fixes_of(event.id, who.id),
        marks_of=tables.marks_of,
        may_edit=may(Permission.EDIT_ATTENDEES),
    )


@manage_attendance.get("/sessions/<code>/<int:number>/person", endpoint="find")
@event_page(Permission.EDIT_ATTENDEES)
def find(event: Event, code: str, number: int) -> Answer:
    """Whom to add to the session: one person leads on at once, several are shown."""
    shown = picture(event, [], at=now())
    item = shown.items[slot_or_404(shown, code, number)]
    asked, slug = request.args.get("person", "")[:100].strip(), event.slug
    one = find_person(event.id, asked) if asked else None
    found = [one] if one else [row.registration for row in search_people(event.id, None, asked)] if asked else []
    if len(found) == 1:
        return redirect(url_for(".fix", slug=slug, code=code, number=number, person=found[0].code))
    return render_template("attendance/find.html", event=event, item=item, number=number, asked=asked, found=found)


@manage_attendance.route(PERSON, methods=["GET", "POST"], endpoint="fix")
@event_page(Permission.EDIT_ATTENDEES)
def fix(event: Event, code: str, number: int, person: str) -> Answer:
    who = find_person(event.id, person) or abort(404)
    shown = picture(event, [who.id], at=now())
    slot_id = slot_or_404(shown, code, number)
    item = shown.items[slot_id]
    form = FixForm()
    if form.validate_on_submit():
        holding = Holding(slot_id, item.room_id, item.starts_at, item.ends_at)
        try:
            services.fix(
                who.id, holding, form.fixed(slot_id, event.zone), form.reason.data, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, "ends_at" if refusal.code == "not_a_stay" else None)
        else:
            flash(_("Corrected. The scans are kept as they are."), "success")
            return redirect(url_for(".session", slug=event.slug, code=code, number=number), 303)
    if not form.is_submitted():
        form.show(item, shown.people.get(who.id, NOTHING).in_slot(slot_id), event.zone)
    return fix_page(event, shown, (slot_id, number), who, form)


def fix_page(event: Event, shown: Picture, held: tuple[int, int], who: Registration, form: FixForm) -> Answer:
    """`held`: the slot, and its number among the slots of its session."""
    slot_id, number = held
    fixes = fixes_of(event.id, who.id, slot_id)
    page = render_template(
        "attendance/fix.html",
        event=event,
        item=shown.items[slot_id],
        number=number,
        registration=who,
        attended=shown.people.get(who.id, NOTHING).in_slot(slot_id),
        fixes=fixes,
        is_fixed=any(one.ended_at is None for one in fixes),
        form=form,
        marks_of=tables.marks_of,
    )
    return page, form.status


@manage_attendance.post(f"{PERSON}/take-back", endpoint="take_back")
@event_page(Permission.EDIT_ATTENDEES)
def take_back(event: Event, code: str, number: int, person: str) -> Answer:
    who, slug = find_person(event.id, person) or abort(404), event.slug
    slot_id = slot_or_404(picture(event, [], at=now()), code, number)
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.take_back_fix(who.id, slot_id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Taken back: the scans count again."), "success")
    return redirect(url_for(".session", slug=slug, code=code, number=number), 303)
