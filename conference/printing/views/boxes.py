"""Organisers: the boxes in which badges wait, and how full each is."""

from collections import Counter

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import box_services, pickup, queries
from ..forms import BoxesForm
from ..models import BoxKind

manage_boxes = Blueprint("manage_boxes", __name__, url_prefix="/manage/<slug>/badges/boxes")


@manage_boxes.route("", methods=["GET", "POST"], endpoint="boxes")
@event_page(Permission.PRINT_BADGES)
def boxes(event: Event) -> Response | tuple[str, int]:
    """Divide the badges into boxes, and see how full they are."""
    form, slug = BoxesForm(), event.slug
    if form.validate_on_submit():
        kind, number = BoxKind(form.kind.data), form.number.data or 1
        box_services.make_boxes(event.id, kind, number, actor=current_actor(), at=now())
        flash(_("The badges are divided into boxes."), "success")
        return redirect(url_for(".boxes", slug=slug), 303)
    divided = pickup.boxes_of(event.id)
    filled = Counter(pickup.labels(event, queries.filed(event.id)).values()) if divided else Counter()
    page = render_template(
        "printing/manage/boxes.html",
        event=event,
        form=form,
        boxes=[(box.label, filled[box.label]) for box in divided],
        total=filled.total() if divided else queries.count_people(event.id),
    )
    return page, form.status


@manage_boxes.post("/drop", endpoint="drop")
@event_page(Permission.PRINT_BADGES)
def drop(event: Event) -> Response:
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    box_services.drop_boxes(event.id, actor=current_actor(), at=now())
    flash(_("There are no pick-up boxes any more."), "success")
    return redirect(url_for(".boxes", slug=slug), 303)
