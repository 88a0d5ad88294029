"""Where signed-in door staff make the phone in their hand a door."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from conference.accounts.web import current_user_id
from conference.core.clock import now
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import forms, queries, services
from ..services.pairing import DeviceValues

door = Blueprint("door", __name__, url_prefix="/door/<slug>")
RIGHTS_OF_STAFF = {"search": "online", "undo": True, "walk_in": True}


@door.route("/", methods=["GET", "POST"])
@event_page(Permission.SCAN)
def start(event: Event) -> Response | tuple[str, int]:
    """Choose what is checked, name the entrance: whoever is signed in needs nobody's word to pair this phone."""
    services.keep_entrance(event.id)
    points = queries.points_of_event(event.id)
    form = forms.StartForm()
    form.point.choices = [(row.code, row.name) for row in points]
    if request.method == "GET" and len(points) == 1:
        form.point.data = points[0].code
    if form.validate_on_submit():
        chosen = next(row for row in points if row.code == form.point.data)
        values = DeviceValues(form.entrance.data, chosen.id, RIGHTS_OF_STAFF)
        code = services.new_pairing(event.id, values, user_id=current_user_id(), at=now(), is_confirmed=True)
        return redirect(f"{url_for('door_shell.page')}#p={code}")
    page = render_template(
        "checkin/door/start.html", event=event, form=form, points=points, entrances=queries.entrances_of_event(event.id)
    )
    return page, form.status
