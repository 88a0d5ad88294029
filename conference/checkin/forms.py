"""What a door sends: the start form, and the JSON of a scan."""

import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from conference.core.errors import Refused
from conference.core.forms import Form, LineField, required

from .rules import Reading

WAYS = ("camera", "wedge", "search", "typed")
MOST_CODE = 4096
MOST_NAME = 60


class Malformed(Refused):
    """A program sent something that no door sends."""

    code: ClassVar[str] = "malformed"


class StartForm(Form):
    point = RadioField(
        _l("What is checked here?"), [InputRequired(_l("Choose what is checked here"))], validate_choice=True
    )
    entrance = LineField(
        _l("Name of this entrance"), required(_l("Enter a name for this entrance, like Entrance A")), most=MOST_NAME
    )


def reading(body: Any) -> Reading:
    """One scan from its JSON. Raises Malformed with a sentence that names what is wrong."""
    if not isinstance(body, dict):
        raise Malformed(_("A scan is a JSON object"))
    if body.get("kind", "entry") != "entry":
        raise Malformed(_("Only entries can be scanned"))
    code, registration = body.get("code"), body.get("registration")
    if (code is None) == (registration is None):
        raise Malformed(_("A scan names either a code or a registration"))
    via = body.get("via")
    if via not in WAYS:
        raise Malformed(_("Say how the badge was read"))
    return Reading(
        scan_id=scan_id(body, "scan_id"),
        code=text(code)[:MOST_CODE] if code is not None else None,
        registration=text(registration)[:12] if registration is not None else None,
        via=via,
        scanned_at=instant(body.get("scanned_at")),
    )


def undo(body: Any) -> tuple[str, str]:
    """(id of the undo, id of the scan that it takes back)."""
    if not isinstance(body, dict):
        raise Malformed(_("An undo is a JSON object"))
    return scan_id(body, "scan_id"), scan_id(body, "undoes")


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise Malformed(_("A code is a text"))
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


def scan_id(body: dict[str, Any], name: str) -> str:
    try:
        return str(uuid.UUID(text(body.get(name))))
    except ValueError as error:
        raise Malformed(_("A scan needs an id of its own")) from error


def instant(value: Any) -> datetime:
    try:
        at = datetime.fromisoformat(text(value))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise Malformed(_("The time of the scan cannot be read")) from error
