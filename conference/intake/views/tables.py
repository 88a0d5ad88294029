"""Importing speakers and sessions from a table: upload, what the columns mean, preview, confirmation."""

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
from conference.core.web import download, is_too_large
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import queries, services, table_files, table_services
from ..models import Intake, IntakeKind, IntakeState
from ..table_forms import ConfirmForm, MappingForm, UploadForm
from ..table_plan import Outcome, Plan
from ..table_uploads import MOST_SENT, table_of_file, too_large
from ..table_words import OUTCOME_WORDS
from ..table_work import columns_for, plan_of, table_of_intake
from ..words import KIND_WORDS
from .start import intake

Answer = str | AnyResponse | tuple[str, int]
MOST_SHOWN = 200  # rows of a kind on the preview


@intake.route("/speakers", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def speakers(event: Event) -> Answer:
    return upload(event, IntakeKind.SPEAKERS)


@intake.route("/sessions", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def sessions(event: Event) -> Answer:
    return upload(event, IntakeKind.SESSIONS)


def upload(event: Event, kind: IntakeKind) -> Answer:
    form, slug = UploadForm(formdata=None) if is_too_large(MOST_SENT) else UploadForm(), event.slug
    if is_too_large(MOST_SENT):
        form.refuse(too_large(), "file")
    elif form.validate_on_submit():
        file = request.files.get("file")
        name = file.filename if file is not None and file.filename else ""
        try:
            table = table_of_file(file.stream.read() if file is not None else b"", name, form.encoding.data or "")
            filename = clean_filename(name, name.rpartition(".")[2][:8] or "csv")
            code = table_services.upload_table(event, kind, table, filename, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, "file")
        else:
            return redirect(url_for(".columns", slug=slug, code=code))
    return render_template(
        "intake/tables_upload.html", event=event, form=form, kind=kind, words=KIND_WORDS
    ), form.status


@intake.get("/speakers.csv", endpoint="speakers_csv")
@intake.get("/speakers.xlsx", endpoint="speakers_xlsx")
@event_page(Permission.EDIT_PROGRAMME)
def sample_speakers(event: Event) -> Response:
    return sample(event, IntakeKind.SPEAKERS)


@intake.get("/sessions.csv", endpoint="sessions_csv")
@intake.get("/sessions.xlsx", endpoint="sessions_xlsx")
@event_page(Permission.EDIT_PROGRAMME)
def sample_sessions(event: Event) -> Response:
    return sample(event, IntakeKind.SESSIONS)


def sample(event: Event, kind: IntakeKind) -> Response:
    rows = table_files.sample_rows(event, kind)
    if request.path.endswith(".csv"):
        return download(table_files.as_csv(rows), f"{kind}.csv", "text/csv")
    return download(table_files.as_xlsx(rows), f"{kind}.xlsx", table_files.XLSX_TYPE)


@intake.route("/tables/<code>/columns", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def columns(event: Event, code: str) -> Answer:
    row = get_intake(event, code)
    if row.content is None:
        return redirect(url_for(".table", slug=event.slug, code=code))
    table, known = table_of_intake(row), columns_for(event, row)
    form = MappingForm(row.kind, table.headings, known)
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
        "intake/tables_columns.html", event=event, intake=row, form=form, samples=samples, table_rows=len(table.rows)
    )
    return page, form.status


@intake.route("/tables/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def table(event: Event, code: str) -> Answer:
    """The preview while the import is open, afterwards what came of it."""
    row = get_intake(event, code)
    if row.content is None:
        page = render_template(
            "intake/tables_result.html", event=event, intake=row, history=audit.history(row), then=then_of(row)
        )
        return page, 200 if row.state == IntakeState.DONE else 410
    if row.state == IntakeState.NEW:
        return redirect(url_for(".columns", slug=event.slug, code=code))
    form, slug, ident = ConfirmForm(), event.slug, row.id
    if form.validate_on_submit():
        try:
            table_services.confirm_table(
                ident, form.mark.data or "", only_right=form.only_right.data, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal)
            row = get_intake(event, code)
        else:
            flash(_("The table is imported into the draft."), "success")
            return redirect(url_for(".table", slug=slug, code=code))
    plan = plan_of(event, row)
    form.mark.data = plan.mark
    return show_preview(event, row, plan, form), form.status


def show_preview(event: Event, row: Intake, plan: Plan, form: ConfirmForm) -> str:
    groups = [(outcome, [line for line in plan.lines if line.outcome == outcome]) for outcome in
              (Outcome.WRONG, Outcome.CHANGED, Outcome.NEW, Outcome.SKIPPED, Outcome.UNCHANGED)]  # fmt: skip
    known = columns_for(event, row)
    return render_template(
        "intake/tables_preview.html",
        event=event,
        intake=row,
        plan=plan,
        form=form,
        groups=[(outcome, lines[:MOST_SHOWN], len(lines)) for outcome, lines in groups if lines],
        columns=known,
        words=OUTCOME_WORDS,
        then=then_of(row),
    )


def then_of(row: Intake) -> Intake | None:
    """What waits to be brought in after it."""
    return queries.sessions_of_same_file(row, now()) if row.kind == IntakeKind.SPEAKERS else None


@intake.get("/tables/<code>/wrong.csv")
@event_page(Permission.EDIT_PROGRAMME)
def wrong_rows(event: Event, code: str) -> Response:
    row = get_intake(event, code)
    if row.content is None or row.state == IntakeState.NEW:
        abort(410)
    data = table_files.wrong_rows(table_of_intake(row), plan_of(event, row), columns_for(event, row))
    return download(data, f"{safe_name(row.filename.rpartition('.')[0])}-wrong.csv", "text/csv")


@intake.post("/tables/<code>/drop")
@event_page(Permission.EDIT_PROGRAMME)
def drop_table(event: Event, code: str) -> AnyResponse:
    row = get_intake(event, code)
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    services.drop_intake(row.id, actor=current_actor(), at=now())
    flash(_("Nothing was imported, and the file is forgotten."), "success")
    return redirect(url_for(".start", slug=slug))


def get_intake(event: Event, code: str) -> Intake:
    return queries.find_intake(event.id, code, IntakeKind.SPEAKERS, IntakeKind.SESSIONS) or abort(404)
