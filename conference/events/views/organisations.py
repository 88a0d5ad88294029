"""The organisers' pages of the directory of organisations."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.paging import asked_page
from conference.core.rows import pressed, rearranged
from conference.core.templating import country_name
from conference.core.uploads import uploaded_image
from conference.organisations import queries, rules, services
from conference.organisations.forms import MergeForm, OrganisationForm
from conference.organisations.models import Organisation
from conference.organisations.queries import Wanted
from conference.organisations.words import KIND_WORDS

from ..access import directory_page

organisations = Blueprint("organisations", __name__, url_prefix="/manage/organisations")
Answer = str | Response | tuple[str, int]


@organisations.get("/")
@directory_page
def list_organisations() -> str:
    wanted = Wanted(**{name: request.args.get(name, "").strip() for name in ("search", "kind", "country")})
    countries = sorted(((code, country_name(code)) for code in queries.countries_of_directory()), key=lambda c: c[1])
    return render_template(
        "organisations/manage/list.html",
        page=queries.page_of_organisations(wanted, asked_page()),
        wanted=wanted,
        kind_words=KIND_WORDS,
        countries=countries,
        page_address=lambda number: url_for(".list_organisations", **{**vars(wanted), "page": number}),
    )


@organisations.route("/new", methods=["GET", "POST"])
@directory_page
def new_organisation() -> Answer:
    form = filled_form(None)
    if request.method == "POST" and not is_press() and form.validate_on_submit():
        try:
            code = services.add_organisation(
                form.values(), logo=uploaded_image("logo"), actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The organisation is in the directory."), "success")
            return redirect(url_for(".organisation", code=code))
    return render_template("organisations/manage/new.html", form=form), form.status


@organisations.route("/<code>", methods=["GET", "POST"])
@directory_page
def organisation(code: str) -> Answer:
    row = queries.get_organisation(code)
    form = filled_form(row)
    if request.method == "POST" and not is_press() and form.validate_on_submit():
        try:
            services.change_organisation(
                row.id,
                form.values(),
                shown=form.shown.marks,
                logo=uploaded_image("logo"),
                logo_removed=form.logo_removed.data,
                actor=current_actor(),
                at=now(),
            )
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The organisation is saved."), "success")
            return redirect(url_for(".organisation", code=code))
    page = render_template(
        "organisations/manage/organisation.html",
        organisation=row,
        form=form,
        merge_form=MergeForm(formdata=None),
        names=queries.all_names(),
        uses=queries.uses_of(row.id),
        mentions=queries.mentions_of(row),
        history=audit.history(row),
    )
    return page, form.status


def is_press() -> bool:
    return pressed(request.form, ("names",)) is not None


def filled_form(row: Organisation | None) -> OrganisationForm:
    """The form with what is stored, with what was typed, or with its rows moved as a button asked for."""
    if press := pressed(request.form, ("names",)):
        return OrganisationForm(formdata=rearranged(request.form, press))
    form = OrganisationForm()
    if request.method == "GET":
        if row is not None:
            form.show(row)
        else:
            form.show_new(request.args.get("name", ""))
    return form


def field_of(refusal: Refused) -> str | None:
    return {"not_an_image": "logo", "name_taken": "name"}.get(refusal.code)


@organisations.route("/<code>/merge", methods=["GET", "POST"])
@directory_page
def merge(code: str) -> Answer:
    """Two steps: the name of the other entry, then what will happen and the button that does it."""
    kept = queries.get_organisation(code)
    form = MergeForm()
    other = queries.find_by_name(form.other.data or "") if request.method == "POST" else None
    if form.validate_on_submit():
        if other is None:
            form.refuse(UnknownName(_("The directory has no entry with this name")), "other")
        elif request.form.get("sure") == "yes":
            try:
                services.merge_organisations(kept.id, other.id, actor=current_actor(), at=now())
            except Refused as refusal:
                form.refuse(refusal, "other")
            else:
                flash(_("The two entries are one now."), "success")
                return redirect(url_for(".organisation", code=code))
        elif other.id == kept.id:
            form.refuse(rules.SameOrganisation(_("Choose another entry: this is the same one")), "other")
    is_ready = other is not None and not form.errors and not form.refusal
    page = render_template(
        "organisations/manage/merge.html",
        kept=kept,
        other=other if is_ready else None,
        uses=queries.uses_of(other.id) if other is not None and is_ready else [],
        mentions=queries.mentions_of(other) if other is not None and is_ready else [],
        form=form,
        names=queries.all_names(),
        kind_words=KIND_WORDS,
    )
    return page, form.status


class UnknownName(Refused):
    code = "unknown_name"


@organisations.post("/<code>/delete")
@directory_page
def delete(code: str) -> Response:
    row = queries.get_organisation(code)
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.delete_organisation(row.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".organisation", code=code))
    flash(_("The organisation is deleted."), "success")
    return redirect(url_for(".list_organisations"))
