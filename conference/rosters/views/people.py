"""Importing people from a table: upload, what the columns mean, preview, confirmation."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.csvfile import safe_name
from conference.core.errors import Refused
from conference.core.files import clean_filename
from conference.core.forms import ActionForm
from conference.core.i18n import language
from conference.core.jobs import get_job
from conference.core.web import download, is_too_large
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.intake import services, table_files, table_services
from conference.intake.models import Intake, IntakeKind, IntakeState
from conference.intake.queries import find_intake
from conference.intake.table_forms import ConfirmForm, UploadForm
from conference.intake.table_plan import Outcome, Plan
from conference.intake.table_uploads import MOST_SENT, table_of_file, too_large
from conference.intake.table_words import OUTCOME_WORDS
from conference.intake.table_work import table_of_intake
from conference.intake.words import KIND_WORDS

from .. import people_services
from ..people_forms import PeopleForm
from ..people_plan import counts_over
from ..people_queries import columns_for, plan_of
from ..samples import sample_rows
from .blueprints import people_import

Answer = str | AnyResponse | tuple[str, int]
MOST_SHOWN = 200  # rows of a kind on the preview
ORDER = (Outcome.WRONG, Outcome.CHANGED, Outcome.NEW, Outcome.SKIPPED, Outcome.UNCHANGED)


@people_import.route("/", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def start(event: Event) -> Answer:
    form, slug = UploadForm(formdata=None) if is_too_large(MOST_SENT) else UploadForm(), event.slug
    if is_too_large(MOST_SENT):
        form.refuse(too_large(), "file")
    elif form.validate_on_submit():
        file = request.files.get("file")
        name = file.filename if file is not None and file.filename else ""
        try:
            table = table_of_file(file.stream.read() if file is not None else b"", name, form.encoding.data or "")
            filename = clean_filename(name, name.rpartition(".")[2][:8] or "csv")
            code = people_services.upload_people(event, table, filename, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, "file")
        else:
            return redirect(url_for(".columns", slug=slug, code=code))
    page = render_template(
        "rosters/people_upload.html", event=event, form=form, kind=IntakeKind.PEOPLE, words=KIND_WORDS
    )
    return page, form.status


@people_import.get("/sample.csv", endpoint="people_csv")
@people_import.get("/sample.xlsx", endpoint="people_xlsx")
@event_page(Permission.EDIT_ATTENDEES)
def sample(event: Event) -> Response:
    rows = sample_rows(event)
    if request.path.endswith(".csv"):
        return download(table_files.as_csv(rows), "people.csv", "text/csv")
    return download(table_files.as_xlsx(rows), "people.xlsx", table_files.XLSX_TYPE)


@people_import.route("/<code>/columns", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def columns(event: Event, code: str) -> Answer:
    row = get_intake(event, code)
    if row.content is None or row.state == IntakeState.CONFIRMED:
        return redirect(url_for(".table", slug=event.slug, code=code))
    table, known = table_of_intake(row), columns_for(event)
    form = PeopleForm(table.headings, known)
    if request.method == "GET":
        form.show(row.mapping)
    elif form.validate_on_submit():
        slug = event.slug
        try:
            table_services.save_mapping(row.id, form.mapping())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".table", slug=slug, code=code))
    samples = [table.samples(place) for place in range(len(table.headings))]
    page = render_template(
        "rosters/people_columns.html", event=event, intake=row, form=form, samples=samples, table_rows=len(table.rows)
    )
    return page, form.status


@people_import.route("/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def table(event: Event, code: str) -> Answer:
    """The preview while the import is open, how far it is, afterwards what came of it."""
    row = get_intake(event, code)
    if row.content is None:
        page = render_template("rosters/people_result.html", event=event, intake=row, history=audit.history(row))
        return page, 200 if row.state == IntakeState.DONE else 410
    if row.state == IntakeState.CONFIRMED:
        return render_template("rosters/people_import.html", event=event, intake=row, work=get_job(row.result["job"]))
    if row.state == IntakeState.NEW:
        return redirect(url_for(".columns", slug=event.slug, code=code))
    form, slug, ident = ConfirmForm(), event.slug, row.id
    if form.validate_on_submit():
        try:
            people_services.ask_to_import(
                ident, form.mark.data or "", only_right=form.only_right.data, language=language(),
                actor=current_actor(), at=now(),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
            row = get_intake(event, code)
        else:
            return redirect(url_for(".table", slug=slug, code=code))
    if request.method == "GET" and "refused" in row.result:
        form.form_errors = [row.result["refused"]]
    plan = plan_of(event, row)
    form.mark.data = plan.mark
    return show_preview(event, row, plan, form), form.status if request.method == "POST" else 200


def show_preview(event: Event, row: Intake, plan: Plan, form: ConfirmForm) -> str:
    groups = [(outcome, [line for line in plan.lines if line.outcome == outcome]) for outcome in ORDER]
    return render_template(
        "rosters/people_preview.html",
        event=event,
        intake=row,
        plan=plan,
        form=form,
        groups=[(outcome, lines[:MOST_SHOWN], len(lines)) for outcome, lines in groups if lines],
        columns=columns_for(event),
        words=OUTCOME_WORDS,
        over=counts_over(plan),
        then=None,
    )


@people_import.get("/<code>/wrong.csv")
@event_page(Permission.EDIT_ATTENDEES)
def wrong_rows(event: Event, code: str) -> Response:
    row = get_intake(event, code)
    if row.content is None or row.state == IntakeState.NEW:
        abort(410)
    data = table_files.wrong_rows(table_of_intake(row), plan_of(event, row), columns_for(event))
    return download(data, f"{safe_name(row.filename.rpartition('.')[0])}-wrong.csv", "text/csv")


@people_import.post("/<code>/drop")
@event_page(Permission.EDIT_ATTENDEES)
def drop_table(event: Event, code: str) -> AnyResponse:
    row = get_intake(event, code)
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    services.drop_intake(row.id, actor=current_actor(), at=now())
    flash(_("Nothing was imported, and the file is forgotten."), "success")
    return redirect(url_for(".start", slug=slug))


def get_intake(event: Event, code: str) -> Intake:
    return find_intake(event.id, code, IntakeKind.PEOPLE) or abort(404)
