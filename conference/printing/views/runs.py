"""Organisers: which badges are to be printed, how far they are, and the file."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.badges.drawing import layouts_in_force, papers_of
from conference.badges.formats import FORMATS
from conference.core.clock import now
from conference.core.csvfile import safe_name
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.registration.manage_queries import RegistrationFilter

from .. import files, pickup, queries, rules, services, words
from ..choosing import Standing, standing_of
from ..models import PrintRun
from ..rules import Which
from .asking import Asked, asked_of, choices_of, more_words

manage_printing = Blueprint("manage_printing", __name__, url_prefix="/manage/<slug>/badges")


@manage_printing.get("/", endpoint="runs")
@event_page(Permission.PRINT_BADGES)
def list_runs(event: Event) -> str | tuple[str, int]:
    """Choose whose badges, see how many, and find what was made lately."""
    return choosing_page(event, request.args, ActionForm())


@manage_printing.post("/", endpoint="ask")
@event_page(Permission.PRINT_BADGES)
def ask_for_run(event: Event) -> AnyResponse | tuple[str, int]:
    """Have them drawn; when others are meant by now than were shown, it is shown anew."""
    form, slug = ActionForm(), event.slug
    if not form.validate_on_submit():
        return choosing_page(event, request.form, form)
    asked = asked_of(event, request.form, papers_of(layouts_in_force(event)))
    people = standing(event, asked).of(asked.wish.which)
    if people and str(len(people)) != request.form.get("total"):
        return choosing_page(event, request.form, form, is_stale=True)
    try:
        code = services.ask_for_run(event.id, asked.wish, people, actor=current_actor(), at=now())
    except Refused as refusal:
        form.refuse(refusal)
        return choosing_page(event, request.form, form)
    return redirect(url_for(".run", slug=slug, code=code), 303)


def sort_words(event: Event) -> dict[rules.Sort, Any]:
    """By box only where there are boxes."""
    has_boxes = bool(pickup.boxes_of(event.id))
    return {sort: label for sort, label in words.SORT_WORDS.items() if has_boxes or sort != rules.Sort.PICKUP}


def address_of(event: Event, asked: Asked, which: Which) -> str:
    """The same choice, but for what was printed before."""
    query: dict[str, list[str]] = {}
    for name, value in asked.fields():
        query.setdefault(name, []).append(str(which) if name == "which" else value)
    return url_for(".runs", slug=event.slug, **query)  # type: ignore[arg-type]


def standing(event: Event, asked: Asked) -> Standing:
    return standing_of(event, asked.narrow, asked.wish.delegation, asked.wish.codes)


def choosing_page(
    event: Event, args: MultiDict[str, str], form: ActionForm, *, is_stale: bool = False
) -> tuple[str, int]:
    at = now()
    runs = queries.runs_of_event(event.id, at)
    papers = papers_of(layouts_in_force(event))
    asked = asked_of(event, args, papers, runs[0] if runs else None)
    found = standing(event, asked)
    everybody = standing_of(event, RegistrationFilter()) if asked.is_narrow else found
    page = render_template(
        "printing/manage/runs.html",
        event=event,
        form=form,
        wish=asked.wish,
        fields=asked.fields(),
        is_stale=is_stale,
        is_narrow=asked.is_narrow,
        everybody=everybody,
        numbers={which: len(found.of(which)) for which in Which},
        number=len(found.of(asked.wish.which)),
        all_address=address_of(event, asked, Which.ALL),
        which_words=words.WHICH_WORDS,
        sort_words=sort_words(event),
        papers=[(name, FORMATS[name].label) for name in papers],
        filters=choices_of(event, asked),
        search=asked.narrow.search,
        more=more_words(event, asked),
        runs=[(run, rules.state_of(run, at)) for run in runs],
        run_words=words.RUN_WORDS,
        whose=words.whose,
        formats=FORMATS,
    )
    return page, 409 if is_stale else form.status


@manage_printing.get("/runs/<code>", endpoint="run")
@event_page(Permission.PRINT_BADGES)
def show_run(event: Event, code: str) -> tuple[str, int]:
    """How far the badges are; the page looks again by itself until they are ready."""
    return run_page(event, get_run(event, code), ActionForm())


def run_page(event: Event, run: PrintRun, form: ActionForm) -> tuple[str, int]:
    state = rules.state_of(run, now())
    page = render_template(
        "printing/manage/run.html",
        event=event,
        form=form,
        run=run,
        state=state,
        run_words=words.RUN_WORDS,
        failure=words.FAILURES.get(run.failure, words.FAILURES["not_drawn"]),
        facts=facts_of(run),
    )
    return page, 410 if state == "expired" else form.status


def facts_of(run: PrintRun) -> list[tuple[str, Any]]:
    sorting = [
        (_("Sorted by"), words.SORT_WORDS[rules.Sort(run.sort)]),
        (_("Separator sheets"), _("yes") if run.has_separators else _("no")),
    ]
    return [
        (_("Whose badges"), words.whose(run)),
        *([] if "pile" in run.chosen else sorting),
        (_("Paper"), FORMATS[run.paper].label),
        (_("Asked for by"), run.requested_by),
    ]


@manage_printing.get("/runs/<code>.pdf", endpoint="run_pdf")
@event_page(Permission.PRINT_BADGES)
def download_run(event: Event, code: str) -> Response:
    run = get_run(event, code)
    state = rules.state_of(run, now())
    file = files.opened(run.code) if state == "ready" else None
    if file is None:
        abort(410 if state in ("expired", "taken_back", "ready") else 404)
    return download(file, f"badges-{safe_name(event.slug)}-{run.code}.pdf", "application/pdf")


@manage_printing.post("/runs/<code>/take-back", endpoint="take_back")
@event_page(Permission.PRINT_BADGES)
def take_back_run(event: Event, code: str) -> AnyResponse | tuple[str, int]:
    """These badges were not printed after all."""
    run, form, slug = get_run(event, code), ActionForm(), event.slug
    if not form.validate_on_submit():
        return run_page(event, run, form)
    services.take_back_run(run.id, actor=current_actor(), at=now())
    flash(_("Noted: these badges were not printed. The file is deleted."), "success")
    return redirect(url_for(".runs", slug=slug), 303)


def get_run(event: Event, code: str) -> PrintRun:
    run = queries.find_run(event.id, code)
    return run if run is not None else abort(404)
