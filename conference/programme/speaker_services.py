"""Changing the speakers of an event. What visitors see of them changes at once."""

from collections.abc import Collection
from datetime import datetime

from conference.core import audit
from conference.core.codes import new_code, new_uuid7
from conference.core.db import lock, transaction
from conference.core.images import CleanImage, store_picture
from conference.core.merging import merged
from conference.core.stale import stale_edit
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.events.services import touch_event
from conference.organisations.models import Organisation
from conference.organisations.queries import find_by_name

from . import speaker_rules as rules
from .models import Speaker, SpeakerAbsence
from .references import uses_of_speaker
from .rules import SpeakerValues
from .speaker_rules import Away


def save_speaker(
    event_id: int,
    speaker_id: int | None,
    values: SpeakerValues,
    absences: Collection[Away] = (),
    *,
    photo: CleanImage | None = None,
    is_photo_removed: bool = False,
    shown: str = "",
    actor: audit.Actor,
    at: datetime,
) -> str:
    """Add or change a speaker; returns their code.

    shown: the marks of what the page showed. What others changed since is kept where it does not touch, else StaleEdit
    is raised; BadAbsence for a time that ends before it starts.
    """
    with transaction() as session:
        event = lock(Event, event_id)
        if speaker_id is None:
            row = Speaker(event_id=event_id, uuid=new_uuid7(), code=new_code(6), translations={})
            session.add(row)
        else:
            row = lock(Speaker, speaker_id)
            values, absences = reconciled(row, values, absences, shown, event)
        for away in absences:
            if refusal := rules.why_not_away(away.starts_at, away.ends_at):
                raise refusal
        write_speaker(row, values, find_by_name(values.organisation))
        if tuple(sorted(absences)) != rules.absences_of(row):
            row.absences = [SpeakerAbsence(**vars(away)) for away in sorted(absences)]
        if photo is not None or is_photo_removed:
            row.photo = store_picture(photo, at=at) if photo else None
        session.flush()
        touch_event(event_id)
        audit.record("speaker.saved", row, actor=actor, event_id=event_id, at=at)
        return row.code


def reconciled(
    row: Speaker, values: SpeakerValues, absences: Collection[Away], shown: str, event: Event
) -> tuple[SpeakerValues, tuple[Away, ...]]:
    """What to store when others, or the speaker, changed something since the page was shown. Raises StaleEdit."""
    others = event.languages[1:]
    stored = rules.flat(rules.values_of(row), rules.absences_of(row), others)
    kept, conflicts = merged(shown, rules.flat(values, absences, others), stored)
    if conflicts:
        raise stale_edit(row, event.zone)
    return rules.from_flat(kept, row.translations or {})


def write_speaker(row: Speaker, values: SpeakerValues, organisation: Organisation | None) -> None:
    """In the caller's transaction. organisation: the directory's entry of that name, if there is one."""
    for name in ("title", "name", "national_name", "position", "country", "biography", "email", "language"):
        setattr(row, name, getattr(values, name))
    row.translations = cleaned(values.translations)
    row.organisation = organisation
    row.organisation_name = "" if organisation else values.organisation


def note_consent(speaker_id: int, source: str, *, actor: audit.Actor, at: datetime) -> None:
    """The speaker agreed to being shown, and `source` says how we know. Raises NoSource."""
    if refusal := rules.why_not_source(source):
        raise refusal
    with transaction():
        row = lock(Speaker, speaker_id)
        row.consented_at, row.consent_source = at, source
        touch_event(row.event_id)
        audit.record("speaker.consent_noted", row, actor=actor, event_id=row.event_id, at=at, source=source)


def withdraw_consent(speaker_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """The speaker does not want to be shown any more: gone from every page at once."""
    with transaction():
        row = lock(Speaker, speaker_id)
        row.consented_at, row.consent_source = None, ""
        touch_event(row.event_id)
        audit.record("speaker.consent_withdrawn", row, actor=actor, event_id=row.event_id, at=at)


def delete_speaker(speaker_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take out a speaker whom nothing names. Raises InUse, which says where they are named."""
    with transaction() as session:
        row = lock(Speaker, speaker_id)
        if refusal := rules.why_not_delete(uses_of_speaker(row)):
            raise refusal
        audit.record("speaker.deleted", row, actor=actor, event_id=row.event_id, at=at, code=row.code)
        touch_event(row.event_id)
        session.delete(row)
