"""One question: written, and looked at as attendees will see it before it is saved."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.i18n import LANGUAGES
from conference.core.rows import pressed, rearranged
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import hooks, queries, rules, services
from ..answering import AskingForm, with_questions
from ..asked import Asked, AskedForm, asked
from ..forms import QuestionForm, question_form
from ..models import Kind, Question
from .builder import Answer, get_question, manage_form, reader_asked_for, words_for_pages

FIELD_OF = {
    "bad_condition": "depends_on",
    "no_options": "kind",
    "bad_limits": "kind",
    "kind_fixed": "kind",
}


@manage_form.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def new_question(event: Event) -> Answer:
    return edited(event, None)


@manage_form.route("/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def question(event: Event, code: str) -> Answer:
    return edited(event, get_question(event, code))


def edited(event: Event, row: Question | None) -> Answer:
    every = [asked(one, event.main_language) for one in queries.rows_of(event.id)]
    was = next((one for one in every if row is not None and one.code == row.code), None)
    press = pressed(request.form, ("options",)) if request.method == "POST" else None
    form = question_form(event, formdata=rearranged(request.form, press)) if press else question_form(event)
    form.offer([one for one in every if was is None or one.code != was.code], hooks.categories_of(event.id))
    if request.method == "GET":
        kind = request.args.get("kind", "")
        form.show(was, kind if kind in list(Kind) else Kind.TEXT)
        form.offer([one for one in every if was is None or one.code != was.code], hooks.categories_of(event.id))
    elif (
        not press
        and "preview" not in request.form
        and form.validate_on_submit()
        and (answer := saved(event, row, was, form))
    ):
        return answer
    return page(event, row, was, every, form)


def saved(event: Event, row: Question | None, was: Asked | None, form: QuestionForm) -> Response | None:
    """Where the page leads once it is stored; None when it is shown again, with what stood against it."""
    slug, event_id = event.slug, event.id
    try:
        if row is None:
            code = services.add_question(event_id, form.values(), actor=current_actor(), at=now())
            flash(_("The question is added."), "success")
        else:
            code, answers = row.code, hooks.counts_of(event_id).get(row.code, 0)
            services.change_question(
                row.id, form.values(was), shown=form.shown.marks, answers=answers, actor=current_actor(), at=now()
            )
            flash(_("The question is saved."), "success")
    except Refused as refusal:
        form.refuse(refusal, FIELD_OF.get(refusal.code))
        return None
    return redirect(url_for("manage_form.form", slug=slug, _anchor=f"question-{code}"))


def page(event: Event, row: Question | None, was: Asked | None, every: list[Asked], form: QuestionForm) -> Answer:
    values = form.values(was)
    would_be = services.question_as(row, values, event)
    asked_now = [would_be if one.code == would_be.code else one for one in every]
    if row is None:
        asked_now.append(would_be)
    answers = hooks.counts_of(event.id).get(row.code, 0) if row else 0
    reader = reader_asked_for()
    html = render_template(
        "questions/manage/question.html",
        event=event,
        question=was,
        row=row,
        form=form,
        answers=answers,
        consequences=rules.changes_to_answers(was, values, answers) if was else [],
        warnings=rules.warnings_of(would_be, asked_now) if values.label else [],
        history=audit.history(row) if row else [],
        preview=question_preview(event, would_be, asked_now, reader) if values.label else "",
        preview_language=reader,
        preview_languages=list(LANGUAGES.items()),
        **words_for_pages(),
    )
    return html, form.status if "preview" not in request.form else 200


class PreviewForm(AskingForm):
    """Nobody sends it; it belongs to everybody."""

    shown_to = ""

    @property
    def category_code(self) -> str:
        return self.shown_to


def question_preview(event: Event, question: Asked, every: list[Asked], reader: str) -> Markup:
    """The question with those that it depends on, in the language `reader`."""
    by_code = {one.code: one for one in every}
    wanted = {question.code}
    while True:
        more = {c.question for code in wanted if (c := by_code[code].condition) and c.question in by_code} - wanted
        if not more:
            break
        wanted |= more
    with force_locale(reader):
        made: Any = with_questions(PreviewForm, AskedForm(tuple(one for one in every if one.code in wanted)))
        made.category_names = dict(hooks.categories_of(event.id))
        made.shown_to = question.categories[0] if question.categories else ""
        form = made(formdata=None, prefix="preview-")
        form.begin(event.id, {})
        return Markup(render_template("questions/manage/preview_questions.html", form=form, reader=reader))  # noqa: S704
