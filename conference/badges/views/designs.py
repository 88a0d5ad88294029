"""Organisers: the designs of an event, the ready ones, which is printed for whom."""

from dataclasses import replace

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.web import is_too_large
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import design_queries as queries
from .. import design_services as services
from ..choosing import ChoiceForm
from ..design import BadDesign, Design, read_design
from ..design.files import MOST_BYTES, from_file, pictures_in
from ..design_forms import DesignFileForm, NewDesignForm, PictureForm
from ..gallery import GALLERY
from ..previewing import preview_of

manage_designs = Blueprint("manage_designs", __name__, url_prefix="/manage/<slug>/badges/designs")
Answer = AnyResponse | str | tuple[str, int]


@manage_designs.get("", endpoint="list")
@event_page(Permission.PRINT_BADGES)
def list_designs(event: Event) -> Answer:
    return shown(event)


def shown(event: Event, **forms: ActionForm | DesignFileForm | PictureForm) -> tuple[str, int]:
    rows, uses = queries.designs_of_event(event.id), queries.uses_by_design(event.id)
    form = next(iter(forms.values()), None)
    page = render_template(
        "badges/designs/list.html",
        event=event,
        designs=[(row, uses.get(row.id, [])) for row in rows],
        ready=GALLERY,
        choices=ChoiceForm.of(event, rows),
        pictures=queries.pictures_of_event(event.id),
        shown_pictures={name for row in rows for name in pictures_in(row.data)},
        file_form=forms.get("file_form") or DesignFileForm(formdata=None),
        picture_form=forms.get("picture_form") or PictureForm(formdata=None),
        form=form,
        may_edit=may(Permission.EDIT_EVENT),
    )
    return page, form.status if form else 200


@manage_designs.get("/ready/<name>.svg")
@event_page(Permission.PRINT_BADGES)
def ready_preview(event: Event, name: str) -> Response:
    if name not in GALLERY:
        abort(404)
    return svg(preview_of(event, GALLERY[name].design()))


def svg(picture: str) -> Response:
    return harmless(Response(picture, mimetype="image/svg+xml"))


def harmless(answer: Response) -> Response:
    """The answer such that no browser runs anything of it, and this one keeps it for a moment."""
    answer.headers["Content-Security-Policy"] = "default-src 'none'; img-src data:; sandbox"
    answer.headers["Cache-Control"] = "private, max-age=30"
    return answer


@manage_designs.post("/add")
@event_page(Permission.EDIT_EVENT)
def add(event: Event) -> Answer:
    """Copy a ready design or one of the event's own."""
    form, slug = NewDesignForm(), event.slug
    own = {row.code: row for row in queries.designs_of_event(event.id)}
    form.ready.choices = [(name, "") for name in (*GALLERY, *own)]
    if not form.validate_on_submit():
        abort(400)
    name = form.ready.data
    design = GALLERY[name].design() if name in GALLERY else renamed(read_design(own[name].data))
    try:
        code = services.add_design(event.id, design, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".list", slug=slug))
    flash(_("The design is copied: change what you like. It is printed once you choose it."), "success")
    return redirect(url_for("manage_design.design", slug=slug, code=code))


def renamed(design: Design) -> Design:
    return replace(design, name=_("Copy of %(name)s", name=design.name)[:80])


@manage_designs.post("/import")
@event_page(Permission.EDIT_EVENT)
def import_file(event: Event) -> Answer:
    """A design from a file of this event, another one or another installation."""
    if is_too_large(MOST_BYTES + 100_000):
        abort(413)
    form, slug = DesignFileForm(), event.slug
    if form.validate_on_submit():
        try:
            design, pictures = from_file(request.files["design"].read(MOST_BYTES + 1))
            code = services.add_design(event.id, design, pictures, actor=current_actor(), at=now())
        except BadDesign as refusal:
            form.refuse(refusal)
            form.form_errors = [problem.words for problem in refusal.problems]
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The design is there now."), "success")
            return redirect(url_for("manage_design.design", slug=slug, code=code))
    return shown(event, file_form=form)


@manage_designs.post("/choose")
@event_page(Permission.EDIT_EVENT)
def choose(event: Event) -> Answer:
    """Which design is printed for whom."""
    slug = event.slug
    form = ChoiceForm.of(event, queries.designs_of_event(event.id))
    if not form.validate_on_submit():
        abort(400)
    services.choose_designs(event.id, form.chosen(), actor=current_actor(), at=now())
    flash(_("Saved: badges are printed by these designs from now on."), "success")
    return redirect(url_for(".list", slug=slug, _anchor="printed"))
