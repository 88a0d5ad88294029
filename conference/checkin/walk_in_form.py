"""What a desk sends of somebody who registers there, cleaned by the same fields as every form."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from conference.core.forms import Form, LineField, MailField, required
from conference.core.i18n import LANGUAGES
from conference.registration.rules import WalkIn

from .rules import Malformed

FIELDS = ("name", "email", "organisation", "category", "language")


class WalkInForm(Form):
    name = LineField(_l("Full name"), required(_l("Enter the name")), most=200)
    email = MailField(_l("E-mail address"))
    organisation = LineField(_l("Organisation"), most=300)
    category = LineField(_l("Category"), most=20)
    language = LineField(_l("Language"), most=8)


def walk_in_of(body: Any, *, is_inside: bool = False) -> WalkIn:
    """Raises Malformed with a sentence that says what to type instead."""
    if not isinstance(body, dict):
        raise Malformed(_("A person who registers is a JSON object"))
    sent = {name: value for name in FIELDS if isinstance(value := body.get(name), str)}
    form = WalkInForm(MultiDict(sent), meta={"csrf": False})
    if not form.validate():
        raise Malformed(str(next(iter(form.errors.values()))[0]))
    language = form.language.data or ""
    return WalkIn(
        _id_of(body), form.name.data, form.email.data or "", form.organisation.data or "",
        form.category.data or "", language if language in LANGUAGES else "en", is_inside,
    )  # fmt: skip


def _id_of(body: dict[str, Any]) -> str:
    try:
        return str(uuid.UUID(str(body.get("id"))))
    except ValueError as error:
        raise Malformed(_("Somebody who registers needs an id of their own")) from error
