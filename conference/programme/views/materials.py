"""The organiser's pages of one session's files and links."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.files import MOST_BYTES, file_answer
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import material_queries as queries
from .. import material_services as services
from ..material_forms import HandedInForm, MaterialEdit
from ..models import Material, Session, Speaker
from ..words import SHOWN_WORDS

manage_materials = Blueprint("manage_materials", __name__, url_prefix="/manage/<slug>/sessions/<code>/materials")
Answer = str | Response | tuple[str, int]
MOST_SENT = 2 * MOST_BYTES  # a file that is somewhat too large is said beside its field
REFUSED_FILES = ("not_a_file", "not_an_image")


@manage_materials.route("", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def materials(event: Event, code: str) -> Answer:
    session = get_session(event, code)
    request.max_content_length = MOST_SENT
    speakers = speakers_of(session)
    form = HandedInForm(speakers.values(), event.languages)
    if form.validate_on_submit():
        try:
            add(session.id, speakers.get(form.speaker.data or ""), form)
        except Refused as refusal:
            form.refuse(refusal, "file" if refusal.code in REFUSED_FILES else None)
        else:
            flash(_("The material is added."), "success")
            return redirect(url_for(".materials", slug=event.slug, code=code))
    page = render_template(
        "programme/manage/materials.html",
        event=event,
        session=session,
        form=form,
        materials=queries.materials_with_speakers(session.id),
        shown_words=SHOWN_WORDS,
    )
    return page, form.status


def get_session(event: Event, code: str) -> Session:
    found = queries.find_session_for_materials(event.id, code)
    return found if found is not None else abort(404)


def speakers_of(session: Session) -> dict[str, Speaker]:
    return {link.speaker.code: link.speaker for link in session.speaker_links}


def add(session_id: int, speaker: Speaker | None, form: HandedInForm) -> None:
    speaker_id, file = speaker.id if speaker else None, form.clean_file()
    if file is None:
        services.add_link(session_id, speaker_id, form.values(), actor=current_actor(), at=now())
    else:
        services.add_file(session_id, speaker_id, file, form.values(), actor=current_actor(), at=now())


@manage_materials.route("/<uuid>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def material(event: Event, code: str, uuid: str) -> Answer:
    session, found = get_material(event, code, uuid)
    request.max_content_length = MOST_SENT
    form = MaterialEdit(found, event.languages)
    if request.method == "GET":
        form.show(found)
    elif form.validate_on_submit():
        try:
            services.change(
                session.id, uuid, form.values(), shown=form.shown_before.marks, file=form.clean_file(),
                actor=current_actor(), at=now(),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal, "file" if refusal.code in REFUSED_FILES else None)
        else:
            flash(_("The material is saved."), "success")
            return redirect(url_for(".materials", slug=event.slug, code=code))
    page = render_template("programme/manage/material.html", event=event, session=session, material=found, form=form)
    return page, form.status


def get_material(event: Event, code: str, uuid: str, *, with_data: bool = False) -> tuple[Session, Material]:
    session = get_session(event, code)
    found = queries.find_material_of_session(session.id, uuid, with_data=with_data)
    return (session, found) if found is not None else abort(404)


@manage_materials.get("/<uuid>/file")
@event_page(Permission.EDIT_PROGRAMME)
def material_file(event: Event, code: str, uuid: str) -> Response:
    """For organisers whenever visitors get it."""
    _session, found = get_material(event, code, uuid, with_data=True)
    if found.file is None:
        abort(404)
    return file_answer(found.file)


@manage_materials.post("/<uuid>/move")
@event_page(Permission.EDIT_PROGRAMME)
def move_material(event: Event, code: str, uuid: str) -> Response:
    session, _material = get_material(event, code, uuid)
    if not ActionForm().validate_on_submit():
        abort(400)
    is_up = request.form.get("to") == "up"
    services.move(session.id, uuid, up=is_up, actor=current_actor(), at=now())
    return redirect(url_for(".materials", slug=event.slug, code=code, _anchor=f"material-{uuid}"))


@manage_materials.post("/<uuid>/delete")
@event_page(Permission.EDIT_PROGRAMME)
def delete_material(event: Event, code: str, uuid: str) -> Response:
    session, _material = get_material(event, code, uuid)
    if not ActionForm().validate_on_submit():
        abort(400)
    services.remove(session.id, uuid, actor=current_actor(), at=now())
    flash(_("The material is deleted."), "success")
    return redirect(url_for(".materials", slug=event.slug, code=code))
