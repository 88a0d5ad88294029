"""The organisers' pages of one project: what is said of it, its parts, its texts in other languages, its officers."""

from collections.abc import Callable, Collection
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.queries import find_user
from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.fields import CONTENT_LANGUAGES
from conference.core.forms import ActionForm, Form
from conference.core.i18n import LANGUAGES
from conference.core.rows import RowsForm, pressed, rearranged
from conference.core.uploads import uploaded_image
from conference.organisations.queries import all_names, find_by_name
from conference.projects import officer_services, part_services, queries, rules, services
from conference.projects.forms import OfficerForm, ProjectForm
from conference.projects.models import MAIN_LANGUAGE, Project
from conference.projects.part_forms import ComponentsForm, PartnersForm, PlacesForm, translation_form
from conference.projects.words import TEXT_WORDS

from ..access import project_page

project_parts = Blueprint("project_parts", __name__, url_prefix="/manage/projects/<code>")
Answer = str | Response | tuple[str, int]
AnyRows = TypeVar("AnyRows", bound=RowsForm)
Saver = Callable[[], bool]


@project_parts.route("", methods=["GET", "POST"])
@project_page()
def facts(project: Project) -> Answer:
    form, code = ProjectForm(), project.code
    if request.method == "GET":
        form.show(project)
    elif form.validate_on_submit():
        try:
            services.change_project(
                project.id,
                form.values(),
                shown=form.shown.marks,
                logo=uploaded_image("logo"),
                logo_removed=form.logo_removed.data,
                actor=current_actor(),
                at=now(),
            )
        except Refused as refusal:
            form.refuse(refusal, {"not_an_image": "logo", "bad_dates": "ends_on"}.get(refusal.code))
        else:
            return saved(".facts", code)
    return shown("facts.html", project, form, history=audit.history(project))


@project_parts.route("/components", methods=["GET", "POST"])
@project_page()
def components(project: Project) -> Answer:
    def save() -> bool:
        values = form.values(find_by_name)
        if values is None:
            return False
        part_services.set_components(project_id, values, shown=form.shown.marks, actor=current_actor(), at=now())
        return True

    project_id, code = project.id, project.code
    # the numbers stay in their places when components are moved: the first keeps the first number
    form, is_pressed = rows_form(ComponentsForm, project, ("components",), stays=("number",))
    if is_pressed:
        form.number_new()
    elif is_saved(form, save):
        return saved(".components", code)
    return shown("components.html", project, form, names=all_names())


@project_parts.route("/partners", methods=["GET", "POST"])
@project_page()
def partners(project: Project) -> Answer:
    def save() -> bool:
        values = form.values(find_by_name)
        if values is None:
            return False
        part_services.set_partners(project_id, values, shown=form.shown.marks, actor=current_actor(), at=now())
        return True

    project_id, code = project.id, project.code
    form, is_pressed = rows_form(PartnersForm, project, ("partners",))
    if not is_pressed and is_saved(form, save):
        return saved(".partners", code)
    return shown("partners.html", project, form, names=all_names())


@project_parts.route("/places", methods=["GET", "POST"])
@project_page()
def places(project: Project) -> Answer:
    def save() -> bool:
        part_services.set_places(
            project_id,
            form.country_codes(),
            form.office_values(),
            shown=form.shown.marks,
            actor=current_actor(),
            at=now(),
        )
        return True

    project_id, code = project.id, project.code
    form, is_pressed = rows_form(PlacesForm, project, ("countries", "offices"))
    if not is_pressed and is_saved(form, save):
        return saved(".places", code)
    return shown("places.html", project, form)


def rows_form(
    kind: type[AnyRows], project: Project, names: Collection[str], *, stays: Collection[str] = ()
) -> tuple[AnyRows, bool]:
    """(the form with what is stored or was typed, whether a button of its rows was pressed)."""
    if press := pressed(request.form, names):
        return kind(formdata=rearranged(request.form, press, stays)), True
    form = kind()
    if request.method == "GET":
        form.show(project)
    return form, False


def is_saved(form: RowsForm, save: Saver) -> bool:
    """Tell whether the form was sent and stored; what was refused stands on it."""
    if not form.validate_on_submit():
        return False
    try:
        return save()
    except Refused as refusal:
        form.refuse(refusal)
        return False


@project_parts.get("/translations/")
@project_page()
def translations(project: Project) -> str:
    """How many texts each language lacks: those of the pages first, then those somebody began."""
    begun = [code for code in CONTENT_LANGUAGES if any(t.in_language(code) for t in rules.texts_of(project))]
    listed = [code for code in dict.fromkeys([*LANGUAGES, *begun]) if code != MAIN_LANGUAGE]
    return render_template(
        "projects/manage/translations.html",
        project=project,
        languages=[(code, rules.count_missing(project, code)) for code in listed],
        others=[code for code in CONTENT_LANGUAGES if code not in (*listed, MAIN_LANGUAGE)],
        count=len(rules.texts_of(project)),
    )


@project_parts.route("/translations/<language>", methods=["GET", "POST"])
@project_page()
def translation(project: Project, language: str) -> Answer:
    if language not in CONTENT_LANGUAGES or language == MAIN_LANGUAGE:
        abort(404)
    texts, code = rules.texts_of(project), project.code
    form = translation_form(texts, rules.translations_of(project, language))
    if form.validate_on_submit():
        typed = {told.key: form[told.key].data or "" for told in texts}
        try:
            part_services.translate_project(
                project.id, language, typed, shown=form["shown"].marks, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return saved(".translations", code)
    return shown("translation.html", project, form, texts=texts, target=language, text_words=TEXT_WORDS)


@project_parts.route("/officers", methods=["GET", "POST"])
@project_page(administrators=True)
def officers(project: Project) -> Answer:
    form, code = OfficerForm(), project.code
    if form.validate_on_submit():
        user = find_user(form.email.data)
        if user is None:
            form.refuse_unknown()
        else:
            officer_services.appoint_officer(project.id, user.id, actor=current_actor(), at=now())
            flash(_("The project has a new officer."), "success")
            return redirect(url_for(".officers", code=code))
    return shown("officers.html", project, form, officers=queries.officers_of_project(project.id))


@project_parts.post("/officers/dismiss")
@project_page(administrators=True)
def dismiss_officer(project: Project) -> Response:
    if not ActionForm().validate_on_submit():
        abort(400)
    user, code = find_user(request.form.get("email", "")), project.code
    if user is not None and officer_services.dismiss_officer(project.id, user.id, actor=current_actor(), at=now()):
        flash(_("The person is no officer of this project any more."), "success")
    return redirect(url_for(".officers", code=code))


@project_parts.route("/delete", methods=["GET", "POST"])
@project_page()
def delete(project: Project) -> Answer:
    """What stands against it, and the button once nothing does."""
    form, code = ActionForm(), project.code
    if form.validate_on_submit():
        try:
            services.delete_project(project.id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The project %(code)s is deleted.", code=code), "success")
            return redirect(url_for("projects.list_projects"))
    return shown("delete.html", project, form, uses=queries.uses_of_project(project.id))


def saved(endpoint: str, code: str) -> Response:
    flash(_("The project is saved."), "success")
    return redirect(url_for(endpoint, code=code))


def shown(template: str, project: Project, form: Form, **values: object) -> tuple[str, int]:
    return render_template(f"projects/manage/{template}", project=project, form=form, **values), form.status
