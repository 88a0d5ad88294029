"""The organiser's pages of the event itself: its settings."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.images import clean_image

from .. import services
from ..forms import EventForm, PictureForm
from ..models import Event
from ..permissions import Permission
from ..web import event_page, may

manage = Blueprint("manage_events", __name__, url_prefix="/manage/<slug>")
Answer = str | Response | tuple[str, int]


@manage.route("/settings", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def settings(event: Event) -> Answer:
    form = EventForm(event)
    if request.method == "GET":
        form.show(event)
    elif form.validate_on_submit():
        try:
            services.change_event(event.id, form.values(), shown=form.shown.marks, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The settings are saved."), "success")
            return redirect(url_for(".settings", slug=event.slug))
    page = render_template(
        "events/manage/settings.html",
        event=event,
        form=form,
        picture_form=PictureForm(formdata=None),
        may_publish=may(Permission.PUBLISH),
        history=audit.history(event),
    )
    return page, form.status


@manage.post("/publish")
@event_page(Permission.PUBLISH)
def publish(event: Event) -> Response:
    if not ActionForm().validate_on_submit():
        abort(400)
    published = request.form.get("published") == "yes"
    services.publish_event(event.id, published=published, actor=current_actor(), at=now())
    flash(_("The event is public now.") if published else _("The event is a draft again."), "success")
    return redirect(url_for(".settings", slug=event.slug))


@manage.post("/picture")
@event_page(Permission.EDIT_EVENT)
def picture(event: Event) -> Answer:
    form = PictureForm()
    if form.validate_on_submit():
        try:
            image = clean_image(request.files["picture"].stream)
        except Refused as refusal:
            form.refuse(refusal, "picture")
        else:
            services.set_picture(event.id, image, actor=current_actor(), at=now())
            flash(_("The picture is saved."), "success")
            return redirect(url_for(".settings", slug=event.slug))
    page = render_template("events/manage/picture.html", event=event, form=form)
    return page, 422 if form.refusal else form.status
