"""What organisers see of the door: who is in, the devices, the last scans."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import answers, queries, services
from ..queries.records import inside_by_point

manage = Blueprint("manage_checkin", __name__, url_prefix="/manage/<slug>/check-in")
MOST_SHOWN = 50


@manage.get("/")
@event_page(Permission.VIEW_CHECK_IN)
def overview(event: Event) -> str:
    services.keep_entrance(event.id)
    inside = inside_by_point(event.id)
    return render_template(
        "checkin/manage/overview.html",
        event=event,
        points=[(row, inside.get(row.code, 0)) for row in queries.points_of_event(event.id)],
        expected=queries.count_expected(event.id),
        devices=queries.devices_of_event(event.id),
        scans=queries.scans_of_event(event.id, MOST_SHOWN),
        verdict_of=answers.verdict_of,
        word_of=answers.word_of,
        may_scan=may(Permission.SCAN),
        may_edit=may(Permission.EDIT_EVENT),
        may_print=may(Permission.PRINT_BADGES),
    )


@manage.post("/devices/<device>/revoke")
@event_page(Permission.EDIT_EVENT)
def revoke_device(event: Event, device: str) -> Response:
    found = queries.find_device(event.id, device)
    if found is None:
        abort(404)
    if not ActionForm().validate_on_submit():
        abort(400)
    services.revoke_device(found.id, actor=current_actor(), at=now())
    return redirect(url_for(".overview", slug=event.slug))
