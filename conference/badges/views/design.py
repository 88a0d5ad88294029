"""Organisers: one design, its parts, its older states; all by plain forms."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.csvfile import safe_name
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import language
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import design_queries as queries
from .. import design_services as services
from .. import editing
from ..design import BadDesign, read_design
from ..design.choices import CHOICE_WORDS
from ..design.fields import FIELDS
from ..design.files import as_file
from ..design.hints import hints
from ..design.words import KIND_WORDS
from ..design_forms import NewElementForm, PartForm, RestoreForm, part_form
from ..formats import FORMATS, formats_for
from ..models import BadgeDesign
from ..previewing import Look, preview_of
from ..samples import SAMPLES, USUAL
from .designs import svg

manage_design = Blueprint("manage_design", __name__, url_prefix="/manage/<slug>/badges/designs")
Answer = AnyResponse | str | tuple[str, int]


def get_design(event: Event, code: str) -> BadgeDesign:
    found = queries.find_design(event.id, code)
    return found if found is not None else abort(404)


@manage_design.route("/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def design(event: Event, code: str) -> Answer:
    """The whole design: how it looks, what it is made of, its size and name."""
    row, slug = get_design(event, code), event.slug
    form = form_of(event, editing.SETTINGS)
    if request.method == "GET":
        form.show(editing.settings_of(row.data), row.version)
    elif form.validate_on_submit() and saved(row, editing.with_settings(row.data, form.values()), form):
        flash(_("The design is saved."), "success")
        return redirect(url_for(".design", slug=slug, code=code))
    return shown(event, code, form)


def shown(event: Event, code: str, form: PartForm) -> tuple[str, int]:
    row = get_design(event, code)
    made = read_design(row.data)
    adding = NewElementForm(formdata=None)
    adding.new_kind.choices = list(KIND_WORDS.items())
    page = render_template(
        "badges/designs/design.html",
        event=event,
        row=row,
        design=made,
        form=form,
        adding=adding,
        sides=[("front", _("Front"), made.front), ("back", _("Reverse side"), made.back)],
        kind_words=KIND_WORDS,
        choice_words=CHOICE_WORDS,
        fields=FIELDS,
        about=editing.about,
        look=look(),
        hints=hints(made),
        samples=SAMPLES,
        categories=queries.categories_of(event.id),
        papers=[FORMATS[name].label for name in formats_for(made)],
        versions=queries.versions_of(row.id)[:20],
        uses=queries.uses_of_design(row.id),
    )
    return page, form.status


def look() -> dict[str, str]:
    """What the address says of how the preview shall look."""
    return {
        "who": request.args.get("who", USUAL),
        "category": request.args.get("category", ""),
        "side": request.args.get("side", "front"),
    }


def form_of(event: Event, specs: Any) -> PartForm:
    return part_form(
        specs,
        categories=[(category.code, category.name_in(language())) for category in queries.categories_of(event.id)],
        languages=editing.language_choices(event),
        pictures=editing.picture_choices(queries.pictures_of_event(event.id)),
    )


def saved(row: BadgeDesign, data: dict[str, Any], form: PartForm) -> bool:
    """Store the changed document; else say on the form why not."""
    try:
        services.save_design(
            row.id, read_design(data), version=form.version.number, actor=current_actor(), at=now()
        )  # fmt: skip
    except BadDesign as refusal:
        form.refuse_design(refusal)
    except Refused as refusal:
        form.refuse(refusal)
    else:
        return True
    return False


@manage_design.get("/<code>.svg")
@event_page(Permission.PRINT_BADGES)
def preview(event: Event, code: str) -> Response:
    seen = look()
    looked_at = Look(seen["who"], seen["category"], seen["side"])
    return svg(preview_of(event, read_design(get_design(event, code).data), looked_at))


@manage_design.get("/<code>.json")
@event_page(Permission.PRINT_BADGES)
def export(event: Event, code: str) -> Response:
    """The design as a file, with its pictures."""
    made = read_design(get_design(event, code).data)
    pictures = {row.name: row.data for row in queries.pictures_by_name(event.id, made.pictures)}
    return download(as_file(made, pictures), f"{safe_name(made.name) or 'badge'}.json", "application/json")


@manage_design.post("/<code>/delete")
@event_page(Permission.EDIT_EVENT)
def delete(event: Event, code: str) -> Answer:
    row, slug = get_design(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.delete_design(row.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".design", slug=slug, code=code))
    flash(_("The design is deleted."), "success")
    return redirect(url_for("manage_designs.list", slug=slug))


@manage_design.post("/<code>/restore")
@event_page(Permission.EDIT_EVENT)
def restore(event: Event, code: str) -> Answer:
    """Bring an older state back, as a new one: so this can be taken back too."""
    row, slug = get_design(event, code), event.slug
    form = RestoreForm()
    if not form.validate_on_submit():
        abort(400)
    old = queries.find_version(row.id, form.version.number)
    if old is None:
        abort(404)
    services.save_design(
        row.id, read_design(old.data), version=row.version, actor=current_actor(), at=now(), based_on=old.version
    )
    flash(_("State %(number)d is back.", number=old.version), "success")
    return redirect(url_for(".design", slug=slug, code=code))


@manage_design.post("/<code>/elements")
@event_page(Permission.EDIT_EVENT)
def add_element(event: Event, code: str) -> Answer:
    row, slug = get_design(event, code), event.slug
    form = NewElementForm()
    form.new_kind.choices = list(KIND_WORDS.items())
    if not form.validate_on_submit():
        abort(400)
    data, ident = editing.with_new(row.data, form.new_kind.data, form.new_side.data)
    try:
        services.save_design(row.id, read_design(data), version=row.version, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".design", slug=slug, code=code))
    return redirect(url_for("manage_elements.element", slug=slug, code=code, ident=ident))
