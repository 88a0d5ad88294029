"""Changing the speakers of an event. What visitors see of them changes at once."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from conference.core import audit
from conference.core.codes import new_code, new_uuid7
from conference.core.db import lock, transaction
from conference.core.errors import StaleEdit
from conference.core.images import CleanImage, store_picture
from conference.core.translated import cleaned
from conference.events.services import touch_event
from conference.organisations.queries import find_by_name

from .models import Speaker
from .rules import SpeakerValues


def save_speaker(
    event_id: int,
    speaker_id: int | None,
    values: SpeakerValues,
    *,
    photo: CleanImage | None,
    version: int,
    actor: audit.Actor,
    at: datetime,
) -> str:
    """Add or change a speaker; returns their code. Raises StaleEdit."""
    try:
        with transaction() as session:
            if speaker_id is None:
                row = Speaker(event_id=event_id, uuid=new_uuid7(), code=new_code(6))
                session.add(row)
            else:
                row = lock(Speaker, speaker_id)
                refuse_stale(row.version, version)
            for name in ("title", "name", "national_name", "position", "country", "biography", "email", "language"):
                setattr(row, name, getattr(values, name))
            row.translations = cleaned(values.translations)
            row.organisation = find_by_name(values.organisation)
            row.organisation_name = "" if row.organisation else values.organisation
            if photo is not None:
                row.photo = store_picture(photo, at=at)
            session.flush()
            touch_event(event_id)
            audit.record("speaker.saved", row, actor=actor, event_id=event_id, at=at)
            return row.code
    except StaleDataError as error:
        raise StaleEdit(_("Somebody else saved this in the meantime.")) from error


def refuse_stale(stored: int, shown: int) -> None:
    if stored != shown:
        raise StaleEdit(_("Somebody else saved this in the meantime. Open the page anew and make your change again."))
