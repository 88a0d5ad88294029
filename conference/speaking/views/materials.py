"""The files and links that speakers hand in by their personal link. Organisers see who it was in the history."""

from collections.abc import Iterable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.files import MOST_BYTES, NotAFile, file_answer, too_large
from conference.core.forms import ChoiceField, required
from conference.core.web import by_secret_link, is_too_large
from conference.events.models import Event
from conference.programme import material_queries, material_services
from conference.programme.material_forms import MaterialForm
from conference.programme.models import Material, Session, Speaker
from conference.programme.words import SHOWN_WORDS

from .. import queries
from .own import Answer, only_sent_from_our_page, own_page, show, speaking

MOST_SENT = MOST_BYTES + 1024 * 1024  # a file of the greatest size, with the rest of its form
REFUSED_FILES = ("not_a_file", "not_an_image")


class OwnMaterialForm(MaterialForm):
    """With the session it belongs to, among the speaker's own."""

    session = ChoiceField(_l("Session"), required(_l("Choose the session it belongs to")))

    def __init__(self, sessions: Iterable[Session], languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(languages, **kwargs)
        own = [(session.code, session.title) for session in sessions]
        self.session.choices = own if len(own) == 1 else [("", _("Choose a session")), *own]


@speaking.route("/materials", methods=["GET", "POST"])
@by_secret_link
@own_page
def materials(speaker: Speaker, event: Event, token: str) -> Answer:
    sessions = taking(queries.parts_of(speaker.id))
    request.max_content_length = MOST_SENT
    if is_too_large(MOST_SENT):
        form = OwnMaterialForm(sessions.values(), event.languages, formdata=None)
        form.refuse(NotAFile(too_large(MOST_BYTES)), "file")
        return _page(speaker, event, token, form), form.status
    wished = {"session": request.args.get("session")} if request.method == "GET" else {}
    form = OwnMaterialForm(sessions.values(), event.languages, data=wished)
    if form.validate_on_submit():
        try:
            _add(sessions[form.session.data], speaker, form)
        except Refused as refusal:
            form.refuse(refusal, "file" if refusal.code in REFUSED_FILES else None)
        else:
            flash(_("Thank you, we have it."), "success")
            return _back(event, token)
    return _page(speaker, event, token, form), form.status


def _page(speaker: Speaker, event: Event, token: str, form: OwnMaterialForm) -> str:
    parts = queries.parts_of(speaker.id)
    handed_in = [(part.session, material_queries.materials_of_speaker(part.session.id, speaker.id)) for part in parts]
    return show(
        "materials", speaker, event, token,
        form=form, sessions=taking(parts), by_session=handed_in, shown_words=SHOWN_WORDS,
    )  # fmt: skip


def taking(parts: Iterable[queries.OwnPart]) -> dict[str, Session]:
    """The sessions that take materials, by code."""
    return {part.session.code: part.session for part in parts if part.takes_materials}


def _add(session: Session, speaker: Speaker, form: OwnMaterialForm) -> None:
    file, values = form.clean_file(), form.values()
    if file is None:
        material_services.add_link(session.id, speaker.id, values, actor=audit.SPEAKER, at=now())
    else:
        material_services.add_file(session.id, speaker.id, file, values, actor=audit.SPEAKER, at=now())


def _back(event: Event, token: str) -> Response:
    return redirect(url_for("speaking.materials", slug=event.slug, token=token), 303)


@speaking.get("/materials/<uuid>/file")
@by_secret_link
@own_page
def material_file(speaker: Speaker, event: Event, token: str, uuid: str) -> Response:
    """Their own file, also before visitors get it."""
    del event, token
    material = _own_material(speaker, uuid, with_data=True)
    return file_answer(material.file) if material.file is not None else abort(404)


@speaking.post("/materials/<uuid>/delete")
@by_secret_link
@own_page
def delete_material(speaker: Speaker, event: Event, token: str, uuid: str) -> Answer:
    material = _own_material(speaker, uuid)
    only_sent_from_our_page()
    material_services.remove(material.session_id, material.uuid, speaker_id=speaker.id, actor=audit.SPEAKER, at=now())
    flash(_("It is deleted."), "success")
    return _back(event, token)


def _own_material(speaker: Speaker, uuid: str, *, with_data: bool = False) -> Material:
    """What this speaker handed in; what others did is not there for them."""
    material = queries.find_material_of_speaker(speaker.id, uuid, with_data=with_data)
    return material if material is not None else abort(404)
