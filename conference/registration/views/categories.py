"""The organiser's pages of the categories, and of how the event registers people."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event, Mode
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import hooks, manage_queries, queries, rules, services
from ..category_forms import CategoryForm, SettingsForm
from ..models import Category
from ..words import MODE_WORDS

manage_categories = Blueprint("manage_categories", __name__, url_prefix="/manage/<slug>/registrations")
Answer = str | Response | tuple[str, int]
FIELDS = {
    "category_name_taken": "name",
    "capacity_too_small": "capacity",
    "bad_hours": "closes_at",
    "bad_colour": "colour",
}


@manage_categories.get("/categories")
@event_page(Permission.EDIT_EVENT)
def categories(event: Event) -> str:
    return render_template(
        "registration/manage/categories.html",
        event=event,
        categories=manage_queries.categories_of_event(event.id),
        waiting=manage_queries.waiting_by_category(event.id),
        mode_words=MODE_WORDS,
        is_hybrid=event.mode == Mode.HYBRID,
        settings=queries.settings_of(event.id) or rules.default_settings(),
        at=now(),
    )


@manage_categories.route("/categories/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def new_category(event: Event) -> Answer:
    form, slug = category_form(event, None), event.slug
    if form.validate_on_submit():
        try:
            services.add_category(event.id, form.values(), actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            flash(_("The category is added."), "success")
            return redirect(url_for(".categories", slug=slug), 303)
    return shown(event, None, form)


@manage_categories.route("/categories/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def category(event: Event, code: str) -> Answer:
    found = get_category(event, code)
    form, slug = category_form(event, found), event.slug
    if form.validate_on_submit():
        try:
            services.change_category(found.id, form.values(), shown=form.shown.marks, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            flash(_("The category is saved."), "success")
            return redirect(url_for(".categories", slug=slug), 303)
    return shown(event, get_category(event, code), form)


def get_category(event: Event, code: str) -> Category:
    found = manage_queries.find_category(event.id, code)
    return found if found is not None else abort(404)


def category_form(event: Event, found: Category | None) -> CategoryForm:
    form = CategoryForm(event, manage_queries.sessions_to_choose(event.id))
    if request.method == "GET":
        form.show(found)
    return form


def shown(event: Event, found: Category | None, form: CategoryForm) -> tuple[str, int]:
    page = render_template(
        "registration/manage/category.html",
        event=event,
        category=found,
        form=form,
        uses=hooks.uses_of_category(found.id) if found else [],
        history=audit.history(found) if found else [],
        is_hybrid=event.mode == Mode.HYBRID,
    )
    return page, form.status


@manage_categories.post("/categories/<code>/move")
@event_page(Permission.EDIT_EVENT)
def move_category(event: Event, code: str) -> Response:
    found, slug = get_category(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    services.move_category(found.id, up=request.form.get("to") == "up", actor=current_actor(), at=now())
    return redirect(url_for(".categories", slug=slug, _anchor=f"category-{code}"), 303)


@manage_categories.post("/categories/<code>/delete")
@event_page(Permission.EDIT_EVENT)
def delete_category(event: Event, code: str) -> Response:
    found, slug = get_category(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.delete_category(found.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".category", slug=slug, code=code), 303)
    flash(_("The category is deleted."), "success")
    return redirect(url_for(".categories", slug=slug), 303)


@manage_categories.route("/settings", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def settings(event: Event) -> Answer:
    stored = queries.settings_of(event.id) or rules.default_settings()
    form = SettingsForm(obj=stored)
    slug = event.slug
    if form.validate_on_submit():
        try:
            services.change_settings(
                event.id, form.values(), version=form.version.number, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The settings are saved."), "success")
            return redirect(url_for(".categories", slug=slug), 303)
    page = render_template("registration/manage/settings.html", event=event, form=form)
    return page, form.status
