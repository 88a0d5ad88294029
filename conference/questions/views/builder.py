"""The registration form as organisers build it: its questions in order, with what attendees see beside them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES, language
from conference.events.models import Event
from conference.events.permissions import PERMISSIONS, Permission, Role
from conference.events.queries import events_of_user
from conference.events.web import event_page

from .. import conditions, hooks, presets, queries, rules, services
from ..asked import AskedForm, asked
from ..forms import FieldsForm
from ..models import Question
from ..words import ASK_WORDS, BASIS_WORDS, FIELD_WORDS, KIND_HINTS, KIND_WORDS, category_words, condition_words

manage_form = Blueprint("manage_form", __name__, url_prefix="/manage/<slug>/registrations/form")
Answer = str | Response | tuple[str, int]
FIXED = ("name", "national_name", "email", "organisation", "position", "country", "category", "language")


@manage_form.get("")
@event_page(Permission.EDIT_EVENT)
def form(event: Event) -> str:
    return shown(event, FieldsForm(formdata=None))


def shown(event: Event, fields_form: FieldsForm) -> str:
    rows = queries.rows_of(event.id)
    settings = queries.find_settings(event.id)
    every = tuple(asked(row, event.main_language) for row in rows)
    whole = AskedForm(every, settings.fields if settings else {})
    if not fields_form.is_submitted():
        fields_form.show(whole)
    categories = dict(hooks.categories_of(event.id))
    pairs = list(zip(rows, every, strict=True))
    return render_template(
        "questions/manage/form.html",
        event=event,
        live=[pair for pair in pairs if not pair[1].is_retired],
        retired=[pair for pair in pairs if pair[1].is_retired],
        warnings={one.code: rules.warnings_of(one, every) for one in whole.live},
        whens={one.code: [words for words in (condition_words(one, every), category_words(one, categories)) if words]
               for one in every},
        counts=hooks.counts_of(event.id),
        lacking=[(row, rules.missing_of(row, event.languages, event.main_language)) for row in rows
                 if row.retired_at is None],
        presets=[preset for preset in presets.PRESETS.values() if whole.question(preset.code) is None],
        inside=conditions.sections_of(whole.live),
        fixed=FIXED,
        sources=sources_of(event),
        fields_form=fields_form,
        history=audit.history(settings) if settings else [],
        moved=(request.args.get("moved", ""), request.args.get("to", "")),
        **words_for_pages(),
        **preview(event, whole),
    )  # fmt: skip


def words_for_pages() -> dict[str, Any]:
    return {
        "kind_words": KIND_WORDS,
        "kind_hints": KIND_HINTS,
        "basis_words": BASIS_WORDS,
        "ask_words": ASK_WORDS,
        "field_words": FIELD_WORDS,
    }


def preview(event: Event, whole: AskedForm) -> dict[str, Any]:
    """What attendees see, of the category and in the language that the address asks for."""
    categories = hooks.categories_of(event.id)
    category, reader = request.args.get("as", ""), reader_asked_for()
    category = category if category in dict(categories) else ""
    return {
        "categories": categories,
        "preview_category": category,
        "preview_language": reader,
        "preview_languages": list(LANGUAGES.items()),
        "preview": hooks.preview_of(event, whole, category, reader),
    }


def reader_asked_for() -> str:
    """The language of the preview."""
    reader = request.values.get("in", "")
    return reader if reader in LANGUAGES else language()


def get_question(event: Event, code: str) -> Question:
    found = queries.find_question(event.id, code)
    return found if found is not None else abort(404)


def sources_of(event: Event) -> list[Event]:
    """The other events whose form the person may edit, the newest first."""
    mine = events_of_user(current_actor().id or 0)
    return [other for other, role in mine if other.id != event.id and Permission.EDIT_EVENT in PERMISSIONS[Role(role)]]


def only_pressed() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)


def back(slug: str, code: str = "", **more: Any) -> Response:
    return redirect(url_for("manage_form.form", slug=slug, _anchor=f"question-{code}" if code else None, **more))


@manage_form.post("/fields")
@event_page(Permission.EDIT_EVENT)
def switch_fields(event: Event) -> Answer:
    form, slug = FieldsForm(), event.slug
    if not form.validate_on_submit():
        return shown(event, form), form.status
    services.switch_fields(event.id, form.values(), actor=current_actor(), at=now())
    flash(_("The form is saved."), "success")
    return back(slug)


@manage_form.post("/presets/<name>")
@event_page(Permission.EDIT_EVENT)
def add_preset(event: Event, name: str) -> Response:
    only_pressed()
    preset, slug, event_id = presets.PRESETS.get(name), event.slug, event.id
    if preset is None:
        abort(404)
    wanted = [presets.PRESETS[preset.needs]] if preset.needs else []
    values = [(one.code, presets.values_of_preset(one, event)) for one in [*wanted, preset]]
    try:
        for code, one in values:
            if queries.find_question(event_id, code) is None:
                services.add_question(event_id, one, code=code, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return back(slug)
    flash(_("The question is added."), "success")
    return back(slug, name)


@manage_form.post("/<code>/move")
@event_page(Permission.EDIT_EVENT)
def move(event: Event, code: str) -> Response | tuple[str, int]:
    """To a place by number (dragged), or one up or down (pressed)."""
    row, slug = get_question(event, code), event.slug
    only_pressed()
    live = [one.code for one in queries.rows_of(event.id) if one.retired_at is None]
    here, to = live.index(code) if code in live else len(live), request.form.get("to", "")
    if to in ("up", "down"):
        place = here - 1 if to == "up" else here + 1
    else:
        place = int(to) if to.isascii() and to.isdigit() and len(to) <= len(str(rules.MOST_QUESTIONS)) else here
    try:
        services.place_question(row.id, max(0, place), actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    if to in ("up", "down"):  # the arrow that was pressed has the focus again, which no anchor may take
        return back(slug, moved=code, to=to)
    return back(slug, code)


@manage_form.post("/<code>/copy")
@event_page(Permission.EDIT_EVENT)
def copy(event: Event, code: str) -> Response:
    row, slug = get_question(event, code), event.slug
    only_pressed()
    try:
        made = services.copy_question(row.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return back(slug, code)
    flash(_("The question is copied: change what is different."), "success")
    return redirect(url_for("manage_form.question", slug=slug, code=made))


@manage_form.post("/<code>/<any(retire, restore):deed>")
@event_page(Permission.EDIT_EVENT)
def retire(event: Event, code: str, deed: str) -> Response:
    row, slug = get_question(event, code), event.slug
    only_pressed()
    deeds = {"retire": services.retire_question, "restore": services.restore_question}
    try:
        deeds[deed](row.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        words = {"retire": _("It is asked no more; the answers so far are kept."), "restore": _("It is asked again.")}
        flash(words[deed], "success")
    return back(slug, code)
